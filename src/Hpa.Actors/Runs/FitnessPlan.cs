using Hpa.Actors.Classifiers.Kernels;
using Hpa.Contracts;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Runs;

/// <summary>On what fitness is measured.</summary>
/// <param name="TrainUsed">Training images that it trains on.</param>
/// <param name="TrainAll">Training images that it would train on if all their kernels fitted the budgets.</param>
/// <param name="Val">Validation images.</param>
/// <param name="Folds">Folds of cross-validation within the training images; 0: validation images are used instead.</param>
/// <param name="Place">Where the kernels are.</param>
public sealed record FitnessRows(int TrainUsed, int TrainAll, int Val, int Folds, KernelPlace Place);

/// <summary>Which rows fitness uses and where their kernels are: known from labels and settings, before there are features.</summary>
/// <param name="Layout">The rows.</param>
/// <param name="Rows">How many of the main study.</param>
/// <param name="Need">What kernels of the rows take.</param>
public sealed record FitnessPlan(FitnessLayout Layout, FitnessRows Rows, KernelNeed Need)
{
    /// <summary>Plans.</summary>
    /// <param name="rows">Images by part.</param>
    /// <param name="labels">Labels of the studies, the true ones first.</param>
    /// <param name="blocks">Number of blocks.</param>
    /// <param name="settings">The run's settings.</param>
    /// <exception cref="InputException">What was asked for does not fit the budgets, or no image is left to measure fitness on.</exception>
    public static FitnessPlan Of(StudyRows rows, IEnumerable<StudyLabels> labels, int blocks, RunSettings settings)
    {
        var classifiers = settings.Classifiers;
        KernelBudget.CheckEvaluation(rows.Train.Count, rows.Eval.Count, classifiers.MemoryBudget);
        var folds = settings.Selection.Validation == FitnessValidation.KFold ? settings.Selection.Folds : 0;
        var all = FitnessLayout.Of([.. labels.Select(study => new FitnessLabels(study.Train, study.Val))], settings.Selection.Fitness, folds);
        var need = new KernelNeed(all.Train.Count, all.StudyRows, all.Val.Count, blocks, folds);
        var kernels = KernelPlan.Of(need, classifiers.Kernels, classifiers.MemoryBudget, classifiers.DiskBudget);
        var layout = all.Within(kernels.TrainRows, settings.Seed);
        var main = layout.Views[0];
        return new FitnessPlan(
            layout, new FitnessRows(main.TrainLabels.Length, all.Views[0].TrainLabels.Length, main.EvalLabels.Length, folds, kernels.Place), need.With(layout.Train.Count));
    }

    /// <summary>
    /// The plan of a run whose images all give features, or null when a part is empty, which the run will say when it gets there.
    /// </summary>
    /// <exception cref="InputException">As <see cref="Of"/>.</exception>
    public static FitnessPlan? Early(RunPlan plan)
    {
        if (Enum.GetValues<Part>().Any(part => !plan.Index.Parts.Contains(part))) return null;
        var settings = plan.Settings;
        var rows = StudyRows.Of(plan.Index, new HashSet<ImageId>());
        return Of(rows, StudyLabels.Studies(rows, settings).Values, settings.Blocks.Count, settings);
    }

    /// <summary>How many classifiers work at once on this machine.</summary>
    public int Classifiers(ClassifierSettings settings) => Need.Classifiers(settings.Workers, Rows.Place, settings.MemoryBudget);

    /// <summary>What a person should know about it, or empty.</summary>
    public string Note => Rows.Place switch
    {
        KernelPlace.Mapped => $"kernels of {Need.Blocks} blocks will take {KernelBudget.Mebibytes(Need.Blocked)} MiB of the run's folder until the evaluation is done",
        KernelPlace.Subset when Rows.TrainUsed < Rows.TrainAll =>
            $"fitness will be measured with {Rows.TrainUsed} of {Rows.TrainAll} training images, as many as hpa.classifiers.memory-budget-mib has room for",
        _ => "",
    };
}

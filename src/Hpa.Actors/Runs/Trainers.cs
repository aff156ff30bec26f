using System.Security.Cryptography;
using System.Text;
using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Svm;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Runs;

/// <summary>One classifier to be trained and measured.</summary>
/// <param name="Study">Whose labels.</param>
/// <param name="Subset">Blocks.</param>
/// <param name="Strategy">How label sets become problems.</param>
/// <param name="Kind">What solves them.</param>
/// <param name="Balanced">Whether errors on rare classes cost more.</param>
/// <param name="MergeBelow">Label sets with fewer training rows are merged; 0 = none.</param>
internal sealed record Trial(string Study, Genome Subset, Strategy Strategy, ClassifierKind Kind, bool Balanced = false, int MergeBelow = 0)
{
    /// <summary>A name that no other trial of a run has, fit for a file.</summary>
    public string Name
    {
        get
        {
            var strategy = Strategy == Strategy.LabelPowerset ? "lp" : "br";
            return $"{Study}.{NameOf(Subset)}.{strategy}.{ClassifierWords.Of(Kind)}{(Balanced ? ".balanced" : "")}{(MergeBelow > 0 ? $".merged-{MergeBelow}" : "")}";
        }
    }

    /// <summary>A name that no other subset of a run has.</summary>
    public static string NameOf(Genome subset) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(subset.ToString())))[..12];
}

/// <summary>
/// Trains trials on the training part and predicts validation and test images. A kernel is computed once for all neighbouring
/// trials of the same blocks and label sets; predictions that are done come from the cache.
/// </summary>
/// <param name="plan">The run.</param>
/// <param name="studies">Features and labels.</param>
internal sealed class Trainers(RunPlan plan, RunStudies studies) : IDisposable
{
    private readonly string _folder = PredictionFolder.Of(plan);
    private readonly PredictionCache _cache = new(PredictionFolder.Of(plan), studies.Rows.Eval.Count);
    private readonly Workers _workers = new(plan.Settings.Classifiers.Workers);
    private readonly KernelProduct _product = new();
    private readonly KernelSum _sum = new();
    private (string Study, Genome Subset, int MergeBelow, MultiLabelTrainer Trainer)? _current;
    private (LabelledView Rows, Genome Subset)? _single;

    /// <summary>Predicts the validation rows, then the test rows.</summary>
    public Prediction Predict(Trial trial) => _cache.GetOrMake(trial.Name, () => Open(trial).Predict(trial.Strategy, trial.Kind, trial.Balanced));

    /// <summary>Trains a classifier to be kept, with the rows it was trained on and what it says of validation and test rows.</summary>
    public (TrainedClassifier Model, LabelledView Rows, Prediction Predicted) Train(Trial trial)
    {
        var trainer = Open(trial);
        var model = trainer.Train(trial.Strategy, trial.Kind, trial.Balanced);
        return (model, trainer.Data.Rows, _cache.GetOrMake(trial.Name, () => trainer.Predict(model)));
    }

    /// <summary>Predicts one of several classes for the rows in question.</summary>
    /// <param name="rows">Rows with single labels; the same ones every time.</param>
    /// <param name="subset">Blocks.</param>
    /// <param name="method">How classes are told apart.</param>
    public LabelSet[] Predict(LabelledView rows, Genome subset, Multiclass method)
    {
        var cache = new PredictionCache(_folder, rows.EvalLabels.Length, scores: 0);
        var word = method == Multiclass.OneAgainstOne ? "oao" : "oaa";
        return cache.GetOrMake($"single.{Trial.NameOf(subset)}.{word}", () =>
        {
            if (_single != (rows, subset)) studies.Fill(_sum, rows.View, subset);
            (_current, _single) = (null, (rows, subset));
            var parameters = new SvmParameters(plan.Settings.Classifiers.C, plan.Settings.Classifiers.Tolerance);
            var winners = method == Multiclass.OneAgainstOne
                ? OneAgainstOne.Predict(_sum.Train, _sum.Eval, rows.Groups.Starts, parameters, _workers)
                : OneAgainstAll.Predict(_sum.Train, _sum.Eval, rows.Groups.Starts, parameters, _workers);
            return new Prediction(Array.ConvertAll(winners, c => rows.Groups.Keys[c]), [.. winners.Select(_ => Array.Empty<float>())]);
        }).Labels;
    }

    /// <inheritdoc />
    public void Dispose() => _product.Dispose();

    private MultiLabelTrainer Open(Trial trial)
    {
        if (_current is { } last && (last.Study, last.Subset, last.MergeBelow) == (trial.Study, trial.Subset, trial.MergeBelow)) return last.Trainer;
        var labels = studies.Labels[trial.Study];
        var rows = LabelledView.Of(LabelMerging.Fit(labels.Train, trial.MergeBelow).Apply(labels.Train), labels.Eval);
        studies.Fill(_sum, rows.View, trial.Subset);
        _single = null;
        var data = new TrainingSet(_sum.Train, _sum.Eval, rows, studies.Rows.Classes, studies.Columns(rows.View, trial.Subset));
        var trainer = new MultiLabelTrainer(data, plan.Settings.Classifiers, _workers, _product);
        _current = (trial.Study, trial.Subset, trial.MergeBelow, trainer);
        return trainer;
    }
}

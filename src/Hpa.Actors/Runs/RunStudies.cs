using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Svm;
using Hpa.Actors.Features;
using Hpa.Actors.Selection;
using Hpa.Contracts;
using Hpa.Contracts.Cells;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Runs;

/// <summary>
/// The studies of a run: the true labels and, as a control, the same labels shuffled among the images of each part. The
/// kernels of single blocks serve fitness and hold its rows alone; the kernel of one subset on any rows comes from the
/// features. Shared by all classifiers of a node.
/// </summary>
public sealed class RunStudies : IDisposable
{
    private readonly RunFeatures _features;
    private readonly KernelStore _kernels;
    private readonly Workers _workers;

    private RunStudies(
        FeatureManifest manifest, StudyRows rows, IReadOnlyList<CellCounts>? cells, FitnessRows fitnessRows, RunFeatures features, KernelStore kernels, Workers workers,
        IReadOnlyDictionary<string, StudyLabels> labels, IReadOnlyDictionary<string, ISubsetFitness> fitness, int classifiers)
    {
        Classifiers = classifiers;
        (Manifest, Rows, Cells, FitnessRows, Labels, Fitness) = (manifest, rows, cells, fitnessRows, labels, fitness);
        (_features, _kernels, _workers) = (features, kernels, workers);
    }

    /// <summary>The selections, in the order in which they are done.</summary>
    public required IReadOnlyList<StudyPlan> Plans { get; init; }

    /// <summary>Names all that fitness depends on, see <see cref="Runs.FitnessKey"/>.</summary>
    public required string FitnessKey { get; init; }

    /// <summary>What the features are.</summary>
    public FeatureManifest Manifest { get; }

    /// <summary>Images by part.</summary>
    public StudyRows Rows { get; }

    /// <summary>The cells of each image, in the order of <see cref="StudyRows.All"/>; null without the cell level.</summary>
    public IReadOnlyList<CellCounts>? Cells { get; }

    /// <summary>On how many images fitness is measured.</summary>
    public FitnessRows FitnessRows { get; }

    /// <summary>How many classifiers can measure fitness at once.</summary>
    public int Classifiers { get; }

    /// <summary>Statistics of the training rows by block.</summary>
    public IReadOnlyList<BlockScaling> Scalings => _features.Scalings;

    /// <summary>Raw and scaled columns of each block.</summary>
    public RunFeatures Features => _features;

    /// <summary>Labels by kind, the true ones first.</summary>
    public IReadOnlyDictionary<string, StudyLabels> Labels { get; }

    /// <summary>Fitness by kind of labels, of subsets of all blocks; until the studies are disposed.</summary>
    public IReadOnlyDictionary<string, ISubsetFitness> Fitness { get; }

    /// <summary>The blocks offered: gene i is block i.</summary>
    public IReadOnlyList<BlockName> Blocks => [.. Manifest.Blocks.Select(b => b.Name)];

    /// <summary>
    /// What the selection is about. Its name changes with the features as well: islands that evolved on others, before images set aside
    /// were mended, are not theirs.
    /// </summary>
    public SelectionPlan Selection(RunPlan plan) =>
        new($"{plan.Selection}-{FitnessKey[..8]}", plan.Folder.Path, Plans, Blocks, plan.Settings.Selection, plan.Settings.Seed, FitnessKey);

    /// <summary>Blocks by name as a subset of all blocks.</summary>
    public Genome Subset(IEnumerable<BlockName> names)
    {
        var wanted = names.ToHashSet();
        return Genome.Of(Manifest.Blocks.Count, Enumerable.Range(0, Manifest.Blocks.Count).Where(i => wanted.Contains(Manifest.Blocks[i].Name)));
    }

    /// <summary>Reads features block by block and computes the kernels that fitness needs.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="quarantined">Images without features.</param>
    /// <exception cref="InputException">The kernels do not fit the budgets, a part is empty, features are damaged, or the disk is full.</exception>
    public static RunStudies Load(RunPlan plan, IReadOnlySet<ImageId> quarantined)
    {
        var settings = plan.Settings;
        var manifest = ManifestFile.Read(plan.Folder.Features);
        var rows = StudyRows.Of(plan.Index, quarantined);
        var labels = StudyLabels.Studies(rows, settings);
        var fitnessPlan = FitnessPlan.Of(rows, labels.Values, manifest.Blocks.Count, settings);

        var store = new FeatureStore(plan.Folder.Features, manifest);
        var cells = manifest.BlocksOf(Level.Cell).Count > 0 ? store.Cells([.. rows.All.Select(image => image.Id)]) : null;
        var features = new RunFeatures(store, manifest.Blocks);
        var workers = new Workers(settings.Classifiers.Workers);
        var kernels = new FitnessKernels(manifest, features, rows, fitnessPlan, workers).Load(new KernelFolder(plan.Folder.Kernels));

        var parameters = new SvmParameters(settings.Classifiers.C, settings.Classifiers.Tolerance);
        var single = settings.Selection.Fitness == FitnessImages.SingleLabel;
        ISubsetFitness Fitness(LabelledView view) => fitnessPlan.Rows.Folds == 0
            ? new SubsetFitness(kernels, view, single ? view.Classes : rows.Classes, parameters)
            : new FoldedFitness(kernels, view, fitnessPlan.Rows.Folds, view.Classes, parameters, new CounterRandom(settings.Seed).At("folds"));
        var fitness = labels.Keys.Zip(fitnessPlan.Layout.Views, KeyValuePair.Create).ToDictionary(kind => kind.Key, kind => Fitness(kind.Value));
        var costs = BlockCosts.Of([.. manifest.Blocks.Select(block => block.Name)], settings.Backbones.Use, cells);
        return new RunStudies(manifest, rows, cells, fitnessPlan.Rows, features, kernels, workers, labels, fitness, fitnessPlan.Classifiers(settings.Classifiers))
        {
            Plans = StudyPlans.Of([.. manifest.Blocks.Select(block => block.Name)], costs, settings),
            FitnessKey = Runs.FitnessKey.Of(manifest, rows, fitnessPlan, settings),
        };
    }

    /// <summary>The kernel of a subset on any rows, from the features: one block's are in memory at a time.</summary>
    /// <param name="sum">Receives it.</param>
    /// <param name="view">Rows of <see cref="StudyRows.Train"/> and <see cref="StudyRows.Eval"/>, in the wanted order.</param>
    /// <param name="subset">The blocks.</param>
    /// <exception cref="ArgumentException">The subset is empty or of another number of blocks.</exception>
    /// <exception cref="InputException">Features are missing or damaged.</exception>
    public void Fill(KernelSum sum, KernelView view, Genome subset)
    {
        if (subset.Count == 0 || subset.Length != Manifest.Blocks.Count)
            throw new ArgumentException($"'{subset}' is no subset of {Manifest.Blocks.Count} blocks with at least one of them", nameof(subset));
        var (train, eval) = Images(view);
        using var product = new KernelProduct();
        sum.Fill(subset.Chosen().Select(block => _features.Scaled(block, train, eval)), product, _workers);
    }

    /// <summary>The raw features behind the same kernel.</summary>
    /// <param name="view">Rows as for <see cref="Fill"/>.</param>
    /// <param name="subset">The blocks.</param>
    public RawColumns Columns(KernelView view, Genome subset)
    {
        int[] blocks = subset.Chosen();
        var (train, eval) = Images(view);
        return new RawColumns(
            [.. blocks.Select(block => Manifest.Blocks[block])], place => _features.Raw(blocks[place], train), place => _features.Raw(blocks[place], eval));
    }

    /// <summary>Lets the kernels of single blocks go, and with them <see cref="Fitness"/>; all else remains.</summary>
    public void Dispose() => _kernels.Dispose();

    private (ImageId[] Train, ImageId[] Eval) Images(KernelView view)
    {
        var others = Rows.Eval;
        return (
            [.. Enumerable.Range(0, view.TrainRows).Select(row => Rows.Train[view.TrainPosition(row)].Id)],
            [.. Enumerable.Range(0, view.EvalRows).Select(row => others[view.EvalPosition(row)].Id)]);
    }
}

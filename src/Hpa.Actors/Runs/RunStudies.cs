using Hpa.Actors.Classifiers;
using Hpa.Actors.Features;
using Hpa.Contracts;
using Hpa.Contracts.Cells;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;

namespace Hpa.Actors.Runs;

/// <summary>
/// The features of a run as kernels, and its studies: the true labels and, as a control, the same labels shuffled among the
/// images of each part. Immutable once loaded; shared by all classifiers of a node.
/// </summary>
public sealed class RunStudies
{
    private RunStudies(
        FeatureManifest manifest, StudyRows rows, IReadOnlyList<CellCounts>? cells, KernelStore kernels, IReadOnlyList<BlockScaling> scalings,
        IReadOnlyDictionary<string, StudyLabels> labels, IReadOnlyDictionary<string, SubsetFitness> fitness) =>
        (Manifest, Rows, Cells, Kernels, Scalings, Labels, Fitness) = (manifest, rows, cells, kernels, scalings, labels, fitness);

    /// <summary>What the features are.</summary>
    public FeatureManifest Manifest { get; }

    /// <summary>Images by part, in the order of the kernels.</summary>
    public StudyRows Rows { get; }

    /// <summary>The cells of each image, in the order of <see cref="StudyRows.All"/>; null without the cell level.</summary>
    public IReadOnlyList<CellCounts>? Cells { get; }

    /// <summary>Kernels of all blocks: training rows, and validation then test rows.</summary>
    public KernelStore Kernels { get; }

    /// <summary>Statistics of the training rows by block.</summary>
    public IReadOnlyList<BlockScaling> Scalings { get; }

    /// <summary>Labels by study.</summary>
    public IReadOnlyDictionary<string, StudyLabels> Labels { get; }

    /// <summary>Fitness by study.</summary>
    public IReadOnlyDictionary<string, SubsetFitness> Fitness { get; }

    /// <summary>Names of the studies, the true labels first.</summary>
    public IReadOnlyList<string> Names => [.. Labels.Keys];

    /// <summary>The blocks offered: gene i is block i.</summary>
    public IReadOnlyList<BlockName> Blocks => [.. Manifest.Blocks.Select(b => b.Name)];

    /// <summary>Reads features block by block and computes the kernels.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="quarantined">Images without features.</param>
    /// <exception cref="InputException">The kernels do not fit the memory budget, a part is empty, or features are damaged.</exception>
    public static RunStudies Load(RunPlan plan, IReadOnlySet<ImageId> quarantined)
    {
        var settings = plan.Settings;
        var manifest = ManifestFile.Read(plan.Folder.Features);
        var rows = StudyRows.Of(plan.Index, quarantined);
        var workers = settings.Classifiers.Threads == 0 ? Environment.ProcessorCount : settings.Classifiers.Threads;
        KernelBudget.Check(rows.Train.Count, rows.Eval.Count, manifest.Blocks.Count, workers, settings.Classifiers.MemoryBudget);

        var store = new FeatureStore(plan.Folder.Features, manifest);
        var cells = manifest.BlocksOf(Level.Cell).Count > 0 ? store.Cells([.. rows.All.Select(image => image.Id)]) : null;
        using var product = new KernelProduct();
        var loaded = manifest.Blocks.Select(block => Load(store, block, rows, product)).ToArray();
        var kernels = new KernelStore(loaded.Select(l => l.Kernel));

        var labels = new Dictionary<string, StudyLabels> { [StudyMetrics.Selected] = StudyLabels.True(rows) };
        if (settings.ShuffledControl) labels[StudyMetrics.Shuffled] = StudyLabels.Shuffled(rows, settings.Seed);
        var parameters = new SvmParameters(settings.Classifiers.C, settings.Classifiers.Tolerance);
        var fitness = labels.ToDictionary(study => study.Key, study => new SubsetFitness(
            kernels, study.Value.Train, study.Value.Val, settings.Selection.Fitness, rows.Classes, parameters));
        return new RunStudies(manifest, rows, cells, kernels, [.. loaded.Select(l => l.Scaling)], labels, fitness);
    }

    private static (BlockScaling Scaling, BlockKernel Kernel) Load(FeatureStore store, BlockColumn block, StudyRows rows, KernelProduct product)
    {
        var raw = store.Read(block.Name, [.. rows.Train.Concat(rows.Eval).Select(image => image.Id)]);
        var train = raw.AsSpan(0, rows.Train.Count * block.Dimensions);
        var scaling = BlockScaling.Fit(block, train, rows.Train.Count);
        var kernel = BlockKernel.Compute(
            product, ScaledRows.From(scaling, train, rows.Train.Count), ScaledRows.From(scaling, raw.AsSpan(train.Length), rows.Eval.Count));
        return (scaling, kernel);
    }
}

using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Classifiers;

/// <summary>Buffers of a fitness evaluation; one per thread.</summary>
public sealed class FitnessWorkspace
{
    internal SubsetKernel Kernel { get; } = new();

    internal SvmWorkspace Svm { get; } = new();
}

/// <summary>
/// The fitness of a subset of blocks: macro-F1 on the validation rows of one-against-one over the label sets of the
/// training rows. On single-label images that is the multi-class SVM of the paper's phase 1, on all images label
/// powerset. A pure function of store, labels and subset; any number of threads may evaluate, each with its workspace.
/// </summary>
public sealed class SubsetFitness
{
    private readonly KernelStore _store;
    private readonly LabelledView _rows;
    private readonly LabelSet _classes;
    private readonly SvmParameters _parameters;

    /// <summary>Prepares evaluations.</summary>
    /// <param name="store">Kernels of all blocks.</param>
    /// <param name="train">Labels of the store's training rows.</param>
    /// <param name="val">Labels of the validation rows, which are the store's first evaluation rows.</param>
    /// <param name="images">
    /// SingleLabel: rows with one label only; macro-F1 over the classes that occur in them in training or validation.
    /// All: every row; macro-F1 over <paramref name="classes"/>.
    /// </param>
    /// <param name="classes">The classes scored for All.</param>
    /// <param name="parameters">C and tolerance.</param>
    /// <exception cref="InputException">No training or no validation row is left to measure on.</exception>
    /// <exception cref="ArgumentException">The labels do not fit the store.</exception>
    public SubsetFitness(
        KernelStore store, IReadOnlyList<LabelSet> train, IReadOnlyList<LabelSet> val, FitnessImages images, LabelSet classes, SvmParameters parameters)
    {
        if (train.Count != store.TrainRows || val.Count > store.EvalRows)
            throw new ArgumentException($"{train.Count} training and {val.Count} validation labels for {store.TrainRows} and {store.EvalRows} rows");
        var single = images == FitnessImages.SingleLabel;
        _store = store;
        _rows = LabelledView.Of(train, val, wanted: single ? set => set.Count == 1 : null);
        if (_rows.TrainLabels.Length == 0 || _rows.EvalLabels.Length == 0)
            throw new InputException(
                $"hpa.selection.fitness = {(single ? "single-label" : "all")}: {_rows.TrainLabels.Length} training and {_rows.EvalLabels.Length} validation images remain; "
                + (single ? "set it to all, or give more images" : "give more images, or a larger hpa.datasets.split.val"));
        _classes = single ? _rows.Classes : classes;
        _parameters = parameters;
    }

    /// <summary>Training rows an evaluation uses.</summary>
    public int TrainRows => _rows.TrainLabels.Length;

    /// <summary>Validation rows it measures on.</summary>
    public int EvalRows => _rows.EvalLabels.Length;

    /// <summary>Fitness in [0, 1].</summary>
    /// <exception cref="ArgumentException">The subset is empty or of another number of blocks.</exception>
    public double Evaluate(Genome subset, FitnessWorkspace workspace)
    {
        workspace.Kernel.Fill(_store, _rows.View, subset);
        var winners = OneAgainstOne.Predict(workspace.Kernel.Train, workspace.Kernel.Eval, _rows.Groups.Starts, _parameters, workspace.Svm);
        var predicted = Array.ConvertAll(winners, c => _rows.Groups.Keys[c]);
        return Metrics.MacroF1(_rows.EvalLabels, predicted, _classes);
    }
}

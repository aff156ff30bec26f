using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Scores;
using Hpa.Actors.Classifiers.Svm;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Classifiers;

/// <summary>Buffers of a fitness evaluation; one per thread.</summary>
public sealed class FitnessWorkspace
{
    internal SubsetKernel Kernel { get; } = new();

    internal FoldKernel Fold { get; } = new();

    internal SvmWorkspace Svm { get; } = new();

    private LabelSet[] _predicted = [];

    /// <summary>Room for the predicted label set of each row.</summary>
    internal LabelSet[] Predicted(int rows) => _predicted.Length == rows ? _predicted : _predicted = new LabelSet[rows];
}

/// <summary>
/// The fitness of a subset of blocks: macro-F1 on the validation rows of one-against-one over the label sets of the
/// training rows. On single-label images that is the multi-class SVM of the paper's phase 1, on all images label
/// powerset.
/// </summary>
public sealed class SubsetFitness : ISubsetFitness
{
    private readonly KernelStore _store;
    private readonly LabelledView _rows;
    private readonly LabelSet _classes;
    private readonly SvmParameters _parameters;

    /// <summary>Prepares evaluations.</summary>
    /// <param name="store">Kernels of all blocks.</param>
    /// <param name="rows">The study's rows of them, some to train on and some to measure on.</param>
    /// <param name="classes">The classes scored.</param>
    /// <param name="parameters">C and tolerance.</param>
    /// <exception cref="ArgumentException">No training row, no validation row, or rows that the store does not have.</exception>
    public SubsetFitness(KernelStore store, LabelledView rows, LabelSet classes, SvmParameters parameters)
    {
        if (rows.TrainLabels.Length == 0 || rows.EvalLabels.Length == 0)
            throw new ArgumentException($"{rows.TrainLabels.Length} training and {rows.EvalLabels.Length} validation rows give no fitness", nameof(rows));
        if (rows.View.Ascending[^1] >= store.TrainRows || rows.View.Eval.ContainsAnyExceptInRange(0, store.EvalRows - 1))
            throw new ArgumentException($"the rows are not among the store's {store.TrainRows} training and {store.EvalRows} evaluation rows", nameof(rows));
        (_store, _rows, _classes, _parameters) = (store, rows, classes, parameters);
    }

    /// <summary>Training rows an evaluation uses.</summary>
    public int TrainRows => _rows.TrainLabels.Length;

    /// <summary>Validation rows it measures on.</summary>
    public int EvalRows => _rows.EvalLabels.Length;

    /// <inheritdoc />
    public double Evaluate(Genome subset, FitnessWorkspace workspace)
    {
        workspace.Kernel.Fill(_store, _rows.View, subset);
        var winners = OneAgainstOne.Predict(workspace.Kernel.Train, workspace.Kernel.Eval, _rows.Groups.Starts, _parameters, workspace.Svm);
        var predicted = workspace.Predicted(winners.Length);
        for (var row = 0; row < predicted.Length; row++) predicted[row] = _rows.Groups.Keys[winners[row]];
        return Metrics.MacroF1(_rows.EvalLabels, predicted, _classes);
    }
}

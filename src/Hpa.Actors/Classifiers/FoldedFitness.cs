using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Scores;
using Hpa.Actors.Classifiers.Svm;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Classifiers;

/// <summary>
/// Fitness by cross-validation within the training rows: each fold is predicted by the same SVM as in <see cref="SubsetFitness"/>,
/// trained on the other folds, and macro-F1 is taken once over the predictions of all folds together: a class with fewer rows than folds
/// has none in some of them, where an F1 of its own would mean nothing. The subset's kernel is summed once and cut into folds. Blocks are
/// scaled by statistics of all training rows, so that one kernel serves all folds; no label enters these.
/// </summary>
public sealed class FoldedFitness : ISubsetFitness
{
    private readonly KernelStore _store;
    private readonly LabelledView _rows;
    private readonly Fold[] _folds;
    private readonly LabelSet _classes;
    private readonly SvmParameters _parameters;

    /// <summary>Prepares evaluations.</summary>
    /// <param name="store">Kernels of all blocks.</param>
    /// <param name="rows">The study's training rows of them.</param>
    /// <param name="folds">Number of folds, at least 2, at most as many as rows.</param>
    /// <param name="classes">The classes scored.</param>
    /// <param name="parameters">C and tolerance.</param>
    /// <param name="random">Where the folds are drawn from.</param>
    /// <exception cref="ArgumentException">Too few or too many folds, or rows that the store does not have.</exception>
    public FoldedFitness(KernelStore store, LabelledView rows, int folds, LabelSet classes, SvmParameters parameters, CounterRandom random)
    {
        var fold = StratifiedFolds.Of(rows.TrainLabels, folds, random);
        if (rows.View.Ascending[^1] >= store.TrainRows) throw new ArgumentException($"the rows are not among the store's {store.TrainRows} training rows", nameof(rows));
        (_store, _rows, _classes, _parameters) = (store, rows, classes, parameters);
        _folds = [.. Enumerable.Range(0, folds).Select(f => Fold.Of(rows.TrainLabels, fold, f))];
    }

    /// <inheritdoc />
    public double Evaluate(Genome subset, FitnessWorkspace workspace)
    {
        workspace.Kernel.Fill(_store, _rows.View, subset);
        var predicted = workspace.Predicted(_rows.TrainLabels.Length);
        foreach (var fold in _folds)
        {
            workspace.Fold.Fill(workspace.Kernel.Train, fold.Train, fold.Eval);
            var winners = OneAgainstOne.Predict(workspace.Fold.Train, workspace.Fold.Eval, fold.Groups.Starts, _parameters, workspace.Svm);
            for (var i = 0; i < winners.Length; i++) predicted[fold.Eval[i]] = fold.Groups.Keys[winners[i]];
        }

        return Metrics.MacroF1(_rows.TrainLabels, predicted, _classes);
    }

    /// <summary>One fold, as rows of the view.</summary>
    /// <param name="Train">Rows of the other folds, sorted by label set as the view is.</param>
    /// <param name="Eval">Its own rows.</param>
    /// <param name="Groups">Label sets of <paramref name="Train"/>.</param>
    private sealed record Fold(int[] Train, int[] Eval, ClassGroups<LabelSet> Groups)
    {
        public static Fold Of(LabelSet[] labels, int[] fold, int own)
        {
            int[] train = [.. Enumerable.Range(0, labels.Length).Where(row => fold[row] != own)];
            return new Fold(
                train, [.. Enumerable.Range(0, labels.Length).Where(row => fold[row] == own)], ClassGroups<LabelSet>.Of([.. train.Select(row => labels[row])]));
        }
    }
}

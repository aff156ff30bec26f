using Hpa.Contracts;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Classifiers.Trees;

/// <summary>
/// Multi-label by decision trees. Binary relevance: one tree per class, which is predicted where more than half of a leaf's training
/// rows have it. Label powerset: one tree over the distinct label sets, the most frequent of a leaf wins, the lowest among equals.
/// </summary>
/// <param name="Strategy">What the classes mean.</param>
/// <param name="Classes">Label powerset: label sets in rising order. Binary relevance: one class each.</param>
/// <param name="Trees">One, or one per class; class 1 of each is the positive one.</param>
public sealed record TreeClassifier(Strategy Strategy, IReadOnlyList<LabelSet> Classes, IReadOnlyList<DecisionTree> Trees)
{
    /// <summary>Grows the trees.</summary>
    /// <param name="strategy">How label sets become problems.</param>
    /// <param name="columns">Training rows.</param>
    /// <param name="labels">Their labels.</param>
    /// <param name="classes">The classes that get a tree in binary relevance.</param>
    /// <param name="parameters">Depth and leaves.</param>
    /// <param name="workers">Threads: over trees, or over columns of the one tree.</param>
    /// <exception cref="ArgumentException">Other labels than rows.</exception>
    public static TreeClassifier Train(
        Strategy strategy, BinnedColumns columns, IReadOnlyList<LabelSet> labels, LabelSet classes, TreeParameters parameters, Workers workers)
    {
        parameters.Check();
        if (labels.Count != columns.Rows) throw new ArgumentException($"{labels.Count} labels for {columns.Rows} training rows", nameof(labels));
        if (strategy == Strategy.LabelPowerset)
        {
            LabelSet[] sets = [.. labels.Distinct().Order()];
            var tree = new TreeGrower(columns, parameters, workers).Grow([.. labels.Select(set => Array.BinarySearch(sets, set))], sets.Length);
            return new TreeClassifier(strategy, sets, [tree]);
        }

        int[] machines = [.. classes.Classes];
        var trees = new DecisionTree[machines.Length];
        workers.For(trees.Length, () => new TreeGrower(columns, parameters, new Workers(1)), (grower, m) =>
            trees[m] = grower.Grow([.. labels.Select(set => set.Contains(machines[m]) ? 1 : 0)], 2));
        return new TreeClassifier(strategy, [.. machines.Select(c => LabelSet.Of(c))], trees);
    }

    /// <summary>Predicts; the score of a class is its share of the training rows of the leaf.</summary>
    /// <param name="blocks">The blocks of training.</param>
    /// <param name="rows">e.</param>
    /// <param name="read">Raw features of the rows in question; called for the blocks that a tree asks.</param>
    /// <exception cref="InputException">A value is infinite, or NaN among numbers.</exception>
    public Prediction Predict(IReadOnlyList<BlockColumn> blocks, int rows, ReadBlock read)
    {
        var columns = new AskedColumns(Trees, blocks, rows, read);
        double[][] shares = [.. Classes.Select(_ => new double[rows])];
        for (var t = 0; t < Trees.Count; t++)
        {
            var tree = Trees[t];
            var values = columns.Of(tree);
            double[][] own = Strategy == Strategy.LabelPowerset ? shares : [new double[rows], shares[t]];
            for (var x = 0; x < rows; x++) tree.AddShares(tree.Leaf(node => values[node]![x]), x, own);
        }

        return Strategy == Strategy.LabelPowerset
            ? ClassShares.LabelPowerset(Classes, shares, rows)
            : ClassShares.BinaryRelevance(Classes, shares, rows);
    }
}

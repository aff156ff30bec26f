using Hpa.Contracts.Datasets;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Classifiers.Kernels;

/// <summary>
/// Folds for cross-validation: the rows of each label set, in random order, are dealt to the folds in turn, and the next label set goes
/// on where the last one ended. So each fold has each label set's share and its share of all rows within one row, and a label set with
/// fewer rows than folds misses in some of them.
/// </summary>
internal static class StratifiedFolds
{
    /// <summary>Deals rows.</summary>
    /// <param name="labels">Label set of each row.</param>
    /// <param name="folds">Number of folds, at least 2, at most as many as rows.</param>
    /// <param name="random">Where the draws come from.</param>
    /// <returns>Fold of each row, from 0; every fold has a row.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Too few or too many folds.</exception>
    public static int[] Of(IReadOnlyList<LabelSet> labels, int folds, CounterRandom random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(folds, labels.Count);
        var fold = new int[labels.Count];
        var dealt = 0;
        foreach (var stratum in Enumerable.Range(0, labels.Count).GroupBy(row => labels[row]).OrderBy(rows => rows.Key))
        {
            var draws = random.At(stratum.Key.Bits);
            int[] rows = [.. stratum];
            draws.Shuffle(rows.AsSpan());
            foreach (var row in rows) fold[row] = dealt++ % folds;
        }

        return fold;
    }
}

using System.Numerics;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Classifiers.Scores;

/// <summary>The figures of a score card that get intervals, by the same arithmetic and so with the same bits.</summary>
internal readonly record struct HeadlineFigures(double MacroF1, double MicroF1, double WeightedF1, double SubsetAccuracy, double HammingLoss)
{
    /// <summary>Figures of counted images; allocates nothing.</summary>
    /// <param name="tally">The counts.</param>
    /// <param name="classes">The classes scored, at least one.</param>
    /// <param name="exact">Images with exactly the right set.</param>
    /// <param name="images">All images, at least one.</param>
    public static HeadlineFigures Of(ClassTally tally, LabelSet classes, int exact, int images)
    {
        var (sum, weighted) = (0.0, 0.0);
        for (var bits = classes.Bits; bits != 0; bits &= bits - 1)
        {
            var own = tally[BitOperations.TrailingZeroCount(bits)];
            sum += own.F1;
            weighted += own.Support * own.F1;
        }

        var pooled = tally.Pooled(classes);
        return new HeadlineFigures(
            sum / classes.Count,
            pooled.F1,
            ClassCounts.Ratio(weighted, pooled.Support),
            (double)exact / images,
            (double)pooled.Wrong / ((long)images * classes.Count));
    }
}

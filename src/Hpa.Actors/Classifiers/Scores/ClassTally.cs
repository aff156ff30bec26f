using System.Numerics;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Classifiers.Scores;

/// <summary>Images of one class, or of several summed.</summary>
/// <param name="Hits">With the class in truth and prediction.</param>
/// <param name="Support">In truth.</param>
/// <param name="Predicted">In the prediction.</param>
internal readonly record struct ClassCounts(int Hits, int Support, int Predicted)
{
    /// <summary>(row, class) entries that are in one of the two only.</summary>
    public long Wrong => (long)Support + Predicted - 2L * Hits;

    public double F1 => Ratio(2.0 * Hits, (double)Support + Predicted);

    public Score Score() => new(Ratio(Hits, Predicted), Ratio(Hits, Support), F1);

    /// <summary>0 without a denominator, scikit-learn's zero_division = 0.</summary>
    public static double Ratio(double numerator, double denominator) => denominator == 0 ? 0 : numerator / denominator;
}

/// <summary>The counts of every class, from one visit per image that touches only the labels the image has.</summary>
/// <param name="counts">[<see cref="Length"/>] zeros: hits, support, predicted of class 0, of class 1, …</param>
internal readonly ref struct ClassTally(Span<int> counts)
{
    /// <summary>Three counts for each bit of a label set.</summary>
    public const int Length = 3 * 32;

    private readonly Span<int> _counts = counts;

    public ClassCounts this[int c] => new(_counts[3 * c], _counts[3 * c + 1], _counts[3 * c + 2]);

    /// <summary>Counts images, all with the same truth and the same prediction.</summary>
    public void Add(LabelSet truth, LabelSet predicted, int images)
    {
        var both = truth.Bits & predicted.Bits;
        for (var bits = truth.Bits | predicted.Bits; bits != 0; bits &= bits - 1)
        {
            var c = BitOperations.TrailingZeroCount(bits);
            var own = _counts.Slice(3 * c, 3);
            own[0] += (int)(both >> c & 1) * images;
            own[1] += (int)(truth.Bits >> c & 1) * images;
            own[2] += (int)(predicted.Bits >> c & 1) * images;
        }
    }

    /// <summary>Counts images.</summary>
    /// <returns>How many have exactly the right set.</returns>
    public int Add(IReadOnlyList<LabelSet> truth, IReadOnlyList<LabelSet> predicted)
    {
        ReadOnlySpan<LabelSet> own = truth as LabelSet[] ?? [.. truth];
        ReadOnlySpan<LabelSet> other = predicted as LabelSet[] ?? [.. predicted];
        var exact = 0;
        for (var i = 0; i < own.Length; i++)
        {
            Add(own[i], other[i], 1);
            if (own[i] == other[i]) exact++;
        }

        return exact;
    }

    /// <summary>The sum over some classes.</summary>
    public ClassCounts Pooled(LabelSet classes)
    {
        var (hits, support, predicted) = (0, 0, 0);
        for (var bits = classes.Bits; bits != 0; bits &= bits - 1)
        {
            var own = this[BitOperations.TrailingZeroCount(bits)];
            (hits, support, predicted) = (hits + own.Hits, support + own.Support, predicted + own.Predicted);
        }

        return new ClassCounts(hits, support, predicted);
    }
}

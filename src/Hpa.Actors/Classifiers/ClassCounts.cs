using System.Numerics;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Classifiers;

/// <summary>
/// The macro-F1 of <see cref="Metrics.Measure"/> for classes predicted by index, the same bits: one pass over the rows
/// and no allocation. Counts are kept between uses; one per thread.
/// </summary>
internal sealed class ClassCounts
{
    private readonly int[] _hits = new int[LocationClasses.Count];
    private readonly int[] _others = new int[LocationClasses.Count];

    /// <summary>Mean of 2 hits / (support + predicted) over classes, 0 where nothing is there to divide by.</summary>
    /// <param name="truth">Label set of each row.</param>
    /// <param name="predicted">Index of the predicted label set of each row.</param>
    /// <param name="sets">Label sets by index.</param>
    /// <param name="scored">The classes to average over, at least one.</param>
    public double MacroF1(ReadOnlySpan<LabelSet> truth, ReadOnlySpan<int> predicted, IReadOnlyList<LabelSet> sets, LabelSet scored)
    {
        _hits.AsSpan().Clear();
        _others.AsSpan().Clear();
        for (var row = 0; row < truth.Length; row++)
        {
            var (own, said) = (truth[row].Bits, sets[predicted[row]].Bits);
            Count(own & said, _hits);
            Count(own ^ said, _others);
        }

        var sum = 0.0;
        for (var bits = scored.Bits; bits != 0; bits &= bits - 1)
        {
            var c = BitOperations.TrailingZeroCount(bits);
            // Support and predicted count a hit each, and every other row of one of them once.
            if (_hits[c] > 0) sum += 2.0 * _hits[c] / (2.0 * _hits[c] + _others[c]);
        }

        return sum / scored.Count;
    }

    private static void Count(uint bits, int[] counts)
    {
        for (; bits != 0; bits &= bits - 1) counts[BitOperations.TrailingZeroCount(bits)]++;
    }
}

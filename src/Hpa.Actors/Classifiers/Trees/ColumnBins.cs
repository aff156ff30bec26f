namespace Hpa.Actors.Classifiers.Trees;

/// <summary>
/// One column's training values in at most 256 bins of rising values: every distinct value has its own where there are no more,
/// else each bin has about the same number of rows and equal values share one.
/// </summary>
/// <param name="Lows">Smallest training value of each bin.</param>
/// <param name="Highs">Largest one.</param>
internal readonly record struct ColumnBins(float[] Lows, float[] Highs)
{
    /// <summary>A bin is a byte.</summary>
    public const int Most = 256;

    /// <summary>Makes the bins.</summary>
    /// <param name="sorted">The values in rising order, none NaN, at least one.</param>
    public static ColumnBins Of(ReadOnlySpan<float> sorted)
    {
        var distinct = 1;
        for (var i = 1; i < sorted.Length; i++)
            if (sorted[i] != sorted[i - 1]) distinct++;
        var lows = new List<float>(Math.Min(distinct, Most)) { sorted[0] };
        var highs = new List<float>(lows.Capacity);
        var share = 0L;
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] == sorted[i - 1]) continue;
            var own = (long)i * Most / sorted.Length;
            if (distinct > Most && own == share) continue;
            share = own;
            lows.Add(sorted[i]);
            highs.Add(sorted[i - 1]);
        }

        highs.Add(sorted[^1]);
        return new ColumnBins([.. lows], [.. highs]);
    }

    /// <summary>The bin of a training value.</summary>
    public byte Find(float value)
    {
        var (low, high) = (0, Lows.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Lows[middle] <= value) low = middle;
            else high = middle - 1;
        }

        return (byte)low;
    }

    /// <summary>
    /// The middle between the values on both sides of a split, as in scikit-learn; the lower one where single precision has nothing
    /// between them.
    /// </summary>
    /// <param name="lower">Last bin below the split with a row of the node.</param>
    /// <param name="upper">First bin above it with one.</param>
    public float Threshold(int lower, int upper)
    {
        var middle = (float)(Highs[lower] / 2.0 + Lows[upper] / 2.0);
        return middle < Lows[upper] ? middle : Highs[lower];
    }
}

namespace Hpa.Actors.Cells.Cellpose;

/// <summary>
/// Puts pixels whose paths end together into one mask: a peak of the number of ends is a seed, which grows over the bins
/// around it that are not nearly empty.
/// </summary>
internal static class PathEnds
{
    /// <summary>A seed has more ends than this in its bin, and no fewer than any bin of the 5 × 5 around it.</summary>
    private const int SeedEnds = 10;

    /// <summary>Bins with more ends than this belong to the seed that reaches them.</summary>
    private const int BinEnds = 2;

    private const int Rounds = 5;

    private const int Neighbourhood = 2;

    /// <summary>A mask over a larger share of the field is taken for background.</summary>
    public const double LargestShare = 0.4;

    /// <summary>Makes masks.</summary>
    /// <param name="height">Of the field.</param>
    /// <param name="width">Of the field.</param>
    /// <param name="starts">Positions of the pixels.</param>
    /// <param name="ends">Where their paths end, in the same order.</param>
    public static LabelPlane Masks(int height, int width, ReadOnlySpan<int> starts, ReadOnlySpan<int> ends)
    {
        var counts = new LabelPlane(height, width, new int[height * width]);
        foreach (var end in ends) counts.Values[end]++;
        // Of seeds that reach the same bin the fuller one gets it, so it comes last.
        var seeds = Enumerable.Range(0, counts.Values.Length).Where(i => IsPeak(counts, i)).OrderBy(i => counts.Values[i]).ThenBy(i => i).ToArray();
        var owners = new int[counts.Values.Length];
        for (var seed = 0; seed < seeds.Length; seed++)
            foreach (var bin in Grown(counts, seeds[seed])) owners[bin] = seed + 1;

        var labels = new int[counts.Values.Length];
        for (var i = 0; i < starts.Length; i++) labels[starts[i]] = owners[ends[i]];
        return WithoutGiants(new LabelPlane(height, width, labels), seeds.Length);
    }

    private static bool IsPeak(LabelPlane counts, int bin)
    {
        var count = counts.Values[bin];
        return count > SeedEnds && Around(counts, bin, Neighbourhood).All(i => counts.Values[i] <= count);
    }

    private static HashSet<int> Grown(LabelPlane counts, int seed)
    {
        var grown = new HashSet<int> { seed };
        int[] edge = [seed];
        for (var round = 0; round < Rounds; round++)
            edge = [.. edge.SelectMany(bin => Around(counts, bin, 1)).Where(bin => counts.Values[bin] > BinEnds && grown.Add(bin))];
        return grown;
    }

    private static IEnumerable<int> Around(LabelPlane counts, int bin, int reach)
    {
        var (y, x) = (bin / counts.Width, bin % counts.Width);
        for (var v = Math.Max(0, y - reach); v <= Math.Min(counts.Height - 1, y + reach); v++)
            for (var u = Math.Max(0, x - reach); u <= Math.Min(counts.Width - 1, x + reach); u++)
                yield return v * counts.Width + u;
    }

    private static LabelPlane WithoutGiants(LabelPlane labels, int seeds)
    {
        var areas = new int[seeds + 1];
        foreach (var label in labels.Values) areas[label]++;
        foreach (ref var label in labels.Values.AsSpan())
            if (areas[label] > LargestShare * labels.Values.Length) label = 0;
        return labels;
    }
}

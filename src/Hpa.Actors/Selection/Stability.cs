using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection;

/// <summary>
/// How far repeated choices of blocks agree. Nogueira, Sechidis and Brown, "On the stability of feature selection algorithms", JMLR 18(174),
/// 2018, definition 4: with R subsets of d blocks, p_f the share of them that have block f, and k their mean size,
/// 1 − [(1/d) Σ_f R/(R−1) p_f (1 − p_f)] / [(k/d)(1 − k/d)]. It is 1 where all agree and about 0 where they agree as by chance, whatever
/// their sizes.
/// </summary>
public static class Stability
{
    /// <summary>The index.</summary>
    /// <param name="subsets">Subsets of the same blocks, at least one.</param>
    /// <returns>In [−1/(R−1), 1]; null for one subset, and where all chose everything.</returns>
    public static double? Index(IReadOnlyList<Genome> subsets)
    {
        var (r, d) = ((double)subsets.Count, (double)subsets[0].Length);
        var size = subsets.Average(subset => subset.Count) / d;
        var expected = size * (1 - size);
        if (subsets.Count < 2 || expected == 0) return null;
        var variance = Enumerable.Range(0, subsets[0].Length).Average(block =>
        {
            var share = subsets.Count(subset => subset[block]) / r;
            return r / (r - 1) * share * (1 - share);
        });
        return 1 - variance / expected;
    }
}

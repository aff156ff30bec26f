using Hpa.Contracts.Datasets;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Classifiers.Kernels;

/// <summary>
/// An order of rows of which every beginning is a stratified sample: of the m rows of a label set, drawn in random order,
/// row j stands at (j + u) / m of the way with one random u in [0, 1) for each set (systematic sampling), so every
/// beginning has each label set's share within one row. Before all others stand as many rows as it takes to have every
/// class once.
/// </summary>
internal static class StratifiedOrder
{
    /// <summary>Orders rows.</summary>
    /// <param name="labels">Label set of each row.</param>
    /// <param name="random">Where the draws come from.</param>
    /// <returns>All rows, and how many of them it takes to have every class.</returns>
    public static (int[] Order, int Cover) Of(IReadOnlyList<LabelSet> labels, CounterRandom random)
    {
        var place = new double[labels.Count];
        foreach (var stratum in Enumerable.Range(0, labels.Count).GroupBy(row => labels[row]))
        {
            var draws = random.At(stratum.Key.Bits);
            int[] rows = [.. stratum];
            draws.Shuffle(rows.AsSpan());
            var offset = draws.NextDouble();
            for (var j = 0; j < rows.Length; j++) place[rows[j]] = (j + offset) / rows.Length;
        }

        int[] order = [.. Enumerable.Range(0, labels.Count).OrderBy(row => place[row]).ThenBy(row => row)];
        var cover = Cover(labels, order);
        return ([.. cover, .. order.Except(cover)], cover.Count);
    }

    /// <summary>Rare classes first, as their rows often have a frequent class too.</summary>
    private static List<int> Cover(IReadOnlyList<LabelSet> labels, int[] order)
    {
        var cover = new List<int>();
        var counts = Enumerable.Range(0, LocationClasses.Count).Select(c => (Class: c, Rows: labels.Count(set => set.Contains(c))));
        foreach (var (c, _) in counts.Where(count => count.Rows > 0).OrderBy(count => count.Rows))
            if (!cover.Exists(row => labels[row].Contains(c))) cover.Add(order.First(row => labels[row].Contains(c)));
        return cover;
    }
}

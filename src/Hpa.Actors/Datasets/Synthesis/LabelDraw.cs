using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Datasets.Synthesis;

/// <summary>Draws label sets after the real frequencies, then makes sure of the rare classes.</summary>
internal sealed class LabelDraw(Dice dice)
{
    private readonly IReadOnlyList<(LabelSet Labels, int Count)> _frequencies = LabelFrequencies.All;

    /// <summary>
    /// One label set per image. While a class is in fewer images than <paramref name="minimum"/>, one image of the
    /// commonest set that can spare its classes takes a set with that class instead: by equal chances the class alone or
    /// one of the real sets that contain it. With 28 × minimum images there always is one to spare, as at most minimum of
    /// the images hang on each of the other classes.
    /// </summary>
    public LabelSet[] Draw(int images, int minimum)
    {
        var drawn = new LabelSet[images];
        for (var i = 0; i < images; i++) drawn[i] = DrawFrom(_frequencies);
        var counts = new int[LocationClasses.Count];
        foreach (var labels in drawn) Count(counts, labels, 1);
        for (var c = 0; c < counts.Length; c++)
        {
            while (counts[c] < minimum)
            {
                var image = Spare(drawn, counts, minimum);
                Count(counts, drawn[image], -1);
                drawn[image] = dice.Chance(0.5) ? LabelSet.Of(c) : DrawFrom(_frequencies.Where(f => f.Labels.Contains(c)).ToArray());
                Count(counts, drawn[image], 1);
            }
        }

        return drawn;
    }

    private LabelSet DrawFrom(IReadOnlyList<(LabelSet Labels, int Count)> sets)
    {
        var left = dice.Count(1, sets.Sum(s => s.Count));
        foreach (var (labels, count) in sets)
            if ((left -= count) <= 0) return labels;
        throw new InvalidOperationException("no label sets to draw from");
    }

    /// <summary>The last image of the commonest set whose every class is in more images than needed.</summary>
    private static int Spare(LabelSet[] drawn, int[] counts, int minimum)
    {
        var commonest = drawn.CountBy(labels => labels)
            .Where(set => set.Key.Classes.All(c => counts[c] > minimum))
            .MaxBy(set => (set.Value, set.Key)).Key;
        return Array.LastIndexOf(drawn, commonest);
    }

    private static void Count(int[] counts, LabelSet labels, int by)
    {
        foreach (var c in labels.Classes) counts[c] += by;
    }
}

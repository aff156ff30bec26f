using Hpa.Contracts.Datasets;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Datasets;

/// <summary>
/// Splits multi-label images into parts so that each class, above all a rare one, keeps its share in each part. Sechidis,
/// Tsoumakas and Vlahavas, "On the stratification of multi-label data", ECML PKDD 2011, algorithm 1: again and again take
/// the class with the fewest images left and give each of them to the part that misses the class most, on a tie to the
/// one that misses images most, on a tie by lot. As that leaves some class sums and part sizes a few rows off,
/// <see cref="SplitBalance"/> then exchanges images between parts.
/// </summary>
public static class IterativeStratification
{
    /// <summary>The part of each image.</summary>
    /// <param name="labels">Label sets, in the order of the images.</param>
    /// <param name="train">Share in (0, 1).</param>
    /// <param name="val">Share in (0, 1).</param>
    /// <param name="test">Share in (0, 1); the three sum to 1.</param>
    /// <param name="seed">Decides the order in which images are dealt out and all ties.</param>
    /// <returns>One part per image; at least one image is Train if there is any.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A share is not in (0, 1), or they do not sum to 1.</exception>
    public static Part[] Split(IReadOnlyList<LabelSet> labels, double train, double val, double test, ulong seed)
    {
        double[] shares = [train, val, test];
        foreach (var share in shares)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(share);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(share, 1);
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Abs(train + val + test - 1), 1e-9, "train + val + test - 1");
        var random = new CounterRandom(seed).At("split");
        var order = Enumerable.Range(0, labels.Count).ToArray();
        random.Shuffle<int>(order);
        var parts = Deal(labels, order, shares, random);
        new SplitBalance(labels, parts, order, shares).Improve();
        if (parts.Length > 0 && !parts.Contains(Part.Train)) parts[order[0]] = Part.Train;
        return parts;
    }

    /// <summary>Algorithm 1. Images are taken in shuffled order: the first half of a class goes to the largest part.</summary>
    private static Part[] Deal(IReadOnlyList<LabelSet> labels, int[] order, double[] shares, CounterRandom random)
    {
        var parts = new Part[labels.Count];
        var left = order.ToList();
        var missing = shares.Select(share => share * labels.Count).ToArray();
        var missingOf = Enumerable.Range(0, LocationClasses.Count)
            .Select(c => shares.Select(share => share * labels.Count(set => set.Contains(c))).ToArray()).ToArray();
        while (RarestClass(labels, left, ref random) is { } rarest)
        {
            foreach (var image in left.Where(i => labels[i].Contains(rarest)))
            {
                var part = Neediest(missingOf[rarest], missing, ref random);
                parts[image] = (Part)part;
                missing[part]--;
                foreach (var c in labels[image].Classes) missingOf[c][part]--;
            }

            left.RemoveAll(i => labels[i].Contains(rarest));
        }

        foreach (var image in left)
        {
            var part = Neediest(missing, missing, ref random);
            parts[image] = (Part)part;
            missing[part]--;
        }

        return parts;
    }

    private static int? RarestClass(IReadOnlyList<LabelSet> labels, List<int> left, ref CounterRandom random)
    {
        var counts = new int[LocationClasses.Count];
        foreach (var image in left)
            foreach (var c in labels[image].Classes) counts[c]++;
        var present = Enumerable.Range(0, counts.Length).Where(c => counts[c] > 0).ToArray();
        if (present.Length == 0) return null;
        var fewest = present.Min(c => counts[c]);
        var tied = present.Where(c => counts[c] == fewest).ToArray();
        return tied[random.NextInt(tied.Length)];
    }

    private static int Neediest(double[] ofClass, double[] ofImages, ref CounterRandom random)
    {
        var best = new List<int> { 0 };
        for (var part = 1; part < ofClass.Length; part++)
        {
            var order = (ofClass[part], ofImages[part]).CompareTo((ofClass[best[0]], ofImages[best[0]]));
            if (order > 0) best.Clear();
            if (order >= 0) best.Add(part);
        }

        return best[best.Count == 1 ? 0 : random.NextInt(best.Count)];
    }
}

using Hpa.Actors.Cells.Cellpose;

namespace Hpa.Actors.Tests.Cells.Cellpose;

/// <summary>How well masks agree with true ones.</summary>
internal static class Overlap
{
    /// <summary>Intersection over union with the found mask that fits best, for each true mask.</summary>
    public static double[] Of(ReadOnlySpan<int> truth, ReadOnlySpan<int> found)
    {
        var (both, trueArea, foundArea) = (new Dictionary<(int, int), int>(), new Dictionary<int, int>(), new Dictionary<int, int>());
        for (var i = 0; i < truth.Length; i++)
        {
            both[(truth[i], found[i])] = both.GetValueOrDefault((truth[i], found[i])) + 1;
            trueArea[truth[i]] = trueArea.GetValueOrDefault(truth[i]) + 1;
            foundArea[found[i]] = foundArea.GetValueOrDefault(found[i]) + 1;
        }

        var best = trueArea.Keys.Where(label => label > 0).ToDictionary(label => label, _ => 0.0);
        foreach (var ((t, f), area) in both)
            if (t > 0 && f > 0) best[t] = Math.Max(best[t], area / (double)(trueArea[t] + foundArea[f] - area));
        return [.. best.OrderBy(b => b.Key).Select(b => b.Value)];
    }

    /// <summary>The masks that come out of the flows of masks.</summary>
    public static LabelPlane RoundTrip(LabelPlane truth, int steps)
    {
        var flows = FlowField.Of(truth).Steps;
        return new FlowMasks(0, 0.4, steps).Of(
            truth.Height, truth.Width,
            Array.ConvertAll(flows, f => FlowField.NetworkScale * f.Y), Array.ConvertAll(flows, f => FlowField.NetworkScale * f.X),
            Array.ConvertAll(truth.Values, label => label > 0 ? 6f : -6f));
    }
}

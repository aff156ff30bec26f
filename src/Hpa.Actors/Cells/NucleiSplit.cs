using OpenCvSharp;

namespace Hpa.Actors.Cells;

/// <summary>Tells touching nuclei apart: one marker per nucleus, from which it grows over the mask.</summary>
internal static class NucleiSplit
{
    /// <summary>Share of its own distance to the outline that a marker takes of a nucleus.</summary>
    private const double MarkerSize = 0.6;

    /// <summary>Smaller pieces are debris: pixels, and share of the field's median nucleus.</summary>
    private const int LeastPixels = 20;
    private const double LeastShare = 0.05;

    /// <summary>The parameters, for the manifest.</summary>
    public static string Description { get; } = FormattableString.Invariant($"{NucleusPeaks.Description}, marker {MarkerSize}, debris under {LeastPixels} px or {LeastShare} of the median");

    /// <summary>Numbers the nuclei of a mask.</summary>
    /// <param name="parts">The mask.</param>
    /// <param name="smooth">CV_32FC1, the brightness.</param>
    /// <returns>CV_32SC1, numbers in the order of the topmost, then leftmost pixels.</returns>
    public static Mat Labels(MaskParts parts, Mat smooth)
    {
        var labels = new Mat(smooth.Size(), MatType.CV_32SC1, Scalar.All(0));
        var peaks = NucleusPeaks.Of(parts, smooth);
        var next = 0;
        for (var part = 1; part < parts.Count; part++) next += Divide(labels, parts, part, peaks[part], next);
        LabelScaling.Renumber(labels, next, Debris(labels, next));
        return labels;
    }

    /// <summary>Writes the nuclei of one connected part; returns how many.</summary>
    private static int Divide(Mat labels, MaskParts parts, int part, IReadOnlyList<IReadOnlyList<NucleusPeaks.Peak>> nuclei, int next)
    {
        var box = parts.BoxOf(part);
        using var inside = parts.Labels[box];
        using var mask = new Mat();
        Cv2.InRange(inside, new Scalar(part), new Scalar(part), mask);
        using var target = labels[box];
        if (nuclei.Count < 2)
        {
            target.SetTo(new Scalar(next + 1), mask);
            return 1;
        }

        using var markers = new Mat(box.Size, MatType.CV_32SC1, Scalar.All(0));
        for (var n = 0; n < nuclei.Count; n++)
        {
            foreach (var peak in nuclei[n])
            {
                var centre = new Point(peak.X - box.X, peak.Y - box.Y);
                Cv2.Circle(markers, centre, Math.Max(1, (int)(peak.Distance * MarkerSize)), new Scalar(next + n + 1), thickness: -1);
                Cv2.Line(markers, centre, new Point(nuclei[n][0].X - box.X, nuclei[n][0].Y - box.Y), new Scalar(next + n + 1));
            }
        }

        Grow(mask, markers);
        markers.CopyTo(target, mask);
        return nuclei.Count;
    }

    /// <summary>Each pixel goes to the marker from which it is reached first inside the mask, ring by ring.</summary>
    private static void Grow(Mat mask, Mat markers)
    {
        var (width, length) = (mask.Width, mask.Width * mask.Height);
        var inside = mask.AsSpan<byte>();
        var owner = markers.AsSpan<int>();
        var edge = new Queue<int>();
        for (var i = 0; i < length; i++)
        {
            if (inside[i] == 0) owner[i] = 0;
            else if (owner[i] > 0) edge.Enqueue(i);
        }

        Span<int> steps = [-width, -1, 1, width];
        while (edge.TryDequeue(out var i))
        {
            foreach (var step in steps)
            {
                var to = i + step;
                if (to < 0 || to >= length || (Math.Abs(step) == 1 && to / width != i / width) || inside[to] == 0 || owner[to] != 0) continue;
                owner[to] = owner[i];
                edge.Enqueue(to);
            }
        }
    }

    /// <summary>Whether each number 1 … count is too small to be a nucleus.</summary>
    private static bool[] Debris(Mat labels, int count)
    {
        var areas = new int[count + 1];
        foreach (var number in labels.AsSpan<int>()) areas[number]++;
        int[] sorted = [.. areas.Skip(1).Where(a => a >= LeastPixels).Order()];
        var least = Math.Max(LeastPixels, sorted.Length > 0 ? LeastShare * sorted[sorted.Length / 2] : 0);
        return Array.ConvertAll(areas, a => a < least);
    }
}

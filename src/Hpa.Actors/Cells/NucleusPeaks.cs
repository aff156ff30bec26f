using OpenCvSharp;

namespace Hpa.Actors.Cells;

/// <summary>
/// Where the middles of nuclei are: peaks of the distance to the outline. Two peaks belong to one nucleus unless the straight
/// way between them passes a neck (the distance sinks clearly below that of the smaller peak) or a dark valley.
/// </summary>
internal static class NucleusPeaks
{
    /// <summary>Smoothing of the distances, pixels.</summary>
    private const double Sigma = 1;

    /// <summary>A way whose narrowest place has less than this share of the smaller peak's distance passes a neck.</summary>
    private const double Neck = 0.9;

    /// <summary>A way whose darkest place is above the field's background by less than this share of the darker peak passes a valley.</summary>
    private const double Valley = 0.85;

    /// <summary>Peaks with less than this share of the highest of their part are bumps of the outline.</summary>
    private const double Bump = 0.25;

    /// <summary>A part with more peaks is no cluster of nuclei; only its highest are looked at, so that time stays bounded.</summary>
    private const int MostPeaks = 1000;

    /// <summary>The parameters, for the manifest.</summary>
    public static string Description { get; } = FormattableString.Invariant($"peaks of distances smoothed by {Sigma} px, neck {Neck}, valley {Valley}, bump {Bump}");

    /// <summary>The peaks of every connected part of a mask, by nucleus; the highest of each first.</summary>
    /// <param name="parts">The mask.</param>
    /// <param name="smooth">CV_32FC1, the brightness.</param>
    /// <returns>By part, 0 … count − 1.</returns>
    public static IReadOnlyList<IReadOnlyList<Peak>>[] Of(MaskParts parts, Mat smooth)
    {
        using var distance = new Mat();
        Cv2.GaussianBlur(parts.Distance, distance, default, Sigma, 0, BorderTypes.Replicate);
        Cv2.MinMaxLoc(smooth, out double background, out _);
        var found = new List<Peak>[parts.Count];
        foreach (var place in Maxima(parts.Mask, distance))
            (found[parts.Labels.At<int>(place.Y, place.X)] ??= []).Add(new Peak(place.X, place.Y, distance.At<float>(place.Y, place.X)));
        var terrain = new Terrain(distance, smooth, (float)background);
        return Array.ConvertAll(found, peaks => peaks is null ? [] : Nuclei(peaks, terrain));
    }

    private static Point[] Maxima(Mat mask, Mat distance)
    {
        using var highest = new Mat();
        using var around = Cv2.GetStructuringElement(MorphShapes.Rect, new Size(5, 5));
        Cv2.Dilate(distance, highest, around);
        using var maxima = new Mat();
        Cv2.Compare(distance, highest, maxima, CmpTypes.GE);
        Cv2.BitwiseAnd(maxima, mask, maxima);
        using var places = new Mat();
        Cv2.FindNonZero(maxima, places);
        return places.Empty() ? [] : places.AsSpan<Point>().ToArray();
    }

    private static IReadOnlyList<IReadOnlyList<Peak>> Nuclei(List<Peak> peaks, Terrain terrain)
    {
        var nuclei = new List<List<Peak>>();
        var sorted = peaks.OrderByDescending(p => p.Distance).ThenBy(p => p.Y).ThenBy(p => p.X).Take(MostPeaks).ToArray();
        foreach (var peak in sorted.Where(p => p.Distance > 1 && p.Distance >= Bump * sorted[0].Distance))
        {
            if (nuclei.Find(nucleus => nucleus.Exists(other => terrain.OneNucleus(peak, other))) is { } same) same.Add(peak);
            else nuclei.Add([peak]);
        }

        return nuclei;
    }

    /// <summary>A middle of a nucleus, or one of several that it may have.</summary>
    /// <param name="X">Pixels from the left.</param>
    /// <param name="Y">Pixels from the top.</param>
    /// <param name="Distance">To the outline, pixels, smoothed.</param>
    public sealed record Peak(int X, int Y, float Distance);

    private sealed class Terrain(Mat distance, Mat brightness, float background)
    {
        public bool OneNucleus(Peak a, Peak b)
        {
            var steps = Math.Max(1, Math.Max(Math.Abs(a.X - b.X), Math.Abs(a.Y - b.Y)));
            var (narrowest, darkest) = (float.MaxValue, float.MaxValue);
            for (var s = 0; s <= steps; s++)
            {
                var (x, y) = (a.X + (b.X - a.X) * s / steps, a.Y + (b.Y - a.Y) * s / steps);
                narrowest = Math.Min(narrowest, distance.At<float>(y, x));
                darkest = Math.Min(darkest, brightness.At<float>(y, x));
            }

            var darker = Math.Min(brightness.At<float>(a.Y, a.X), brightness.At<float>(b.Y, b.X));
            return narrowest >= Neck * Math.Min(a.Distance, b.Distance) && darkest - background >= Valley * (darker - background);
        }
    }
}

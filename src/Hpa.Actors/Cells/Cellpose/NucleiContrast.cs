using OpenCvSharp;

namespace Hpa.Actors.Cells.Cellpose;

/// <summary>Brings the grey values of a field to the scale that a Cellpose network was trained on: its 1st percentile becomes 0, its 99th 1.</summary>
internal static class NucleiContrast
{
    /// <summary>Percentile that becomes 0.</summary>
    public const double Low = 1;

    /// <summary>Percentile that becomes 1.</summary>
    public const double High = 99;

    /// <summary>Stretches a channel.</summary>
    /// <param name="nuclei">CV_8UC1 or CV_16UC1.</param>
    /// <returns>CV_32FC1, values beyond the percentiles included; null when both are the same, so that there is nothing to see.</returns>
    public static Mat? Stretch(Mat nuclei)
    {
        var counts = new int[ushort.MaxValue + 1];
        using var samples = new Mat();
        nuclei.ConvertTo(samples, MatType.CV_16UC1);
        foreach (var sample in samples.AsSpan<ushort>()) counts[sample]++;
        var count = (long)nuclei.Height * nuclei.Width;
        var (low, high) = (Percentile(counts, count, Low), Percentile(counts, count, High));
        if (high <= low) return null;
        var stretched = new Mat();
        samples.ConvertTo(stretched, MatType.CV_32FC1, 1 / (high - low), -low / (high - low));
        return stretched;
    }

    /// <summary>Between two samples the percentile is interpolated, as in numpy.</summary>
    private static double Percentile(int[] counts, long count, double percent)
    {
        var rank = percent / 100 * (count - 1);
        var below = (long)rank;
        var value = At(counts, below);
        return value + (rank - below) * (At(counts, Math.Min(below + 1, count - 1)) - value);
    }

    private static double At(int[] counts, long rank)
    {
        var value = 0;
        for (var seen = (long)counts[0]; seen <= rank; seen += counts[value]) value++;
        return value;
    }
}

using Hpa.Contracts.Images;
using OpenCvSharp;

namespace Hpa.Actors.Images;

/// <summary>A field in colours: microtubules red, protein green, nucleus blue, as the HPA site shows it.</summary>
public static class Composite
{
    /// <summary>Share of the brightest pixels that may saturate, so that one hot pixel does not darken the rest.</summary>
    private const double Saturated = 0.002;

    /// <summary>Paints a field, CV_8UC3 in OpenCV's order blue, green, red, each stain stretched to full brightness. The caller disposes it.</summary>
    public static Mat Of(Field field)
    {
        using var blue = Stretched(field[Channel.Blue]);
        using var green = Stretched(field[Channel.Green]);
        using var red = Stretched(field[Channel.Red]);
        var picture = new Mat();
        Cv2.Merge([blue, green, red], picture);
        return picture;
    }

    /// <summary>
    /// As <see cref="Of(Field)"/> with the stains that are named alone, the endoplasmic reticulum in yellow; where colours meet, the brighter one
    /// counts. None gives black. The caller disposes it.
    /// </summary>
    public static Mat Of(Field field, IReadOnlyCollection<Channel> channels)
    {
        var planes = Enumerable.Range(0, 3).Select(_ => new Mat(field.Height, field.Width, MatType.CV_8UC1, Scalar.All(0))).ToArray();
        foreach (var channel in channels.Distinct())
        {
            using var grey = Stretched(field[channel]);
            foreach (var plane in Planes(channel)) Cv2.Max(planes[plane], grey, planes[plane]);
        }

        var picture = new Mat();
        Cv2.Merge(planes, picture);
        foreach (var plane in planes) plane.Dispose();
        return picture;
    }

    /// <summary>In OpenCV's order blue, green, red.</summary>
    private static int[] Planes(Channel channel) => channel switch
    {
        Channel.Blue => [0],
        Channel.Green => [1],
        Channel.Red => [2],
        _ => [1, 2],
    };

    private static Mat Stretched(Mat plane)
    {
        var levels = plane.Depth() == MatType.CV_8U ? byte.MaxValue + 1 : ushort.MaxValue + 1;
        using var histogram = new Mat();
        Cv2.CalcHist([plane], [0], null, histogram, 1, [levels], [new Rangef(0, levels)]);
        var grey = new Mat();
        plane.ConvertTo(grey, MatType.CV_8UC1, 255.0 / White(histogram.AsSpan<float>(), plane.Total() * Saturated));
        return grey;
    }

    /// <summary>The lowest level above which at most <paramref name="brighter"/> pixels lie, at least 1.</summary>
    private static int White(ReadOnlySpan<float> histogram, double brighter)
    {
        var (level, seen) = (histogram.Length - 1, 0.0);
        while (level > 1 && (seen += histogram[level]) <= brighter) level--;
        return level;
    }
}

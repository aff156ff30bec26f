using Hpa.Contracts.Images;
using OpenCvSharp;

namespace Hpa.Actors.Images;

/// <summary>Small pictures of fields for reports: microtubules red, protein green, nucleus blue, as the HPA site shows them.</summary>
public static class Thumbnail
{
    /// <summary>Share of the brightest pixels that may saturate, so that one hot pixel does not darken the rest.</summary>
    private const double Saturated = 0.002;

    /// <summary>A PNG of <paramref name="size"/> × <paramref name="size"/> pixels.</summary>
    /// <exception cref="ImageFaultException">A channel cannot be read.</exception>
    public static byte[] Png(ChannelFiles files, int size)
    {
        using var field = Field.Read(files);
        using var inputs = new NetworkInputs(field);
        using var blue = Stretched(inputs.Plane(Channel.Blue, size), size);
        using var green = Stretched(inputs.Plane(Channel.Green, size), size);
        using var red = Stretched(inputs.Plane(Channel.Red, size), size);
        using var picture = new Mat();
        Cv2.Merge([blue, green, red], picture);
        Cv2.ImEncode(".png", picture, out var png);
        return png;
    }

    private static Mat Stretched(ReadOnlySpan<float> plane, int size)
    {
        var sorted = plane.ToArray();
        Array.Sort(sorted);
        var white = Math.Max(sorted[(int)((sorted.Length - 1) * (1 - Saturated))], 1e-6f);
        var grey = new Mat(size, size, MatType.CV_8UC1);
        var pixels = grey.AsSpan<byte>();
        for (var i = 0; i < plane.Length; i++) pixels[i] = (byte)Math.Round(255 * Math.Min(1f, plane[i] / white));
        return grey;
    }
}

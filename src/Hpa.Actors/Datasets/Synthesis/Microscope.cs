using OpenCvSharp;

namespace Hpa.Actors.Datasets.Synthesis;

/// <summary>
/// Turns light into the picture that a confocal microscope and its software deliver: blurred by the point spread function,
/// with light from out of focus, a gain that brings the brightest parts near white, a dark level and shot noise.
/// </summary>
internal static class Microscope
{
    private const double BrightShare = 0.999;
    private const int Bins = 4096;

    /// <summary>Exposes one channel; changes <paramref name="light"/>.</summary>
    /// <param name="light">[size × size] 32-bit, not negative.</param>
    /// <param name="unit">Pixels per 1/110 of a cell's diameter.</param>
    /// <param name="dice">Gain, sharpness and noise.</param>
    public static Mat Expose(Mat light, double unit, Dice dice)
    {
        Cv2.GaussianBlur(light, light, new Size(0, 0), dice.Between(0.55, 0.85) * unit);
        AddHaze(light, unit, dice.Between(0.05, 0.14));
        var gain = dice.Between(190, 255) / Math.Max(Bright(light), 1e-6f);
        var dark = dice.Between(0.5, 3);
        var photons = dice.Between(1.5, 5);
        var picture = new Mat(light.Rows, light.Cols, MatType.CV_8UC1);
        var from = light.AsSpan<float>();
        var to = picture.AsSpan<byte>();
        for (var i = 0; i < to.Length; i++)
        {
            var value = dark + gain * from[i];
            value += MathF.Sqrt(1 + value / photons) * Normal(dice.Bits());
            to[i] = (byte)Math.Clamp(value + 0.5f, 0, 255);
        }

        return picture;
    }

    /// <summary>A share of the light comes from other planes: blurred widely, computed at a quarter of the size.</summary>
    private static void AddHaze(Mat light, double unit, double share)
    {
        using var small = new Mat();
        using var haze = new Mat();
        Cv2.Resize(light, small, new Size(Math.Max(1, light.Cols / 4), Math.Max(1, light.Rows / 4)), 0, 0, InterpolationFlags.Area);
        Cv2.GaussianBlur(small, small, new Size(0, 0), 2.5 * unit);
        Cv2.Resize(small, haze, light.Size());
        Cv2.ScaleAdd(haze, share, light, light);
    }

    /// <summary>The value below which all but 1 in 1000 pixels lie.</summary>
    private static float Bright(Mat light)
    {
        Cv2.MinMaxLoc(light, out double _, out double most);
        if (most <= 0) return 0;
        var counts = new int[Bins];
        var pixels = light.AsSpan<float>();
        foreach (var value in pixels) counts[(int)Math.Clamp(value / most * Bins, 0, Bins - 1)]++;
        var below = 0;
        for (var bin = 0; bin < Bins; bin++)
            if ((below += counts[bin]) >= BrightShare * pixels.Length) return (float)(most * (bin + 1) / Bins);
        return (float)most;
    }

    /// <summary>Nearly normal: four uniform numbers of 16 bits summed, each with variance 1/12.</summary>
    private static float Normal(ulong bits) =>
        ((bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48) - 131070f) * (1.7320508f / 65536);
}

using OpenCvSharp;

namespace Hpa.Actors.Datasets.Synthesis;

/// <summary>Smooth random fields.</summary>
internal static class Texture
{
    /// <summary>Wider filters work on half the size; nothing fine is lost.</summary>
    private const double WideFilter = 3;

    /// <summary>
    /// White noise through a Gaussian filter, [side × side], mean 0, variance 1: uniform noise has variance 1/12 and the
    /// filter leaves 1 / (4π σ²) of it.
    /// </summary>
    public static Layer Noise(int side, double sigma, Dice dice)
    {
        var noise = new Layer(side);
        if (sigma > WideFilter)
        {
            using var small = Noise((side + 1) / 2, sigma / 2, dice);
            Cv2.Resize(small.Mat, noise.Mat, noise.Mat.Size());
            return noise;
        }

        var scale = (float)(Math.Sqrt(12 * 4 * Math.PI) * sigma / (1UL << 32));
        for (var i = 0; i + 1 < noise.Length; i += 2)
        {
            var bits = dice.Bits();
            noise[i] = ((uint)bits - 2147483648f) * scale;
            noise[i + 1] = ((uint)(bits >> 32) - 2147483648f) * scale;
        }

        Cv2.GaussianBlur(noise.Mat, noise.Mat, new Size(0, 0), sigma);
        return noise;
    }
}

using OpenCvSharp;

namespace Hpa.Actors.Cells;

/// <summary>Which pixels of a field belong to nuclei.</summary>
internal static class NucleiMask
{
    /// <summary>Standard deviation of the smoothing, pixels: of a field without noise, more per per cent of noise, and at most.</summary>
    private const double LeastSigma = 0.5, SigmaPerNoise = 0.2, MostSigma = 2.5;

    /// <summary>Share of the neighbourhood's mean in the threshold; the rest is Otsu's.</summary>
    private const double LocalShare = 0.4;

    /// <summary>Side of the neighbourhood, pixels: about a nucleus and what is next to it.</summary>
    private const int Window = 51;

    /// <summary>Nuclei are brighter than the background by at least this many standard deviations of the background; noise alone is split into halves 2.7 apart.</summary>
    private const double Contrast = 3.5;

    private const int Least = 3;

    /// <summary>The parameters, for the manifest.</summary>
    public static string Description { get; } = FormattableString.Invariant(
        $"smoothing {LeastSigma}+{SigmaPerNoise}/% noise up to {MostSigma} px, threshold {1 - LocalShare} Otsu + {LocalShare} mean of {Window} px, contrast {Contrast}");

    /// <summary>Less noise: CV_32FC1 on the field's own scale.</summary>
    public static Mat Smooth(Mat field)
    {
        var grey = new Mat();
        field.ConvertTo(grey, MatType.CV_32FC1);
        if (grey.Width < Least || grey.Height < Least) return grey;
        Cv2.GaussianBlur(grey, grey, default, Math.Min(MostSigma, LeastSigma + SigmaPerNoise * Noise(grey)), 0, BorderTypes.Replicate);
        return grey;
    }

    /// <summary>
    /// A pixel belongs to a nucleus when it is brighter than a mix of Otsu's threshold and the mean around it: dim nuclei beside
    /// bright ones pull the threshold down, light that leaks between close nuclei pushes it up. Holes are filled.
    /// </summary>
    /// <param name="smooth">CV_32FC1.</param>
    /// <returns>CV_8UC1, 255 in nuclei; all 0 where nothing stands out.</returns>
    public static Mat Of(Mat smooth)
    {
        var mask = new Mat(smooth.Size(), MatType.CV_8UC1, Scalar.All(0));
        Cv2.MinMaxLoc(smooth, out double least, out var most);
        if (most <= least || smooth.Width < Least || smooth.Height < Least) return mask;
        var otsu = Otsu(smooth, least, most);
        if (!StandsOut(smooth, otsu)) return mask;
        using var threshold = new Mat();
        Cv2.BoxFilter(smooth, threshold, MatType.CV_32FC1, new Size(Window, Window), borderType: BorderTypes.Reflect);
        threshold.ConvertTo(threshold, MatType.CV_32FC1, LocalShare, (1 - LocalShare) * otsu);
        Cv2.Compare(smooth, threshold, mask, CmpTypes.GT);
        Fill(mask);
        using var speck = Cv2.GetStructuringElement(MorphShapes.Ellipse, new Size(3, 3));
        Cv2.MorphologyEx(mask, mask, MorphTypes.Open, speck);
        return mask;
    }

    /// <summary>Mean difference to a smoothed copy, per cent of the smoothed range.</summary>
    private static double Noise(Mat grey)
    {
        using var smooth = new Mat();
        Cv2.GaussianBlur(grey, smooth, default, 1.5, 0, BorderTypes.Replicate);
        Cv2.MinMaxLoc(smooth, out double least, out var most);
        Cv2.Absdiff(grey, smooth, smooth);
        return most > least ? 100 * smooth.Mean().Val0 / (most - least) : 0;
    }

    /// <summary>Otsu's threshold (1979) on 256 levels between least and most.</summary>
    private static double Otsu(Mat smooth, double least, double most)
    {
        using var levels = new Mat();
        smooth.ConvertTo(levels, MatType.CV_8UC1, 255 / (most - least), -least * 255 / (most - least));
        using var ignored = new Mat();
        return least + Cv2.Threshold(levels, ignored, 0, 255, ThresholdTypes.Otsu) * (most - least) / 255;
    }

    private static bool StandsOut(Mat smooth, double threshold)
    {
        using var bright = new Mat();
        Cv2.Compare(smooth, Scalar.All(threshold), bright, CmpTypes.GT);
        using var dark = new Mat();
        Cv2.BitwiseNot(bright, dark);
        Cv2.MeanStdDev(smooth, out var background, out var spread, dark);
        return Cv2.Mean(smooth, bright).Val0 - background.Val0 > Contrast * spread.Val0;
    }

    private static void Fill(Mat mask)
    {
        Cv2.FindContours(mask, out Point[][] outlines, out _, RetrievalModes.External, ContourApproximationModes.ApproxNone);
        Cv2.DrawContours(mask, outlines, -1, Scalar.All(255), thickness: -1);
    }
}

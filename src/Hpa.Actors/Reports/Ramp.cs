using ScottPlot;

namespace Hpa.Actors.Reports;

/// <summary>A one-hue ramp for the cells of a figure. They keep their colours on dark ground, and the text in them is chosen for contrast.</summary>
internal static class Ramp
{
    private static readonly Color Low = Color.FromHex("#E9F1FA"), High = Color.FromHex("#0B3A73");
    private static readonly Color OnLight = Color.FromHex("#10151B"), OnDark = Color.FromHex("#FDFEFF");

    /// <summary>The colour of a level in [0, 1].</summary>
    public static Color Of(double level) => Low.MixedWith(High, level);

    /// <summary>The one of two text colours with more contrast (WCAG 2 relative luminance).</summary>
    public static Color Readable(Color ground) =>
        (Luminance(ground) + 0.05) * (Luminance(ground) + 0.05) > (Luminance(OnLight) + 0.05) * (Luminance(OnDark) + 0.05) ? OnLight : OnDark;

    /// <summary>Contrast of two colours by WCAG 2, 1 … 21.</summary>
    public static double Contrast(Color one, Color other)
    {
        var (a, b) = (Luminance(one) + 0.05, Luminance(other) + 0.05);
        return Math.Max(a, b) / Math.Min(a, b);
    }

    private static double Luminance(Color color)
    {
        static double Linear(byte channel) => channel <= 10 ? channel / 255.0 / 12.92 : Math.Pow((channel / 255.0 + 0.055) / 1.055, 2.4);
        return 0.2126 * Linear(color.R) + 0.7152 * Linear(color.G) + 0.0722 * Linear(color.B);
    }
}

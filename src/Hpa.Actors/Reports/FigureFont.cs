using SkiaSharp;

namespace Hpa.Actors.Reports;

/// <summary>
/// The font of figures: the first of a few plain ones that the machine has. Text in a picture needs a font file; the pages
/// themselves use the reader's fonts.
/// </summary>
public static class FigureFont
{
    private static readonly string[] Preferred = ["Liberation Sans", "Arial", "Helvetica", "Noto Sans", "DejaVu Sans"];

    private static readonly string? Found = Choose(SKFontManager.Default.FontFamilies.ToArray());

    /// <summary>What is wrong and what to do, or null when the machine has a font.</summary>
    public static string? Fault => Found is null
        ? "this machine has no font, so the figures have no text: install one (apt-get install fonts-dejavu-core) and run `hpa report` again"
        : null;

    /// <summary>The family, or a name that no machine has when there is none.</summary>
    internal static string Name => Found ?? "sans-serif";

    internal static string? Choose(IReadOnlyList<string> families) =>
        Preferred.FirstOrDefault(families.Contains) ?? families.FirstOrDefault(family => family.Length > 0);

    /// <summary>Width of a text.</summary>
    /// <param name="text">One line.</param>
    /// <param name="size">Pixels.</param>
    /// <param name="bold">Whether it is set bold.</param>
    internal static float Width(string text, float size, bool bold)
    {
        using var face = SKTypeface.FromFamilyName(Name, bold ? SKFontStyle.Bold : SKFontStyle.Normal);
        using var font = new SKFont(face, size) { Subpixel = true, Hinting = SKFontHinting.None };
        return font.MeasureText(text);
    }
}

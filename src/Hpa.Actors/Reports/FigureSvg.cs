using System.Globalization;
using System.Xml.Linq;

namespace Hpa.Actors.Reports;

/// <summary>
/// Brings ScottPlot's SVG into a form that looks the same on every machine. It places each letter for the font of this
/// machine; here each text keeps its start and its width, and the reader's font is fitted to them.
/// </summary>
internal static class FigureSvg
{
    private const string Fallback = ", Verdana, Arial, Helvetica, sans-serif";

    // Letters stay readable: on a narrower page the figure scrolls instead of shrinking further.
    private const double Smallest = 0.72;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>A file of its own, on white, with the words for those who do not see it.</summary>
    public static string ForFile(Figure figure)
    {
        var root = Read(figure);
        root.AddFirst(new XElement(Svg + "title", figure.Alternative));
        return root.ToString().ReplaceLineEndings("\n") + "\n";
    }

    /// <summary>Part of the page: colours from CSS variables, no ground of its own, ids that no other figure has.</summary>
    public static string ForPage(Figure figure)
    {
        var root = Read(figure);
        root.Elements(Svg + "rect").First().Remove();
        root.SetAttributeValue("style", string.Create(CultureInfo.InvariantCulture, $"min-width: {(int)(figure.Width * Smallest)}px"));
        root.SetAttributeValue("role", "img");
        root.SetAttributeValue("aria-label", figure.Alternative);
        foreach (var attribute in root.Descendants().Attributes().Where(a => a.Name.LocalName is "fill" or "stroke").ToArray())
            if (Variable(attribute.Value) is { } variable) attribute.Value = variable;
        return root.ToString(SaveOptions.DisableFormatting);
    }

    private static XElement Read(Figure figure)
    {
        var root = XDocument.Parse(figure.Svg()).Root!;
        root.Attribute(XNamespace.Xmlns + "xlink")?.Remove();
        root.SetAttributeValue("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {figure.Width} {figure.Height}"));
        foreach (var text in root.Descendants(Svg + "text")) Fit(text);
        Rename(root, figure.Name);
        return root;
    }

    private static void Fit(XElement text)
    {
        var content = text.Value.Trim();
        var size = float.Parse(text.Attribute("font-size")!.Value, CultureInfo.InvariantCulture);
        text.Value = content;
        text.SetAttributeValue("x", First(text.Attribute("x")));
        text.SetAttributeValue("y", First(text.Attribute("y")));
        text.SetAttributeValue("font-family", FigureFont.Name + Fallback);
        if (content.Length < 2) return;
        text.SetAttributeValue("textLength", FigureFont.Width(content, size, text.Attribute("font-weight") is not null).ToString("0.##", CultureInfo.InvariantCulture));
        text.SetAttributeValue("lengthAdjust", "spacingAndGlyphs");
    }

    private static string First(XAttribute? positions) => positions?.Value.Split(',')[0].Trim() ?? "0";

    /// <summary>Ids that no other figure of a page has; ScottPlot counts them over the life of the process.</summary>
    private static void Rename(XElement root, string figure)
    {
        var names = root.Descendants().Attributes("id").Select((id, index) => (id.Value, New: $"{figure}-{index + 1}")).ToDictionary();
        foreach (var attribute in root.Descendants().Attributes().ToArray())
            if (attribute.Name == "id") attribute.Value = names[attribute.Value];
            else if (attribute.Value.StartsWith("url(#", StringComparison.Ordinal)) attribute.Value = $"url(#{names[attribute.Value[5..^1]]})";
    }

    private static string? Variable(string value)
    {
        var hex = value switch { "white" => "#FFFFFF", _ => value };
        return Tint.All.FirstOrDefault(tint => tint.Light.Equals(hex, StringComparison.OrdinalIgnoreCase)) is { } found ? $"var(--{found.Name})" : null;
    }
}

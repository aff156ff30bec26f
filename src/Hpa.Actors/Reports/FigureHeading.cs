using ScottPlot;

namespace Hpa.Actors.Reports;

/// <summary>Title, subtitle and the untrained mark above a drawing, flush with its left edge.</summary>
internal sealed class FigureHeading(string title, string subtitle, string mark) : IPanel
{
    private const float Margin = 14;

    private readonly LabelStyle[] _lines = [.. Lines(title, subtitle, mark)];

    public bool IsVisible { get; set; } = true;

    public float MinimumSize { get; set; }

    public float MaximumSize { get; set; } = float.MaxValue;

    public bool ShowDebugInformation { get; set; }

    public Edge Edge => Edge.Top;

    public float Measure(Paint paint) => Margin + _lines.Sum(Height) - 6;

    public PixelRect GetPanelRect(PixelRect dataRect, float size, float offset, Paint paint) =>
        new(0, dataRect.Right, dataRect.Top - offset, dataRect.Top - offset - size);

    public void Render(RenderPack rp, float size, float offset)
    {
        var y = rp.FigureRect.Top + Margin;
        foreach (var line in _lines)
        {
            line.Render(rp.Canvas, new Pixel(rp.FigureRect.Left + Margin, y), rp.Paint);
            y += Height(line);
        }
    }

    private static float Height(LabelStyle line) => line.FontSize + 7;

    private static IEnumerable<LabelStyle> Lines(string title, string subtitle, string mark)
    {
        yield return Line(title, 17, Tint.Ink, bold: true);
        yield return Line(subtitle, 13, Tint.Muted, bold: false);
        if (mark.Length > 0) yield return Line(mark, 13, Tint.Second, bold: true);
    }

    private static LabelStyle Line(string text, float size, Tint tint, bool bold) => new()
    {
        Text = text,
        Font = Fonts.GetTypeface(FigureFont.Name, bold, italic: false),
        FontSize = size,
        ForeColor = tint.Color,
        Alignment = Alignment.UpperLeft,
    };
}

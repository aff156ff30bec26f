using System.Globalization;
using ScottPlot;

namespace Hpa.Actors.Reports;

/// <summary>One drawing.</summary>
/// <param name="Name">File name without ending.</param>
/// <param name="Alternative">What it shows, in words, for those who do not see it.</param>
/// <param name="Plot">The drawing.</param>
/// <param name="Width">Pixels on the page; files of pixels have twice as many.</param>
/// <param name="Height">Pixels on the page.</param>
internal sealed record Figure(string Name, string Alternative, Plot Plot, int Width, int Height) : IDisposable
{
    private const int Sharpness = 2;
    private const float LabelSize = 12;

    // ScottPlot centres the box of ascent and descent, which leaves digits this share of the size too high.
    private const float Drop = 0.18f;

    /// <summary>A drawing with the house's type, colours and heading.</summary>
    public static Plot Blank(string title, string subtitle, string mark)
    {
        var plot = new Plot();
        plot.Font.Set(FigureFont.Name);
        plot.FigureBackground.Color = Tint.Paper.Color;
        plot.DataBackground.Color = Colors.Transparent;
        plot.Axes.Color(Tint.Muted.Color);
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Axes.Left.FrameLineStyle.Color = plot.Axes.Bottom.FrameLineStyle.Color = Tint.Quiet.Color;
        plot.Axes.Left.TickLabelStyle.FontSize = plot.Axes.Bottom.TickLabelStyle.FontSize = 12;
        plot.Axes.Left.Label.Bold = plot.Axes.Bottom.Label.Bold = false;
        plot.Axes.Left.Label.FontSize = plot.Axes.Bottom.Label.FontSize = 13;
        foreach (IAxis axis in new IAxis[] { plot.Axes.Left, plot.Axes.Bottom })
        {
            axis.MinorTickStyle.Length = 0;
            axis.TickLabelStyle.OffsetY = LabelSize * Drop;
        }

        plot.Grid.MajorLineColor = Tint.Rule.Color;
        plot.Axes.Remove(plot.Axes.Title);
        plot.Axes.AddPanel(new FigureHeading(title, subtitle, mark));
        return plot;
    }

    /// <summary>A text with blanks that every font has; many lack the narrow one.</summary>
    public static string Drawable(string text) => text.Replace('\u202f', ' ');

    /// <summary>Writes a text into a drawing, centred in height at a place.</summary>
    public static void Write(Plot plot, string text, double x, double y, Alignment alignment, Color color, float shift = 0)
    {
        var label = plot.Add.Text(Drawable(text), x, y);
        label.LabelFontName = FigureFont.Name;
        label.LabelFontSize = LabelSize;
        label.LabelFontColor = color;
        label.LabelAlignment = alignment;
        label.OffsetX = shift;
        label.OffsetY = LabelSize * Drop;
    }

    /// <summary>What the colours stand for, right of the drawing.</summary>
    public static void Legend(Plot plot)
    {
        var panel = plot.ShowLegend(Edge.Right);
        panel.Alignment = Alignment.UpperRight;
        panel.Legend.FontSize = LabelSize;
        panel.Legend.FontName = FigureFont.Name;
        panel.Legend.FontColor = Tint.Ink.Color;
        panel.Legend.BackgroundColor = Colors.Transparent;
        panel.Legend.OutlineWidth = 0;
        panel.Legend.ShadowColor = Colors.Transparent;
    }

    /// <summary>Ticks of an axis of scores from 0: a score ends at 1, whatever room the numbers beside it need.</summary>
    public static void ScoreTicks(IAxis axis, double right)
    {
        var last = Math.Min(1, right);
        var step = last > 0.5 ? 0.1 : 0.05;
        var ticks = Enumerable.Range(0, (int)(last / step + 1e-9) + 1).Select(i => i * step).ToArray();
        axis.SetTicks(ticks, ticks.Select(tick => tick.ToString("0.##", CultureInfo.InvariantCulture)).ToArray());
    }

    /// <summary>The drawing as SVG text, in the form ScottPlot writes it.</summary>
    public string Svg() => Plot.GetSvgXml(Width, Height);

    /// <summary>The drawing as a PNG file.</summary>
    public byte[] Png()
    {
        Plot.ScaleFactor = Sharpness;
        var bytes = Plot.GetImageBytes(Width * Sharpness, Height * Sharpness, ImageFormat.Png);
        Plot.ScaleFactor = 1;
        return bytes;
    }

    public void Dispose() => Plot.Dispose();
}

using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Reports;
using ScottPlot;

namespace Hpa.Actors.Reports;

/// <summary>F1 of every class beside the number of test images that have it, the most frequent class on top.</summary>
internal static class ClassFigure
{
    private const double SupportFrom = 1.22, SupportTo = 1.72;

    public static Figure Draw(RunMetrics metrics)
    {
        var scores = LocationScores.Of(metrics);
        var plot = Figure.Blank(
            "Which locations are found",
            $"{scores.Subject}, test part",
            Wording.Mark(metrics.Run));
        var classes = (scores.Test?.PerClass ?? [])
            .OrderBy(c => c.Support).ThenByDescending(c => c.Class).ToArray();
        var most = Math.Max(1, classes.Select(c => c.Support).DefaultIfEmpty().Max());
        for (var row = 0; row < classes.Length; row++) DrawRow(plot, row, classes[row], most);
        Label(plot, classes.Length, 0.012, "F1");
        Label(plot, classes.Length, SupportFrom + 0.012, "Test images that have it");
        Axes(plot, classes);
        return new Figure("classes", Alternative(classes), plot, 920, 140 + 25 * Math.Max(1, classes.Length));
    }

    private static void DrawRow(Plot plot, int row, ClassScore score, int most)
    {
        Bar(plot, row, 0, score.Score.F1, Tint.Accent);
        Label(plot, row, score.Score.F1 + 0.012, score is { Support: 0, Predicted: 0 } ? "–" : Wording.Score(score.Score.F1));
        var end = SupportFrom + (SupportTo - SupportFrom) * score.Support / most;
        Bar(plot, row, SupportFrom, end, Tint.Quiet);
        Label(plot, row, end + 0.012, Wording.Count(score.Support));
    }

    private static void Bar(Plot plot, int row, double from, double to, Tint tint)
    {
        var bar = plot.Add.Rectangle(from, Math.Max(to, from + 0.002), row - 0.34, row + 0.34);
        (bar.FillColor, bar.LineWidth) = (tint.Color, 0);
    }

    private static void Label(Plot plot, double row, double x, string text) =>
        Figure.Write(plot, text, x, row, Alignment.MiddleLeft, Tint.Ink.Color);

    private static void Axes(Plot plot, ClassScore[] classes)
    {
        plot.Axes.Left.SetTicks(
            Enumerable.Range(0, classes.Length).Select(row => (double)row).ToArray(),
            classes.Select(c => LocationClasses.Names[c.Class]).ToArray());
        plot.Axes.Bottom.SetTicks([0, 0.25, 0.5, 0.75, 1, SupportFrom], ["0", "0.25", "0.5", "0.75", "1", "0"]);
        plot.Axes.SetLimits(0, 1.86, -0.7, classes.Length + 0.5);
        plot.Grid.YAxisStyle.IsVisible = false;
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Left.TickLabelStyle.ForeColor = Tint.Ink.Color;
        plot.Axes.Left.FrameLineStyle.Width = plot.Axes.Bottom.FrameLineStyle.Width = 0;
    }

    private static string Alternative(ClassScore[] classes) => classes.Length == 0
        ? "No result on the test part."
        : "Bar chart of F1 by location, from the most frequent: "
            + string.Join(", ", classes.Reverse().Select(c => $"{LocationClasses.Names[c.Class]} {Wording.Score(c.Score.F1)} ({c.Support})")) + ".";
}

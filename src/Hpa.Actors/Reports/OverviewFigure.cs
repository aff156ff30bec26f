using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Reports;
using ScottPlot;

namespace Hpa.Actors.Reports;

/// <summary>Macro-F1 of every subset and strategy as dots: hollow on the validation part, filled on the test part.</summary>
internal static class OverviewFigure
{
    private static readonly SubsetName[] Names = [SubsetName.Chosen, SubsetName.AllBlocks, SubsetName.BestSingleBlock, SubsetName.ShuffledControl];
    private static readonly (Strategy Strategy, Tint Tint, double Offset)[] Strategies =
        [(Strategy.LabelPowerset, Tint.Accent, 0.16), (Strategy.BinaryRelevance, Tint.Second, -0.16)];

    public static Figure Draw(RunMetrics metrics)
    {
        var plot = Figure.Blank(
            "Chosen blocks against all, one and chance",
            "Macro-F1; filled and in numbers: test, hollow: validation; upper, blue: label powerset, lower, orange: binary relevance",
            Wording.Mark(metrics.Run));
        var present = Names.Where(name => metrics.Results.Any(result => result.Name == name)).Reverse().ToArray();
        for (var row = 0; row < present.Length; row++)
            foreach (var (strategy, tint, offset) in Strategies)
                DrawPair(plot, metrics, present[row], strategy, tint, row + offset);

        plot.Axes.Left.SetTicks(Enumerable.Range(0, present.Length).Select(row => (double)row).ToArray(), present.Select(Wording.Name).ToArray());
        plot.Axes.Left.TickLabelStyle.FontSize = 13;
        plot.Axes.Left.TickLabelStyle.ForeColor = Tint.Ink.Color;
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Left.FrameLineStyle.Width = 0;
        plot.Grid.YAxisStyle.IsVisible = false;
        var highest = metrics.Results.Select(result => result.Scores.Macro.F1).DefaultIfEmpty(0.9).Max();
        var right = Math.Min(1.08, highest * 1.2 + 0.02);
        plot.Axes.SetLimits(0, right, -0.6, present.Length - 0.4);
        Figure.ScoreTicks(plot.Axes.Bottom, right);
        return new Figure("overview", Alternative(metrics), plot, 920, 120 + 62 * Math.Max(1, present.Length));
    }

    private static void DrawPair(Plot plot, RunMetrics metrics, SubsetName name, Strategy strategy, Tint tint, double y)
    {
        var val = metrics.Find(name, strategy, Part.Val)?.Macro.F1;
        var test = metrics.Find(name, strategy, Part.Test)?.Macro.F1;
        if (val is { } from && test is { } to)
        {
            var link = plot.Add.Line(from, y, to, y);
            (link.LineColor, link.LineWidth) = (Tint.Quiet.Color, 2);
        }

        if (val is { } hollow)
        {
            plot.Add.Marker(hollow, y, MarkerShape.FilledCircle, 12, tint.Color);
            plot.Add.Marker(hollow, y, MarkerShape.FilledCircle, 7, Tint.Paper.Color);
        }

        if (test is not { } filled) return;
        plot.Add.Marker(filled, y, MarkerShape.FilledCircle, 12, tint.Color);
        Figure.Write(plot, $"test {Wording.Score(filled)}", Math.Max(filled, val ?? 0), y, Alignment.MiddleLeft, Tint.Ink.Color, shift: 12);
    }

    private static string Alternative(RunMetrics metrics) => "Dot chart of macro-F1 on the test part: " + string.Join(", ",
        metrics.Results.Where(result => result.Part == Part.Test)
            .Select(result => $"{Wording.Name(result.Name)}, {Wording.Name(result.Strategy)} {Wording.Score(result.Scores.Macro.F1)}")) + ".";
}

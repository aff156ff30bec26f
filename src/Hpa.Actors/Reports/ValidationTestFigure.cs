using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;
using Hpa.Contracts.Selection;
using ScottPlot;

namespace Hpa.Actors.Reports;

/// <summary>
/// Single-label macro-F1, one against one, of every choice of blocks on the validation part (hollow) and below it on the test
/// part (filled), with intervals; right of them the difference.
/// </summary>
internal static class ValidationTestFigure
{
    private const double Shift = 0.15;

    /// <summary>The file's name for a feature set.</summary>
    public static string Name(FeatureSet features) => $"validation-test-{StudyName.Word(features)}";

    /// <summary>The feature sets with a choice that was measured on both parts, in order.</summary>
    public static IEnumerable<FeatureSet> Sets(RunMetrics metrics) => PhaseOne.Sets(metrics).Where(features => Pairs(metrics, features).Length > 0);

    public static Figure Draw(RunMetrics metrics, FeatureSet features)
    {
        var plot = Figure.Blank(
            $"Validation against test: {ResultName.Of(features)}",
            "Images with one label: macro-F1 with 95 % intervals; hollow: validation, filled: test; in brackets: blocks",
            Wording.Mark(metrics.Run));
        var pairs = Pairs(metrics, features);
        var (low, high) = (pairs.Min(pair => Math.Min(Low(pair.Val), Low(pair.Test))), pairs.Max(pair => Math.Max(High(pair.Val), High(pair.Test))));
        var room = Math.Max(0.01, (high - low) * 0.05);
        var (left, column, right) = (Math.Max(0, low - room), high + 3 * room, high + 6 * room);
        for (var i = 0; i < pairs.Length; i++) DrawRow(plot, pairs[i], pairs.Length - 1 - i, column);
        Figure.Write(plot, "Test − validation", column, pairs.Length - 0.25, Alignment.MiddleCenter, Tint.Muted.Color);
        Axes(plot, pairs, new Band(0, 1, left, high));
        plot.Axes.SetLimits(left, right, -0.6, pairs.Length + 0.1);
        return new Figure(Name(features), Alternative(features, pairs), plot, 920, 136 + 34 * pairs.Length);
    }

    private static (PhaseOneRow Row, ScoreCard Val, ScoreCard Test)[] Pairs(RunMetrics metrics, FeatureSet features) =>
    [
        .. from row in PhaseOne.Rows(metrics, features)
           let pair = PhaseOne.Pair(metrics, features, row)
           where pair is not null
           select (row, pair.Value.Val, pair.Value.Test),
    ];

    private static void DrawRow(Plot plot, (PhaseOneRow Row, ScoreCard Val, ScoreCard Test) pair, int y, double column)
    {
        var tint = pair.Row.Choice == BlockChoice.Genetic ? Tint.Second : Tint.Accent;
        DrawDot(plot, pair.Val, y + Shift, tint, hollow: true);
        DrawDot(plot, pair.Test, y - Shift, tint, hollow: false);
        Figure.Write(plot, Wording.Difference(pair.Test.Macro.F1 - pair.Val.Macro.F1), column, y, Alignment.MiddleCenter, Tint.Ink.Color);
    }

    private static void DrawDot(Plot plot, ScoreCard card, double y, Tint tint, bool hollow)
    {
        if (card.Intervals is { MacroF1: var range })
        {
            var line = plot.Add.Line(range.Low, y, range.High, y);
            (line.LineColor, line.LineWidth) = (hollow ? Tint.Quiet.Color : tint.Color, 1.5f);
        }

        plot.Add.Marker(card.Macro.F1, y, MarkerShape.FilledCircle, 10, tint.Color);
        if (hollow) plot.Add.Marker(card.Macro.F1, y, MarkerShape.FilledCircle, 6, Tint.Paper.Color);
    }

    private static double Low(ScoreCard card) => card.Intervals?.MacroF1.Low ?? card.Macro.F1;

    private static double High(ScoreCard card) => card.Intervals?.MacroF1.High ?? card.Macro.F1;

    private static void Axes(Plot plot, (PhaseOneRow Row, ScoreCard Val, ScoreCard Test)[] pairs, Band scores)
    {
        plot.Axes.Left.SetTicks(
            [.. pairs.Select((_, i) => pairs.Length - 1.0 - i)], [.. pairs.Select(pair => Label(pair.Row))]);
        plot.Axes.Left.TickLabelStyle.ForeColor = Tint.Ink.Color;
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Left.FrameLineStyle.Width = 0;
        plot.Grid.YAxisStyle.IsVisible = false;
        var ticks = scores.Ticks(8);
        plot.Axes.Bottom.SetTicks([.. ticks.Select(tick => tick.Value)], [.. ticks.Select(tick => tick.Text)]);
    }

    private static string Label(PhaseOneRow row) => ChoiceName.Of(row) + (row.Choice == BlockChoice.BestBlocks ? "" : $" ({Wording.Count(row.Blocks)})");

    private static string Alternative(FeatureSet features, (PhaseOneRow Row, ScoreCard Val, ScoreCard Test)[] pairs) =>
        $"Dot chart of macro-F1 of single-label images on {ResultName.Of(features)}, validation then test: "
        + string.Join("; ", pairs.Select(pair => $"{ChoiceName.Of(pair.Row)} {Wording.Score(pair.Val.Macro.F1)}, {Wording.Score(pair.Test.Macro.F1)}")) + ".";
}

using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;
using ScottPlot;

namespace Hpa.Actors.Reports;

/// <summary>
/// Test macro-F1 of every strategy and classifier by feature set with its interval, the level of chance as a line, and what
/// is known of the paper's figures below the row they belong to.
/// </summary>
internal static class PhaseTwoFigure
{
    private const double Slot = 0.23, GroupGap = 0.7, BelowDots = 0.12;

    public static Figure Draw(RunMetrics metrics)
    {
        var plot = Figure.Blank(
            "Which classifier on which features",
            "Macro-F1 on the test part with 95 % intervals; ringed: best on the validation part",
            Wording.Mark(metrics.Run));
        var rows = Rows(metrics);
        var right = Right(metrics);
        DrawChance(plot, metrics, rows);
        foreach (var (strategy, classifier, y) in rows) DrawRow(plot, metrics, strategy, classifier, y);
        foreach (var features in PhaseTwo.Columns(metrics)) NameInLegend(plot, features);
        Axes(plot, rows, right);
        Figure.Legend(plot);
        return new Figure("phase2", Alternative(metrics), plot, 980, 150 + (int)(52 * (rows[0].Y + 1.2)));
    }

    /// <summary>The rows that the run has, from the top.</summary>
    private static (Strategy Strategy, ClassifierKind Classifier, double Y)[] Rows(RunMetrics metrics)
    {
        var present = PhaseTwo.Strategies.SelectMany(strategy => PhaseTwo.Classifiers.Select(classifier => (strategy, classifier)))
            .Where(row => metrics.Table.Any(entry => (entry.Strategy, entry.Classifier) == row)).ToArray();
        return [.. present.Select((row, i) =>
            (row.strategy, row.classifier, present.Length - 1 - i + (row.strategy == present[^1].strategy ? 0 : GroupGap)))];
    }

    private static void DrawRow(Plot plot, RunMetrics metrics, Strategy strategy, ClassifierKind classifier, double y)
    {
        var columns = PhaseTwo.Columns(metrics);
        for (var slot = 0; slot < columns.Length; slot++)
        {
            var place = y + Slot * ((columns.Length - 1) / 2.0 - slot);
            var best = metrics.Best is { } b && (b.Features, b.Strategy, b.Classifier) == (columns[slot], strategy, classifier);
            if (metrics.Find(columns[slot], strategy, classifier, Part.Test) is { } card) DrawDot(plot, card, columns[slot], place, best);
        }

        foreach (var features in columns)
            if (PaperValues.Known.Cell(features, strategy, classifier) is { MacroF1: { } paper })
                DrawPaper(plot, paper, y - Slot * (columns.Length + 1) / 2.0 - BelowDots, features);
    }

    private static void DrawDot(Plot plot, ScoreCard card, FeatureSet features, double y, bool best)
    {
        var (tint, shape) = Style(features);
        var f1 = card.Macro.F1;
        if (card.Intervals is { MacroF1: var interval })
        {
            var line = plot.Add.Line(interval.Low, y, interval.High, y);
            (line.LineColor, line.LineWidth) = (tint.Color, 2);
        }

        if (best)
        {
            plot.Add.Marker(f1, y, MarkerShape.FilledCircle, 20, Tint.Ink.Color);
            plot.Add.Marker(f1, y, MarkerShape.FilledCircle, 16, Tint.Paper.Color);
        }

        plot.Add.Marker(f1, y, shape, 10, tint.Color);
        if (best) Figure.Write(plot, Wording.Score(f1), Math.Max(f1, card.Intervals?.MacroF1.High ?? 0), y, Alignment.MiddleLeft, Tint.Ink.Color, shift: 13);
    }

    /// <summary>A dot out of sight that stands for all of its kind.</summary>
    private static void NameInLegend(Plot plot, FeatureSet features)
    {
        var (tint, shape) = Style(features);
        plot.Add.Marker(-1, 0, shape, 10, tint.Color).LegendText = Wording.Heading(ResultName.Of(features));
    }

    private static void DrawPaper(Plot plot, double value, double y, FeatureSet features)
    {
        plot.Add.Marker(value, y, MarkerShape.Cross, 11, Tint.Ink.Color);
        Figure.Write(
            plot, $"paper {Wording.PaperScore(value)} on {ResultName.Of(features)}, other split",
            value, y, Alignment.MiddleRight, Tint.Ink.Color, shift: -12);
    }

    private static void DrawChance(Plot plot, RunMetrics metrics, (Strategy Strategy, ClassifierKind Classifier, double Y)[] rows)
    {
        if (metrics.Find(SubsetName.ShuffledControl, Strategy.LabelPowerset, Part.Test) is not { Macro.F1: var chance }) return;
        var line = plot.Add.Line(chance, -0.95, chance, rows[0].Y + 0.55);
        (line.LineColor, line.LineWidth, line.LinePattern) = (Tint.Control.Color, 2, LinePattern.Dashed);
        Figure.Write(plot, $"chance {Wording.Score(chance)}", chance, rows[0].Y + 0.75, Alignment.MiddleLeft, Tint.Muted.Color, shift: 2);
    }

    /// <summary>An F1 ends at 1, whatever room the words beside it need.</summary>
    private static double Right(RunMetrics metrics)
    {
        var ends = metrics.Table.Where(entry => entry.Part == Part.Test)
            .Select(entry => Math.Max(entry.Scores.Macro.F1, entry.Scores.Intervals?.MacroF1.High ?? 0))
            .Concat(metrics.Table.Select(entry => PaperValues.Known.Cell(entry.Features, entry.Strategy, entry.Classifier)?.MacroF1 ?? 0));
        return Math.Min(1.13, ends.Max() * 1.08 + 0.05);
    }

    private static void Axes(Plot plot, (Strategy Strategy, ClassifierKind Classifier, double Y)[] rows, double right)
    {
        plot.Axes.Left.SetTicks([.. rows.Select(row => row.Y)], [.. rows.Select(row => ResultName.Of(row.Strategy, row.Classifier))]);
        plot.Axes.Left.TickLabelStyle.ForeColor = Tint.Ink.Color;
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Left.FrameLineStyle.Width = 0;
        plot.Grid.YAxisStyle.IsVisible = false;
        plot.Axes.SetLimits(0, right, -1, rows[0].Y + 1);
        Figure.ScoreTicks(plot.Axes.Bottom, right);
    }

    /// <summary>Colour and shape tell the feature sets apart, so that neither alone has to.</summary>
    private static (Tint Tint, MarkerShape Shape) Style(FeatureSet features) => features switch
    {
        FeatureSet.Image => (Tint.Accent, MarkerShape.FilledCircle),
        FeatureSet.Cell => (Tint.Second, MarkerShape.FilledSquare),
        FeatureSet.Both => (Tint.Lines[2], MarkerShape.FilledDiamond),
        FeatureSet.Nucleus => (Tint.Lines[3], MarkerShape.FilledTriangleUp),
        _ => (Tint.Lines[5], MarkerShape.FilledTriangleDown),
    };

    private static string Alternative(RunMetrics metrics)
    {
        var text = "Dot chart of macro-F1 on the test part by strategy and classifier: " + string.Join("; ",
            metrics.Table.Where(entry => entry.Part == Part.Test)
                .Select(entry => $"{ResultName.Of(entry.Strategy, entry.Classifier)} on {ResultName.Of(entry.Features)} {Wording.Score(entry.Scores.Macro.F1)}")) + ".";
        return metrics.Best is { } best ? $"{text} Best on the validation part: {ResultName.Of(best)}." : text;
    }
}

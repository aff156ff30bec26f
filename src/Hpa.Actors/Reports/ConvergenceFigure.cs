using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;
using Hpa.Contracts.Selection;
using ScottPlot;

namespace Hpa.Actors.Reports;

/// <summary>
/// How the islands of a feature set evolve. Upper panel: best and mean fitness of each island, the control's best as a grey
/// line. Lower panel: diversity, over the same generations.
/// </summary>
internal static class ConvergenceFigure
{
    private const double Gap = 0.3, Lower = 0.2;

    /// <summary>The file's name for a feature set.</summary>
    public static string Name(FeatureSet features) => $"convergence-{StudyName.Word(features)}";

    /// <summary>The feature sets with a history to draw, in order.</summary>
    public static IEnumerable<FeatureSet> Sets(RunReport report) =>
        Enum.GetValues<FeatureSet>().Where(features => Rows(report, features, shuffled: false).Count > 0);

    public static Figure Draw(RunReport report, FeatureSet features)
    {
        var plot = Figure.Blank(
            $"How fitness rises: {ResultName.Of(features)}",
            "Solid: best subset of an island, dotted: mean of its subsets; below: how much its subsets differ",
            Wording.Mark(report.Metrics.Run));
        var (rows, control) = (Rows(report, features, shuffled: false), Best(Rows(report, features, shuffled: true)));
        var fitness = Band.Around(Gap, 1, [.. rows.SelectMany(row => new[] { row.Best, row.Mean }), .. control.Select(point => point.Best)]);
        var diversity = new Band(0, Lower, 0, Math.Max(0.05, rows.Max(row => row.Diversity) * 1.06));
        var islands = rows.GroupBy(row => row.Island).OrderBy(island => island.Key).ToArray();
        foreach (var island in islands) DrawIsland(plot, island.Key, [.. island.OrderBy(row => row.Generation)], islands.Length, fitness, diversity);
        if (control.Length > 0)
        {
            var line = plot.Add.ScatterLine(
                control.Select(point => (double)point.Generation).ToArray(), control.Select(point => fitness.Place(point.Best)).ToArray(), Tint.Control.Color);
            (line.LineWidth, line.LegendText) = (2.5f, "Shuffled labels, best");
        }

        Axes(plot, rows, fitness, diversity);
        Figure.Legend(plot);
        return new Figure(Name(features), Alternative(features, rows, control), plot, 920, 540);
    }

    private static void DrawIsland(Plot plot, int island, HistoryRow[] rows, int islands, Band fitness, Band diversity)
    {
        var color = Tint.Lines[island % Tint.Lines.Length].Color;
        var generations = rows.Select(row => (double)row.Generation).ToArray();
        ScottPlot.Plottables.Scatter Line(Func<HistoryRow, double> height, float width)
        {
            var line = plot.Add.ScatterLine(generations, rows.Select(height).ToArray(), color);
            line.LineWidth = width;
            return line;
        }

        Line(row => fitness.Place(row.Mean), 1.5f).LinePattern = LinePattern.Dotted;
        Line(row => diversity.Place(row.Diversity), 1.5f);
        var best = Line(row => fitness.Place(row.Best), 2);
        if (islands <= Tint.Lines.Length) best.LegendText = $"Island {island + 1}";
        else if (island == 0) best.LegendText = $"{islands} islands";
    }

    private static void Axes(Plot plot, IReadOnlyList<HistoryRow> rows, Band fitness, Band diversity)
    {
        var (first, last) = ((double)rows.Min(row => row.Generation), (double)rows.Max(row => row.Generation));
        var room = Math.Max(0.5, (last - first) * 0.02);
        (double Place, string Text)[] ticks =
        [
            .. fitness.Ticks(7).Select(tick => (fitness.Place(tick.Value), tick.Text)), .. diversity.Ticks(3).Select(tick => (diversity.Place(tick.Value), tick.Text)),
        ];
        plot.Axes.Left.SetTicks([.. ticks.Select(tick => tick.Place)], [.. ticks.Select(tick => tick.Text)]);
        plot.Axes.Left.FrameLineStyle.Width = 0;
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { IntegerTicksOnly = true, MinimumTickSpacing = 30 };
        plot.XLabel("Generation");
        plot.Axes.SetLimits(first - room, last + room, -0.01, 1.06);
        Figure.Write(plot, "Fitness, macro-F1", first - room, 1.035, Alignment.MiddleLeft, Tint.Muted.Color, shift: 4);
        Figure.Write(plot, "Diversity, share of blocks in which two subsets differ", first - room, Lower + 0.035, Alignment.MiddleLeft, Tint.Muted.Color, shift: 4);
    }

    private static string Alternative(FeatureSet features, IReadOnlyList<HistoryRow> rows, (int Generation, double Best)[] control)
    {
        var (first, last) = (rows.Min(row => row.Generation), rows.Max(row => row.Generation));
        double Diversity(int generation) => rows.Where(row => row.Generation == generation).Average(row => row.Diversity);
        var text = $"Line charts of {ResultName.Of(features)}. Over {last} generations the best macro-F1 rises from "
            + $"{Wording.Score(rows.Where(row => row.Generation == first).Max(row => row.Best))} to {Wording.Score(rows.Max(row => row.Best))}, "
            + $"mean diversity goes from {Wording.Score(Diversity(first))} to {Wording.Score(Diversity(last))}";
        return control.Length == 0 ? text + "." : $"{text}; with shuffled labels the best macro-F1 is {Wording.Score(control.Max(point => point.Best))}.";
    }

    /// <summary>The best over the islands by generation.</summary>
    private static (int Generation, double Best)[] Best(IReadOnlyList<HistoryRow> rows) =>
        [.. rows.GroupBy(row => row.Generation).OrderBy(generation => generation.Key).Select(generation => (generation.Key, generation.Max(row => row.Best)))];

    private static IReadOnlyList<HistoryRow> Rows(RunReport report, FeatureSet features, bool shuffled) =>
        report.History.TryGetValue(new StudyName(features, shuffled).ToString(), out var rows) ? rows : [];
}

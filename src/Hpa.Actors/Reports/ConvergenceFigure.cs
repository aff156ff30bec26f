using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;
using Hpa.Contracts.Selection;
using ScottPlot;

namespace Hpa.Actors.Reports;

/// <summary>Best and mean fitness of each island over the generations; the control's best as a grey line.</summary>
internal static class ConvergenceFigure
{
    public static Figure Draw(RunReport report)
    {
        var plot = Figure.Blank(
            "Fitness over the generations",
            "Macro-F1 on the validation part; solid: best of an island, dotted: its mean",
            Wording.Mark(report.Metrics.Run));
        var selected = Rows(report, new StudyName(FeatureSet.Image).ToString());
        var islands = selected.GroupBy(row => row.Island).OrderBy(island => island.Key).ToArray();
        foreach (var island in islands) DrawIsland(plot, island.Key, island.OrderBy(row => row.Generation).ToArray(), islands.Length);
        DrawControl(plot, Rows(report, new StudyName(FeatureSet.Image, Shuffled: true).ToString()));

        plot.XLabel("Generation");
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { IntegerTicksOnly = true, MinimumTickSpacing = 30 };
        plot.Axes.Margins(left: 0.02, right: 0.02, bottom: 0.06, top: 0.08);
        Figure.Legend(plot);
        return new Figure("convergence", Alternative(report, selected), plot, 920, 470);
    }

    private static void DrawIsland(Plot plot, int island, HistoryRow[] rows, int islands)
    {
        var color = Tint.Lines[island % Tint.Lines.Length].Color;
        var generations = rows.Select(row => (double)row.Generation).ToArray();
        var mean = plot.Add.ScatterLine(generations, rows.Select(row => row.Mean).ToArray(), color);
        (mean.LineWidth, mean.LinePattern) = (1.5f, LinePattern.Dotted);
        var best = plot.Add.ScatterLine(generations, rows.Select(row => row.Best).ToArray(), color);
        best.LineWidth = 2;
        if (islands <= Tint.Lines.Length) best.LegendText = $"Island {island + 1}";
        else if (island == 0) best.LegendText = $"{islands} islands";
    }

    private static void DrawControl(Plot plot, IReadOnlyList<HistoryRow> rows)
    {
        if (rows.Count == 0) return;
        var best = rows.GroupBy(row => row.Generation).OrderBy(generation => generation.Key).ToArray();
        var line = plot.Add.ScatterLine(
            best.Select(generation => (double)generation.Key).ToArray(),
            best.Select(generation => generation.Max(row => row.Best)).ToArray(), Tint.Control.Color);
        (line.LineWidth, line.LegendText) = (2.5f, "Shuffled labels, best");
    }

    private static string Alternative(RunReport report, IReadOnlyList<HistoryRow> rows)
    {
        if (rows.Count == 0) return "No selection was run.";
        var control = Rows(report, new StudyName(FeatureSet.Image, Shuffled: true).ToString());
        var last = rows.Max(row => row.Generation);
        var text = $"Line chart. Over {last} generations the best macro-F1 rises from {Wording.Score(rows.Where(r => r.Generation == 1).Max(r => r.Best))}"
            + $" to {Wording.Score(rows.Max(row => row.Best))}";
        return control.Count == 0 ? text + "." : $"{text}; with shuffled labels it reaches {Wording.Score(control.Max(row => row.Best))}.";
    }

    private static IReadOnlyList<HistoryRow> Rows(RunReport report, string study) => report.History.TryGetValue(study, out var rows) ? rows : [];
}

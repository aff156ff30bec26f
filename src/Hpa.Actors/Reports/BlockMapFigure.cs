using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;
using ScottPlot;

namespace Hpa.Actors.Reports;

/// <summary>
/// Each block's fitness on its own, network by channel combination; the chosen blocks are framed. Several regions stand one
/// below the other, on the same ramp of colours.
/// </summary>
internal static class BlockMapFigure
{
    private const int WideCell = 92, NarrowCell = 66, CellHeight = 42, ManyColumns = 8;

    public static Figure Draw(RunMetrics metrics)
    {
        var fitness = metrics.Ranking.ToDictionary(rank => rank.Block, rank => rank.ValidationFitness);
        var chosen = metrics.ChosenBlocks.ToHashSet();
        var rows = Rows(metrics.Run.Blocks);
        var columns = metrics.Run.Blocks.Select(block => block.Combination.ToString()).Distinct().ToArray();
        var plot = Figure.Blank(
            "What each block is worth on its own",
            "Macro-F1 on the validation part; framed: chosen by the genetic algorithm",
            Wording.Mark(metrics.Run));

        var (min, max) = fitness.Count == 0 ? (0, 1) : (fitness.Values.Min(), fitness.Values.Max());
        foreach (var block in metrics.Run.Blocks.OrderBy(chosen.Contains))
        {
            var cell = (X: Array.IndexOf(columns, block.Combination.ToString()), Y: rows.Length - 1 - Array.IndexOf(rows, (block.Region, block.Backbone)));
            if (fitness.TryGetValue(block, out var value)) DrawCell(plot, cell, value, max > min ? (value - min) / (max - min) : 0.5);
            if (chosen.Contains(block)) Frame(plot, cell);
        }

        Ticks(plot, rows, columns);
        return new Figure("block-map", Alternative(metrics, chosen), plot, Math.Max(560, 190 + (columns.Length > ManyColumns ? NarrowCell : WideCell) * columns.Length), 142 + CellHeight * rows.Length);
    }

    /// <summary>From the top: the networks of each region, below a row for the region's name (no network) where there are several.</summary>
    private static (Region Region, string Backbone)[] Rows(IReadOnlyList<BlockName> blocks)
    {
        var regions = blocks.Select(block => block.Region).Distinct().ToArray();
        return [.. regions.SelectMany(region => blocks.Where(block => block.Region == region).Select(block => (region, block.Backbone)).Distinct()
            .Prepend((region, "")).Skip(regions.Length > 1 ? 0 : 1))];
    }

    private static void DrawCell(Plot plot, (int X, int Y) cell, double value, double level)
    {
        var fill = Ramp.Of(level);
        var rectangle = plot.Add.Rectangle(cell.X - 0.48, cell.X + 0.48, cell.Y - 0.46, cell.Y + 0.46);
        (rectangle.FillColor, rectangle.LineWidth) = (fill, 0);
        Figure.Write(plot, Wording.Score(value), cell.X, cell.Y, Alignment.MiddleCenter, Ramp.Readable(fill));
    }

    private static void Frame(Plot plot, (int X, int Y) cell)
    {
        var frame = plot.Add.Rectangle(cell.X - 0.48, cell.X + 0.48, cell.Y - 0.46, cell.Y + 0.46);
        (frame.FillColor, frame.LineColor, frame.LineWidth) = (Colors.Transparent, Tint.Second.Color, 3.5f);
    }

    private static void Ticks(Plot plot, (Region Region, string Backbone)[] rows, string[] columns)
    {
        var networks = Enumerable.Range(0, rows.Length).Where(row => rows[row].Backbone.Length > 0).ToArray();
        foreach (var row in Enumerable.Range(0, rows.Length).Except(networks))
        {
            Figure.Write(plot, Wording.Name(rows[row].Region), -0.48, rows.Length - 0.85 - row, Alignment.MiddleLeft, Tint.Ink.Color);
            for (var column = 0; column < columns.Length; column++)
                Figure.Write(plot, columns[column], column, rows.Length - 1.3 - row, Alignment.MiddleCenter, Tint.Muted.Color);
        }

        plot.Axes.Left.SetTicks(networks.Select(row => rows.Length - 1.0 - row).ToArray(), networks.Select(row => rows[row].Backbone).ToArray());
        var headed = networks.Length < rows.Length;
        plot.Axes.Bottom.SetTicks(headed ? [] : Enumerable.Range(0, columns.Length).Select(i => (double)i).ToArray(), headed ? [] : columns);
        plot.Axes.SetLimits(-0.55, columns.Length - 0.45, -0.55, rows.Length - 0.45);
        plot.HideGrid();
        foreach (IAxis axis in new IAxis[] { plot.Axes.Left, plot.Axes.Bottom })
        {
            axis.MajorTickStyle.Length = 0;
            axis.FrameLineStyle.Width = 0;
            axis.TickLabelStyle.ForeColor = Tint.Ink.Color;
        }
    }

    private static string Alternative(RunMetrics metrics, IReadOnlyCollection<BlockName> chosen)
    {
        var text = $"Table of {metrics.Ranking.Count} blocks by {(metrics.Run.Blocks.Any(block => block.Region != Region.Image) ? "region, " : "")}network and channel combination.";
        if (metrics.Ranking.Count > 0)
            text += $" Alone, the best is {metrics.Ranking[0].Block} with {Wording.Score(metrics.Ranking[0].ValidationFitness)}, "
                + $"the last {metrics.Ranking[^1].Block} with {Wording.Score(metrics.Ranking[^1].ValidationFitness)}.";
        return chosen.Count == 0 ? text : $"{text} Chosen: {string.Join(", ", metrics.Run.Blocks.Where(chosen.Contains))}.";
    }
}

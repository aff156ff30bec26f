using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;

namespace Hpa.Actors.Reports;

/// <summary>Each block's fitness on its own, on one ramp of colours over all regions; the chosen blocks are framed.</summary>
internal static class BlockMapFigure
{
    public static Figure Draw(RunMetrics metrics)
    {
        var plot = Figure.Blank("What each block is worth on its own", $"Macro-F1 {Wording.OfFitness(metrics.Run)}; framed: chosen", Wording.Mark(metrics.Run));
        var grid = new BlockGrid(plot, metrics.Run.Blocks);
        var fitness = metrics.Ranking.ToDictionary(rank => rank.Block, rank => rank.ValidationFitness);
        var (min, max) = fitness.Count == 0 ? (0, 1) : (fitness.Values.Min(), fitness.Values.Max());
        foreach (var block in metrics.Run.Blocks.Where(fitness.ContainsKey))
            grid.Fill(block, max > min ? (fitness[block] - min) / (max - min) : 0.5, Wording.Score(fitness[block]));

        var chosen = Chosen(metrics);
        foreach (var block in chosen) grid.Frame(block);
        return new Figure("block-map", Alternative(metrics, chosen), plot, grid.Width, grid.Height);
    }

    /// <summary>The blocks that were chosen of image and of cell, in column order; not those that stand in where none was.</summary>
    public static BlockName[] Chosen(RunMetrics metrics)
    {
        var chosen = metrics.FeatureSets.Where(set => set is { Chosen: true, Features: FeatureSet.Image or FeatureSet.Cell }).SelectMany(set => set.Blocks).ToHashSet();
        return [.. metrics.Run.Blocks.Where(chosen.Contains)];
    }

    private static string Alternative(RunMetrics metrics, BlockName[] chosen)
    {
        var text = $"Table of {metrics.Ranking.Count} blocks by {(metrics.Run.Blocks.Any(block => block.Region != Region.Image) ? "region, " : "")}network and channel combination.";
        if (metrics.Ranking.Count > 0)
            text += $" Alone, the best is {metrics.Ranking[0].Block} with {Wording.Score(metrics.Ranking[0].ValidationFitness)}, "
                + $"the last {metrics.Ranking[^1].Block} with {Wording.Score(metrics.Ranking[^1].ValidationFitness)}.";
        return chosen.Length == 0 ? text : $"{text} Chosen: {string.Join<BlockName>(", ", chosen)}.";
    }
}

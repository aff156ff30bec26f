using Hpa.Actors.Reports;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;

namespace Hpa.Host.Server.Views;

/// <summary>The blocks of a run as a map: a table per region, networks by channel combination.</summary>
/// <param name="Combinations">Columns.</param>
/// <param name="Regions">Tables, the whole image first.</param>
public sealed record BlockMap(IReadOnlyList<string> Combinations, IReadOnlyList<BlockMapRegion> Regions)
{
    /// <summary>The map of a run with results.</summary>
    public static BlockMap Of(RunMetrics metrics)
    {
        var fitness = metrics.Ranking.ToDictionary(rank => rank.Block, rank => rank.ValidationFitness);
        var chosen = BlockMapFigure.Chosen(metrics).ToHashSet();
        var (low, high) = fitness.Count == 0 ? (0, 1) : (fitness.Values.Min(), fitness.Values.Max());
        BlockMapCell? Cell(BlockName block) => fitness.TryGetValue(block, out var worth)
            ? new BlockMapCell(block, worth, high > low ? (worth - low) / (high - low) : 0.5, chosen.Contains(block))
            : null;
        return Of(metrics.Run.Blocks, Cell);
    }

    /// <summary>The map of a run that has not measured its blocks yet.</summary>
    /// <param name="blocks">All blocks.</param>
    /// <param name="chosen">Those that were chosen so far.</param>
    public static BlockMap Of(IReadOnlyList<BlockName> blocks, IReadOnlySet<BlockName> chosen) =>
        Of(blocks, block => new BlockMapCell(block, null, 0, chosen.Contains(block)));

    private static BlockMap Of(IReadOnlyList<BlockName> blocks, Func<BlockName, BlockMapCell?> cell)
    {
        string[] columns = [.. blocks.Select(block => block.Combination.ToString()).Distinct()];
        return new BlockMap(columns,
        [
            .. from region in blocks.GroupBy(block => block.Region)
               select new BlockMapRegion(region.Key,
               [
                   .. from network in region.GroupBy(block => block.Backbone)
                      let byColumn = network.ToDictionary(block => block.Combination.ToString())
                      select new BlockMapRow(network.Key, [.. columns.Select(column => byColumn.TryGetValue(column, out var block) ? cell(block) : null)]),
               ]),
        ]);
    }
}

/// <summary>The blocks that look at one region.</summary>
public sealed record BlockMapRegion(Region Region, IReadOnlyList<BlockMapRow> Rows);

/// <summary>The blocks of one network.</summary>
/// <param name="Backbone">The network.</param>
/// <param name="Cells">In the order of the columns; null where there is no such block or it was not measured.</param>
public sealed record BlockMapRow(string Backbone, IReadOnlyList<BlockMapCell?> Cells);

/// <summary>A block of the map.</summary>
/// <param name="Block">The block.</param>
/// <param name="Fitness">Its fitness on its own; null while it is not known.</param>
/// <param name="Level">That between the lowest and the highest of all blocks, in [0, 1].</param>
/// <param name="Chosen">Whether it was chosen.</param>
public sealed record BlockMapCell(BlockName Block, double? Fitness, double Level, bool Chosen);

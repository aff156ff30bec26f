using Hpa.Contracts.Backbones;
using Hpa.Contracts.Cells;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Runs;

/// <summary>
/// Time that the networks take for each block, microseconds per image: the catalogue's milliseconds for one input, times the inputs of an
/// image, one for the whole field and one for each cell that is looked at. Whole numbers from settings and counts, so that ties between
/// subsets fall alike everywhere.
/// </summary>
internal static class BlockCosts
{
    /// <summary>What counts where the catalogue has no figure for any network of the run.</summary>
    private const double Unknown = 1;

    /// <summary>Costs in the order of the blocks.</summary>
    /// <param name="blocks">The blocks.</param>
    /// <param name="networks">Their networks; one without a figure counts as the mean of the others.</param>
    /// <param name="cells">Cells of each image; null without the cell level.</param>
    public static IReadOnlyList<long> Of(IReadOnlyList<BlockName> blocks, IReadOnlyList<BackboneSpec> networks, IReadOnlyList<CellCounts>? cells)
    {
        var mean = networks.Average(network => network.Milliseconds) ?? Unknown;
        var milliseconds = networks.ToDictionary(network => network.Name, network => network.Milliseconds ?? mean);
        var used = UsedCells(cells ?? []);
        return [.. blocks.Select(block => (long)Math.Round(milliseconds[block.Backbone] * (block.Region == Region.Image ? 1 : used) * 1000))];
    }

    /// <summary>Mean number of used cells of the fields that have any; 1 where none has.</summary>
    private static double UsedCells(IReadOnlyList<CellCounts> cells)
    {
        var fields = cells.Count(counts => counts.Used > 0);
        return fields == 0 ? 1 : (double)cells.Sum(counts => (long)counts.Used) / fields;
    }
}

using Hpa.Contracts.Reports;

namespace Hpa.Actors.Reports;

/// <summary>
/// How often each block is chosen: tint and upper number are the share of islands, over all repetitions, whose best subset of
/// the last generation has it; the lower number, with several repetitions, is in how many of them it was chosen.
/// </summary>
internal static class BlockFrequencyFigure
{
    private const int Named = 8;

    public const string Name = "block-frequency";

    public static Figure Draw(RunMetrics metrics)
    {
        var counts = Counts(metrics);
        var repeated = counts.Any(count => count.Of.Repeats > 1);
        var plot = Figure.Blank(
            "How often each block is chosen",
            $"Share of islands that end with it{(repeated ? "; below: repetitions that chose it" : "")}; framed: chosen",
            Wording.Mark(metrics.Run));
        var grid = new BlockGrid(plot, [.. counts.Select(count => count.Block.Block)]);
        foreach (var (block, of) in counts)
            grid.Fill(block.Block, Share(block, of), Wording.WholePercent(Share(block, of)), of.Repeats > 1 ? $"{block.InRepeats} of {of.Repeats}" : "");
        foreach (var block in BlockMapFigure.Chosen(metrics).Intersect(counts.Select(count => count.Block.Block))) grid.Frame(block);
        return new Figure(Name, Alternative(counts), plot, grid.Width, grid.Height);
    }

    /// <summary>Every block that was offered, in column order, with the largest feature set that offered it.</summary>
    private static (BlockFrequency Block, StabilityMetrics Of)[] Counts(RunMetrics metrics) =>
    [
        .. from block in metrics.Run.Blocks
           let found = metrics.Stability.OrderByDescending(set => set.Blocks.Count)
               .SelectMany(set => set.Blocks.Where(frequency => frequency.Block == block).Select(frequency => (frequency, set))).Take(1)
           from count in found
           select count,
    ];

    private static double Share(BlockFrequency block, StabilityMetrics of) => of.Islands == 0 ? 0 : (double)block.InIslands / of.Islands;

    private static string Alternative((BlockFrequency Block, StabilityMetrics Of)[] counts)
    {
        var most = counts.Where(count => count.Block.InIslands > 0).OrderByDescending(count => Share(count.Block, count.Of)).Take(Named)
            .Select(count => $"{count.Block.Block} in {count.Block.InIslands} of {count.Of.Islands} islands").ToArray();
        return $"Table of {counts.Length} blocks. "
            + (most.Length == 0 ? "None was chosen." : $"Most often chosen: {string.Join(", ", most)}; {counts.Count(count => count.Block.InIslands == 0)} in none.");
    }
}

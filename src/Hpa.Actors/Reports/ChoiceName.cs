using Hpa.Contracts.Reports;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Reports;

/// <summary>Names of the ways to choose blocks, for the head of a row.</summary>
internal static class ChoiceName
{
    /// <summary>A row of phase 1.</summary>
    public static string Of(PhaseOneRow row) => row switch
    {
        { Choice: BlockChoice.BestBlocks, Best: 1 } => "Best block",
        { Choice: BlockChoice.BestBlocks } => $"Best {row.Best} blocks",
        { Choice: BlockChoice.AllOffered } => "All blocks",
        { Choice: BlockChoice.Genetic } => Genetic,
        { Choice: BlockChoice.GreedyForward } => Of(SearchKind.GreedyForward),
        { Choice: BlockChoice.GreedyBackward } => Of(SearchKind.GreedyBackward),
        { Choice: BlockChoice.Random } => Of(SearchKind.Random),
        { Choice: BlockChoice.Exhaustive } => Of(SearchKind.Exhaustive),
        _ => Of(SearchKind.Nsga2),
    };

    /// <summary>The genetic algorithm.</summary>
    public const string Genetic = "Genetic algorithm";

    /// <summary>Another search.</summary>
    public static string Of(SearchKind search) => search switch
    {
        SearchKind.BestK => "Best blocks side by side",
        SearchKind.GreedyForward => "Greedy, adding",
        SearchKind.GreedyBackward => "Greedy, leaving out",
        SearchKind.Random => "Random subsets",
        SearchKind.Exhaustive => "All subsets",
        _ => "NSGA-II, picked",
    };

    /// <summary>What a search does, in a few words.</summary>
    public static string How(SearchKind search) => search switch
    {
        SearchKind.BestK => "ranks the blocks on their own, takes the best 1 to 6",
        SearchKind.GreedyForward => "starts with none, always adds the block that helps most",
        SearchKind.GreedyBackward => "starts with all, always leaves out the block that hurts most",
        SearchKind.Random => "draws subsets",
        SearchKind.Exhaustive => "tries every subset",
        _ => "a genetic algorithm for fitness and time at once; one of its front is picked",
    };
}

namespace Hpa.Contracts.Selection;

/// <summary>A way to look for a good subset other than the genetic algorithm.</summary>
public enum SearchKind
{
    /// <summary>Every block on its own, then the best k of them together, k = 1 … 6: the paper's table.</summary>
    BestK,

    /// <summary>From nothing, always adding the block that helps most.</summary>
    GreedyForward,

    /// <summary>From all blocks, always leaving out the one that hurts most.</summary>
    GreedyBackward,

    /// <summary>Subsets drawn at random.</summary>
    Random,

    /// <summary>All subsets; up to 16 blocks.</summary>
    Exhaustive,

    /// <summary>NSGA-II: fitness against the time that the networks of a subset take.</summary>
    Nsga2,
}

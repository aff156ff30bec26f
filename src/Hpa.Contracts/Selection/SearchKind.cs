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

/// <summary>Searches as words, in settings and files.</summary>
public static class SearchWords
{
    private static readonly string[] Words = ["best-k", "greedy-forward", "greedy-backward", "random", "exhaustive", "nsga2"];

    /// <summary>The words of all searches, in order.</summary>
    public static IReadOnlyList<string> All => Words;

    /// <summary>The word of a search: best-k, greedy-forward, greedy-backward, random, exhaustive, nsga2.</summary>
    public static string Word(this SearchKind search) => Words[(int)search];

    /// <summary>Reads a word.</summary>
    /// <exception cref="FormatException">There is no such search.</exception>
    public static SearchKind Parse(string word) =>
        Array.IndexOf(Words, word) is >= 0 and var index ? (SearchKind)index : throw new FormatException($"'{word}' is none of {string.Join(", ", Words)}");
}

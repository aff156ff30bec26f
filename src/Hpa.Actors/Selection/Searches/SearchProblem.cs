using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection.Searches;

/// <summary>What a search chooses from.</summary>
/// <param name="Study">Name of the study whose blocks are offered; part of every draw.</param>
/// <param name="Costs">Cost of each block offered, microseconds per image; as many as there are genes, 1 … 512.</param>
/// <param name="Budget">Different subsets that a search may ask for, at least 1; see <see cref="Allowance"/>.</param>
/// <param name="Seed">Seed of the run.</param>
public sealed record SearchProblem(string Study, IReadOnlyList<long> Costs, int Budget, ulong Seed)
{
    /// <summary>Most blocks of which all subsets are tried: 65,535 subsets.</summary>
    public const int MostExhaustive = 16;

    /// <summary>Number of blocks offered.</summary>
    public int Genes => Costs.Count;

    /// <summary>Who is better.</summary>
    public Ranking Ranking { get; } = new(Costs);

    /// <summary>Number of subsets with at least one block; <see cref="int.MaxValue"/> where it is more.</summary>
    public int Subsets => Genes < 31 ? (1 << Genes) - 1 : int.MaxValue;

    /// <summary>How many different subsets a search may ask for. What exhaustive search and best-k need is given by the blocks.</summary>
    public int Allowance(SearchKind search) => search switch
    {
        SearchKind.BestK => BestK.Needs(Genes),
        SearchKind.Exhaustive => Subsets,
        _ => Budget,
    };

    /// <summary>Why a search cannot be done here, one line for a person; null where it can.</summary>
    public string? Refusal(SearchKind search) => search == SearchKind.Exhaustive && Genes > MostExhaustive
        ? $"exhaustive search of {Study} is left out: {Genes} blocks, it goes up to {MostExhaustive}"
        : null;

    /// <summary>The stream that every draw of a search comes from.</summary>
    public CounterRandom Stream(SearchKind search) => new CounterRandom(Seed).At("search").At(Study).At(search.Word());

    /// <summary>A subset with the time that the networks take for it.</summary>
    public Tradeoff Tradeoff(Individual subset) => new(subset.Genome, subset.Fitness, subset.Genome.Chosen().Sum(gene => Costs[gene]));
}

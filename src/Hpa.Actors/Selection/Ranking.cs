using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection;

/// <summary>
/// The order of individuals: fitness falling, then the subset that is cheaper to extract, then fewer blocks, then the genome's
/// order. It is total, so that a replay and every node agree on who is best.
/// </summary>
/// <param name="costs">What each gene's block costs, microseconds per image; whole numbers, so that a sum is the same in any order.</param>
public sealed class Ranking(IReadOnlyList<long> costs) : IComparer<Individual>
{
    /// <summary>Negative when <paramref name="x"/> is the better one.</summary>
    public int Compare(Individual? x, Individual? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var byFitness = y.Fitness.CompareTo(x.Fitness);
        if (byFitness != 0) return byFitness;
        // Copies are the commonest tie by far.
        if (x.Genome == y.Genome) return 0;
        var byCost = Cost(x.Genome).CompareTo(Cost(y.Genome));
        if (byCost != 0) return byCost;
        var byCount = x.Genome.Count.CompareTo(y.Genome.Count);
        return byCount != 0 ? byCount : x.Genome.CompareTo(y.Genome);
    }

    /// <summary>The individuals, best first.</summary>
    public Individual[] BestFirst(IEnumerable<Individual> individuals) => individuals.Order(this).ToArray();

    /// <summary>The best <paramref name="count"/> different individuals, best first; fewer when there are not so many.</summary>
    public Individual[] BestDistinct(IEnumerable<Individual> individuals, int count) =>
        BestFirst(individuals).DistinctBy(individual => individual.Genome).Take(count).ToArray();

    /// <summary>The best individual.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public Individual Best(IEnumerable<Individual> individuals) =>
        individuals.Aggregate((best, other) => Compare(other, best) < 0 ? other : best);

    private long Cost(Genome genome)
    {
        var cost = 0L;
        for (var gene = 0; gene < genome.Length; gene++)
            if (genome[gene]) cost += costs[gene];
        return cost;
    }
}

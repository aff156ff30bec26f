using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection;

/// <summary>
/// The order of individuals: fitness falling, then fewer blocks, then the genome's order. It is total, so that a replay and
/// every node agree on who is best.
/// </summary>
public static class Ranking
{
    /// <summary>The order as a comparison; negative when <paramref name="x"/> is the better one.</summary>
    public static int Compare(Individual x, Individual y)
    {
        var byFitness = y.Fitness.CompareTo(x.Fitness);
        if (byFitness != 0) return byFitness;
        var byCount = x.Genome.Count.CompareTo(y.Genome.Count);
        return byCount != 0 ? byCount : x.Genome.CompareTo(y.Genome);
    }

    /// <summary>The individuals, best first.</summary>
    public static Individual[] BestFirst(IEnumerable<Individual> individuals) =>
        individuals.Order(Comparer<Individual>.Create(Compare)).ToArray();

    /// <summary>The best <paramref name="count"/> different individuals, best first; fewer when there are not so many.</summary>
    public static Individual[] BestDistinct(IEnumerable<Individual> individuals, int count) =>
        BestFirst(individuals).DistinctBy(individual => individual.Genome).Take(count).ToArray();

    /// <summary>The best individual.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static Individual Best(IEnumerable<Individual> individuals) =>
        individuals.Aggregate((best, other) => Compare(other, best) < 0 ? other : best);
}

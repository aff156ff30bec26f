using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection;

/// <summary>What is told of one generation.</summary>
internal static class Statistics
{
    /// <summary>The row of the history.</summary>
    public static HistoryRow Of(int generation, int island, IReadOnlyList<Individual> population) => new(
        generation, island,
        population.Max(individual => individual.Fitness),
        population.Sum(individual => individual.Fitness) / population.Count,
        Diversity(population));

    /// <summary>
    /// Mean Hamming distance over all pairs, divided by the number of genes. A gene that c of n individuals have differs in
    /// c·(n − c) pairs, so the sum over pairs is a sum over genes.
    /// </summary>
    public static double Diversity(IReadOnlyList<Individual> population)
    {
        long n = population.Count;
        var genes = population[0].Genome.Length;
        var having = new long[genes];
        foreach (var individual in population)
            foreach (var gene in individual.Genome.Chosen())
                having[gene]++;
        var differing = having.Sum(c => c * (n - c));
        return n < 2 ? 0 : differing / (n * (n - 1) / 2.0) / genes;
    }
}

using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection;

/// <summary>Exchange between islands along a ring: island i sends to i + 1, the last one to the first.</summary>
public static class Migration
{
    /// <summary>Whether the islands exchange individuals after this generation; never after the last.</summary>
    public static bool Follows(GeneticSettings settings, int generation) =>
        settings.Islands > 1 && settings.Migrants > 0
        && generation % settings.MigrationEvery == 0 && generation < settings.Generations;

    /// <summary>The island that <paramref name="island"/> sends to.</summary>
    public static int Target(int island, int islands) => (island + 1) % islands;

    /// <summary>The island that <paramref name="island"/> receives from.</summary>
    public static int Source(int island, int islands) => (island + islands - 1) % islands;

    /// <summary>Copies of the best different individuals, best first; the island keeps its own.</summary>
    public static Individual[] Emigrants(GeneticSettings settings, IEnumerable<Individual> population) =>
        Ranking.BestDistinct(population, settings.Migrants);

    /// <summary>
    /// The population in which the worst individuals have made place for the migrants that it does not have yet; as many
    /// individuals as before, best first.
    /// </summary>
    /// <exception cref="ArgumentException">More new migrants than individuals.</exception>
    public static Individual[] Immigrate(IReadOnlyList<Individual> population, IEnumerable<Individual> migrants)
    {
        var present = population.Select(individual => individual.Genome).ToHashSet();
        var arriving = migrants.Where(migrant => present.Add(migrant.Genome)).ToArray();
        if (arriving.Length > population.Count)
            throw new ArgumentException($"{arriving.Length} migrants for an island of {population.Count}", nameof(migrants));
        var staying = Ranking.BestFirst(population).Take(population.Count - arriving.Length);
        return Ranking.BestFirst(staying.Concat(arriving));
    }
}

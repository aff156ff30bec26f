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

    /// <summary>
    /// Whether what an island sent after one generation has certainly arrived when it has itself taken in the migrants of
    /// another. Its source had then completed the later one, so had taken in those of the exchange before, and so on around
    /// the ring: the island that it sends to is K − 1 steps away and has taken in those of K − 1 exchanges earlier.
    /// </summary>
    /// <param name="settings">Islands K and the distance of exchanges.</param>
    /// <param name="sent">The generation after which migrants left.</param>
    /// <param name="received">The generation whose migrants the island has.</param>
    public static bool HasArrived(GeneticSettings settings, int sent, int received) =>
        Follows(settings, received) && sent <= received - (settings.Islands - 1) * settings.MigrationEvery;

    /// <summary>Copies of the best different individuals, best first; the island keeps its own.</summary>
    public static Individual[] Emigrants(GeneticSettings settings, Ranking ranking, IEnumerable<Individual> population) =>
        ranking.BestDistinct(population, settings.Migrants);

    /// <summary>
    /// The population in which the worst individuals have made place for the migrants that it does not have yet; as many
    /// individuals as before, best first.
    /// </summary>
    /// <exception cref="ArgumentException">More new migrants than individuals.</exception>
    public static Individual[] Immigrate(Ranking ranking, IReadOnlyList<Individual> population, IEnumerable<Individual> migrants)
    {
        var present = population.Select(individual => individual.Genome).ToHashSet();
        var arriving = migrants.Where(migrant => present.Add(migrant.Genome)).ToArray();
        if (arriving.Length > population.Count)
            throw new ArgumentException($"{arriving.Length} migrants for an island of {population.Count}", nameof(migrants));
        var staying = ranking.BestFirst(population).Take(population.Count - arriving.Length);
        return ranking.BestFirst(staying.Concat(arriving));
    }
}

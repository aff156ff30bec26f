using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection;

/// <summary>What all islands of one study did.</summary>
/// <param name="History">Rows by generation, then island.</param>
/// <param name="Best">The best of all evaluated subsets.</param>
/// <param name="Asked">The different subsets in the order in which their fitness was first asked for.</param>
/// <param name="Islands">[islands] each island's last generation, best first.</param>
public sealed record IslandOutcome(
    IReadOnlyList<HistoryRow> History, Individual Best, IReadOnlyList<Individual> Asked, IReadOnlyList<IReadOnlyList<Individual>> Islands);

/// <summary>
/// All islands of one study in a plain loop, generation by generation: the decisions are those of the actors, so the outcome
/// is theirs to the bit. What the actors add in time is measured against it.
/// </summary>
public static class IslandModel
{
    /// <summary>Runs a study, one subset after the other.</summary>
    /// <param name="settings">The genetic algorithm.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="study">Name of the study.</param>
    /// <param name="costs">Cost of each block offered, microseconds per image; as many as there are genes, 1 … 512.</param>
    /// <param name="fitness">Fitness of a subset; asked once for each.</param>
    public static IslandOutcome Run(GeneticSettings settings, ulong seed, string study, IReadOnlyList<long> costs, Func<Genome, double> fitness) =>
        Run(settings, seed, study, costs, subsets => [.. subsets.Select(fitness)]);

    /// <summary>Runs a study; the subsets that a generation lacks are measured together.</summary>
    /// <param name="settings">The genetic algorithm.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="study">Name of the study.</param>
    /// <param name="costs">Cost of each block offered, microseconds per image; as many as there are genes, 1 … 512.</param>
    /// <param name="fitness">Fitness of different subsets, in their order; no subset is asked for twice.</param>
    public static IslandOutcome Run(
        GeneticSettings settings, ulong seed, string study, IReadOnlyList<long> costs, Func<IReadOnlyList<Genome>, IReadOnlyList<double>> fitness)
    {
        settings = settings.For(costs.Count);
        var islands = Enumerable.Range(0, settings.Islands)
            .Select(island => IslandState.Start(settings, seed, new IslandKey("model", study, island), costs)).ToArray();
        var cache = new FitnessCache();
        var (asked, history, best) = (new List<Individual>(), new List<HistoryRow>(), new List<double>());
        while (islands[0].Phase != IslandPhase.Finished)
        {
            var missing = cache.Missing(islands.SelectMany(island => island.Genomes));
            foreach (var (subset, value) in missing.Zip(fitness(missing)))
            {
                cache.Add(subset, value);
                asked.Add(new Individual(subset, value));
            }

            for (var i = 0; i < islands.Length; i++) islands[i] = islands[i].Apply(islands[i].Decide(cache.Known)!);
            history.AddRange(islands.Select(island => island.History[^1]));
            best.Add(islands.Max(island => island.History[^1].Best));
            Meet(settings, islands, best);
        }

        return new IslandOutcome(history, new Ranking(costs).Best(asked), asked, [.. islands.Select(island => island.Completed)]);
    }

    /// <summary>Migrants and agreement after a generation that all islands have completed.</summary>
    private static void Meet(GeneticSettings settings, IslandState[] islands, List<double> best)
    {
        var generation = best.Count;
        for (var i = 0; i < islands.Length; i++)
        {
            if (!Migration.Follows(settings, generation)) break;
            var source = islands[Migration.Source(i, islands.Length)];
            islands[i] = islands[i].Apply(islands[i].Decide(generation, source.Outbox[generation])!);
        }

        if (!StallRule.Asks(settings, generation)) return;
        var ends = StallRule.Ends(settings, best);
        for (var i = 0; i < islands.Length; i++) islands[i] = islands[i].Apply(islands[i].Decide(generation, ends)!);
    }
}

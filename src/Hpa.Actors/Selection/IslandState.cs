using System.Collections.Immutable;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection;

/// <summary>What an island waits for.</summary>
public enum IslandPhase
{
    /// <summary>The fitness of <see cref="IslandState.Genomes"/>.</summary>
    Evaluating,

    /// <summary>The neighbour's migrants of <see cref="IslandState.Generation"/>.</summary>
    AwaitingMigrants,

    /// <summary>Nothing: the last generation is complete.</summary>
    Finished,
}

/// <summary>
/// One island as an immutable value: <c>Decide</c> turns what comes in into an event, or null when there is nothing to
/// record; <see cref="Apply"/> turns an event into the next state. The events alone, applied to <see cref="Start"/>, give the
/// same state to the bit, in whatever order fitness and migrants came, because migrants only ever meet the generation that
/// they were sent after.
/// </summary>
public sealed record IslandState
{
    private readonly GeneticSettings _settings;
    private readonly CounterRandom _stream;

    private IslandState(GeneticSettings settings, CounterRandom stream, IslandKey key) =>
        (_settings, _stream, Key) = (settings, stream, key);

    /// <summary>The island.</summary>
    public IslandKey Key { get; }

    /// <summary>The current generation, from 1.</summary>
    public int Generation { get; private init; } = 1;

    /// <summary>What the island waits for.</summary>
    public IslandPhase Phase { get; private init; } = IslandPhase.Evaluating;

    /// <summary>The subsets of the current generation; one may occur more than once.</summary>
    public ImmutableArray<Genome> Genomes { get; private init; }

    /// <summary>The last completed generation before immigration, best first; empty before the first.</summary>
    public ImmutableArray<Individual> Completed { get; private init; } = [];

    /// <summary>Migrants that came before their generation was complete.</summary>
    public ImmutableSortedDictionary<int, IReadOnlyList<Individual>> Inbox { get; private init; } =
        ImmutableSortedDictionary<int, IReadOnlyList<Individual>>.Empty;

    /// <summary>What goes to <see cref="Migration.Target"/>, by generation; sending it again does no harm.</summary>
    public ImmutableSortedDictionary<int, IReadOnlyList<Individual>> Outbox { get; private init; } =
        ImmutableSortedDictionary<int, IReadOnlyList<Individual>>.Empty;

    /// <summary>One row per completed generation.</summary>
    public ImmutableList<HistoryRow> History { get; private init; } = [];

    /// <summary>An island before its first generation is evaluated.</summary>
    /// <param name="settings">Settings of the run.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="key">The island; its run's name changes no draw, so that the same run under another name evolves alike.</param>
    /// <param name="genes">Number of blocks offered, 1 … 512.</param>
    public static IslandState Start(GeneticSettings settings, ulong seed, IslandKey key, int genes)
    {
        settings = settings.For(genes);
        var stream = Population.Stream(seed, key.Study, key.Island);
        return new IslandState(settings, stream, key) { Genomes = [.. Population.First(settings, stream, genes)] };
    }

    /// <summary>Fitness is known: completes the generation once it is known for all of <see cref="Genomes"/>.</summary>
    /// <param name="fitness">Fitness by subset; may hold more subsets than asked for.</param>
    /// <exception cref="ArgumentException">A fitness is not a finite number.</exception>
    public GenerationCompleted? Decide(IReadOnlyDictionary<Genome, double> fitness)
    {
        if (Phase != IslandPhase.Evaluating || !Genomes.All(fitness.ContainsKey)) return null;
        var population = Ranking.BestFirst(Genomes.Select(genome => new Individual(genome, fitness[genome])));
        if (population.FirstOrDefault(individual => !double.IsFinite(individual.Fitness)) is { } bad)
            throw new ArgumentException($"subset {bad.Genome} has no finite fitness", nameof(fitness));
        return new GenerationCompleted(
            Key, Generation, population, Migration.Follows(_settings, Generation) ? Migration.Emigrants(_settings, population) : []);
    }

    /// <summary>
    /// Migrants came from <see cref="Migration.Source"/>: keeps those of this or a later exchange; repeated ones, and those of
    /// a generation without exchange, are nothing.
    /// </summary>
    public MigrantsArrived? Decide(int generation, IReadOnlyList<Individual> migrants) =>
        generation >= Generation && Phase != IslandPhase.Finished
        && Migration.Follows(_settings, generation) && !Inbox.ContainsKey(generation)
            ? new MigrantsArrived(Key, generation, migrants)
            : null;

    /// <summary>The state after an event.</summary>
    /// <exception cref="InvalidOperationException">The event does not follow from this state: the journal is of other settings.</exception>
    public IslandState Apply(IIslandEvent happened) => happened switch
    {
        GenerationCompleted completed => Complete(completed).Advance(),
        MigrantsArrived arrived => (this with { Inbox = Inbox.SetItem(arrived.Generation, arrived.Migrants) }).Advance(),
        _ => throw new InvalidOperationException($"island {Key} knows no event {happened.GetType().Name}"),
    };

    private IslandState Complete(GenerationCompleted completed)
    {
        if (Phase != IslandPhase.Evaluating || completed.Generation != Generation
            || !completed.Population.Select(individual => individual.Genome).Order().SequenceEqual(Genomes.Order()))
            throw new InvalidOperationException(
                $"island {Key}: the recorded generation {completed.Generation} does not follow from generation {Generation}, the journal is of other settings");
        return this with
        {
            Phase = Generation == _settings.Generations ? IslandPhase.Finished : IslandPhase.AwaitingMigrants,
            Completed = [.. completed.Population],
            History = History.Add(Statistics.Of(Generation, Key.Island, completed.Population)),
            Outbox = completed.Emigrants.Count > 0 ? Outbox.Add(Generation, completed.Emigrants) : Outbox,
        };
    }

    /// <summary>To the next generation as soon as the current one is complete and its migrants, if any, are here.</summary>
    private IslandState Advance()
    {
        if (Phase != IslandPhase.AwaitingMigrants) return this;
        IReadOnlyList<Individual> population = Completed;
        if (Migration.Follows(_settings, Generation))
        {
            if (!Inbox.TryGetValue(Generation, out var migrants)) return this;
            population = Migration.Immigrate(Completed, migrants);
        }

        return this with
        {
            Phase = IslandPhase.Evaluating,
            Generation = Generation + 1,
            Genomes = [.. Selection.Generation.Next(_settings, _stream, Generation + 1, population)],
            Inbox = Inbox.Remove(Generation),
        };
    }
}

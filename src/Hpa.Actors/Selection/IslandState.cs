using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection;

/// <summary>What an island waits for.</summary>
public enum IslandPhase
{
    /// <summary>The fitness of <see cref="IslandState.Genomes"/>.</summary>
    Evaluating,

    /// <summary>The neighbour's migrants of <see cref="IslandState.Generation"/>, the agreement of all islands to go on, or both.</summary>
    AwaitingOthers,

    /// <summary>Nothing: the last generation is complete, or the islands agreed to end.</summary>
    Finished,
}

/// <summary>
/// One island as an immutable value: <c>Decide</c> turns what comes in into an event, or null when there is nothing to
/// record; <see cref="Apply"/> turns an event into the next state. The events alone, applied to <see cref="Start"/>, give the
/// same state to the bit, in whatever order fitness, migrants and agreement came, because both only ever meet the generation
/// that they were sent after.
/// </summary>
public sealed record IslandState
{
    private readonly GeneticSettings _settings;
    private readonly Ranking _ranking;
    private readonly CounterRandom _stream;

    private IslandState(GeneticSettings settings, Ranking ranking, CounterRandom stream, IslandKey key) =>
        (_settings, _ranking, _stream, Key) = (settings, ranking, stream, key);

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

    /// <summary>The event behind <see cref="Completed"/>, or null before the first.</summary>
    public GenerationCompleted? LastCompleted => Completed.Length == 0
        ? null
        : Report(Phase == IslandPhase.Evaluating ? Generation - 1 : Generation, Completed);

    /// <summary>Migrants that came before their generation was complete.</summary>
    public ImmutableSortedDictionary<int, IReadOnlyList<Individual>> Inbox { get; private init; } =
        ImmutableSortedDictionary<int, IReadOnlyList<Individual>>.Empty;

    /// <summary>What goes to <see cref="Migration.Target"/> and may not have arrived, by generation; sending it again does no harm.</summary>
    public ImmutableSortedDictionary<int, IReadOnlyList<Individual>> Outbox { get; private init; } =
        ImmutableSortedDictionary<int, IReadOnlyList<Individual>>.Empty;

    /// <summary>The genomes of all generations so far, the current one included; kept where children must be new, else empty.</summary>
    public ImmutableHashSet<Genome> Met { get; private init; } = [];

    /// <summary>The last generation that the islands agreed to go on after; 0 before the first.</summary>
    public int Agreed { get; private init; }

    /// <summary>Whether the island waits for <see cref="Decide(int, bool)"/>.</summary>
    public bool AwaitsAgreement => Phase == IslandPhase.AwaitingOthers && Agreed < Generation && StallRule.Asks(_settings, Generation);

    /// <summary>One row per completed generation.</summary>
    public ImmutableList<HistoryRow> History { get; private init; } = [];

    /// <summary>An island before its first generation is evaluated.</summary>
    /// <param name="settings">Settings of the run.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="key">The island; its run's name changes no draw, so that the same run under another name evolves alike.</param>
    /// <param name="costs">Cost of each block offered, microseconds per image; as many as there are genes, 1 … 512.</param>
    public static IslandState Start(GeneticSettings settings, ulong seed, IslandKey key, IReadOnlyList<long> costs)
    {
        settings = settings.For(costs.Count);
        var stream = Population.Stream(seed, key.Study, key.Island);
        return new IslandState(settings, new Ranking(costs), stream, key).With(Population.First(settings, stream, costs.Count));
    }

    /// <summary>The island that a snapshot holds.</summary>
    /// <param name="settings">Settings of the run.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="key">The island.</param>
    /// <param name="costs">Cost of each block offered, microseconds per image.</param>
    /// <param name="snapshot">What <see cref="Snapshot"/> gave.</param>
    /// <exception cref="InvalidOperationException">The snapshot is of other settings.</exception>
    public static IslandState Restore(GeneticSettings settings, ulong seed, IslandKey key, IReadOnlyList<long> costs, IslandSnapshot snapshot)
    {
        var start = Start(settings, seed, key, costs);
        if (snapshot.Fingerprint != start.Fingerprint(seed, costs))
            throw new InvalidOperationException($"island {key}: the snapshot of generation {snapshot.Generation} is of other settings");
        return start with
        {
            Generation = snapshot.Generation,
            Phase = snapshot.Waits ? IslandPhase.AwaitingOthers : IslandPhase.Evaluating,
            Agreed = snapshot.Agreed,
            Genomes = [.. snapshot.Genomes],
            Completed = [.. snapshot.Completed],
            Inbox = snapshot.Inbox.ToImmutableSortedDictionary(exchange => exchange.Generation, exchange => exchange.Individuals),
            Outbox = snapshot.Outbox.ToImmutableSortedDictionary(exchange => exchange.Generation, exchange => exchange.Individuals),
            Met = start._settings.Distinct ? [.. snapshot.Record.SelectMany(generation => generation.Met).Select(individual => individual.Genome), .. snapshot.Genomes] : [],
            History = [.. snapshot.Record.Select(generation => generation.Row)],
        };
    }

    /// <summary>All of this island; nothing once it is finished, because then there is nothing to go on with.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="costs">Cost of each block offered, microseconds per image.</param>
    /// <param name="record">All completed generations.</param>
    public IslandSnapshot? Snapshot(ulong seed, IReadOnlyList<long> costs, IReadOnlyList<GenerationRecord> record) => Phase == IslandPhase.Finished
        ? null
        : new IslandSnapshot(
            Key, Fingerprint(seed, costs), Generation, Phase == IslandPhase.AwaitingOthers, Agreed, Genomes, Completed,
            [.. Inbox.Select(exchange => new Migrants(exchange.Key, exchange.Value))], [.. Outbox.Select(exchange => new Migrants(exchange.Key, exchange.Value))], record);

    /// <summary>Fitness is known: completes the generation once it is known for all of <see cref="Genomes"/>.</summary>
    /// <param name="fitness">Fitness by subset; may hold more subsets than asked for.</param>
    /// <exception cref="ArgumentException">A fitness is not a finite number.</exception>
    public GenerationCompleted? Decide(IReadOnlyDictionary<Genome, double> fitness)
    {
        if (Phase != IslandPhase.Evaluating || !Genomes.All(fitness.ContainsKey)) return null;
        var population = _ranking.BestFirst(Genomes.Select(genome => new Individual(genome, fitness[genome])));
        if (population.FirstOrDefault(individual => !double.IsFinite(individual.Fitness)) is { } bad)
            throw new ArgumentException($"subset {bad.Genome} has no finite fitness", nameof(fitness));
        return Report(Generation, population);
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

    /// <summary>The islands agreed to go on or to end after a generation; only the current one's agreement counts, once.</summary>
    public AgreementArrived? Decide(int generation, bool ends) =>
        AwaitsAgreement && generation == Generation
            ? new AgreementArrived(Key, generation, ends)
            : null;

    /// <summary>The state after an event.</summary>
    /// <exception cref="InvalidOperationException">The event does not follow from this state: the journal is of other settings.</exception>
    public IslandState Apply(IIslandEvent happened) => happened switch
    {
        GenerationCompleted completed => Complete(completed).Advance(),
        AgreementArrived { Ends: true } => this with { Phase = IslandPhase.Finished },
        AgreementArrived arrived => (this with { Agreed = arrived.Generation }).Advance(),
        MigrantsArrived arrived => (this with { Inbox = Inbox.SetItem(arrived.Generation, arrived.Migrants) }).Advance(),
        _ => throw new InvalidOperationException($"island {Key} knows no event {happened.GetType().Name}"),
    };

    private GenerationCompleted Report(int generation, IReadOnlyList<Individual> population) => new(
        Key, generation, population, Migration.Follows(_settings, generation) ? Migration.Emigrants(_settings, _ranking, population) : []);

    /// <summary>SHA-256 of all that decides how the island evolves.</summary>
    private string Fingerprint(ulong seed, IReadOnlyList<long> costs)
    {
        var (s, text) = (_settings, string.Join(' ', costs));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"{Key.Study} {Key.Island} {seed} {s.Islands} {s.Population} {s.Generations} {s.StallGenerations} {s.MigrationEvery} {s.Migrants} {s.Elite} {s.Crossover:R} {s.Mutation:R} {s.Distinct} {text}"))));
    }

    private IslandState Complete(GenerationCompleted completed)
    {
        if (Phase != IslandPhase.Evaluating || completed.Generation != Generation
            || !completed.Population.Select(individual => individual.Genome).Order().SequenceEqual(Genomes.Order()))
            throw new InvalidOperationException(
                $"island {Key}: the recorded generation {completed.Generation} does not follow from generation {Generation}, the journal is of other settings");
        return this with
        {
            Phase = Generation == _settings.Generations ? IslandPhase.Finished : IslandPhase.AwaitingOthers,
            Completed = [.. completed.Population],
            History = History.Add(Statistics.Of(Generation, Key.Island, completed.Population)),
            Outbox = completed.Emigrants.Count > 0 ? Outbox.Add(Generation, completed.Emigrants) : Outbox,
        };
    }

    /// <summary>To the next generation as soon as the current one is complete and its migrants and agreement, if any, are here.</summary>
    private IslandState Advance()
    {
        if (Phase != IslandPhase.AwaitingOthers || AwaitsAgreement) return this;
        IReadOnlyList<Individual> population = Completed;
        if (Migration.Follows(_settings, Generation))
        {
            if (!Inbox.TryGetValue(Generation, out var migrants)) return this;
            population = Migration.Immigrate(_ranking, Completed, migrants);
        }

        return With(Selection.Generation.Next(_settings, _ranking, _stream, Generation + 1, population, Met)) with
        {
            Phase = IslandPhase.Evaluating,
            Generation = Generation + 1,
            Inbox = Inbox.Remove(Generation),
            Outbox = Outbox.RemoveRange(Outbox.Keys.TakeWhile(sent => Migration.HasArrived(_settings, sent, Generation)).ToArray()),
        };
    }

    private IslandState With(Genome[] genomes) => this with { Genomes = [.. genomes], Met = _settings.Distinct ? Met.Union(genomes) : Met };
}

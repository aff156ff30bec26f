using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Event;
using Akka.Pattern;
using Akka.Persistence;
using Hpa.Contracts;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection;

/// <summary>What an island needs to know of its run; read from the run's settings on the island's own node.</summary>
/// <param name="Settings">The genetic algorithm.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Costs">For each study, what each of its blocks costs, microseconds per image.</param>
public sealed record IslandPlan(GeneticSettings Settings, ulong Seed, IReadOnlyDictionary<string, IReadOnlyList<long>> Costs)
{
    /// <summary>The part of a selection's plan that islands need.</summary>
    public static IslandPlan Of(SelectionPlan plan) =>
        new(plan.Settings.Genetic, plan.Seed, plan.Studies.ToDictionary(study => study.Name.ToString(), study => study.Costs));
}

/// <summary>
/// One island of a study, a sharded and persistent entity. It has its generations evaluated, records each before it acts on
/// it, exchanges migrants with its neighbours and ends when all islands agree to; the decisions are <see cref="IslandState"/>'s.
/// </summary>
public sealed class IslandActor : ReceivePersistentActor, IWithTimers
{
    /// <summary>Name of the shard region.</summary>
    public const string Region = "islands";

    /// <summary>
    /// Generations between two snapshots. A recovery replays no more than these, which takes less than a second, and what all
    /// snapshots of an island write together stays below what its journal writes.
    /// </summary>
    internal const int SnapshotEvery = 100;

    private static readonly TimeSpan ResendAfter = TimeSpan.FromSeconds(2);

    private readonly Func<string, IslandPlan?> _plans;
    private readonly Func<ActorSystem, IActorRef> _islands;
    private readonly List<IIslandEvent> _replayed = [];
    private readonly Dictionary<int, SendMigrants> _unacknowledged = [];
    private IslandSnapshot? _snapshot;
    private IslandRecord _record = new();
    private IslandKey? _key;
    private IslandPlan? _plan;
    private IslandState? _state;
    private IActorRef _coordinator = ActorRefs.Nobody;
    private IActorRef _population = ActorRefs.Nobody;

    /// <summary>Sets up the protocol.</summary>
    /// <param name="entity">Entity id: the island's key as text.</param>
    /// <param name="plans">Gives the plan of a run that is open on this node, or null.</param>
    /// <param name="islands">Where messages to other islands go.</param>
    public IslandActor(string entity, Func<string, IslandPlan?> plans, Func<ActorSystem, IActorRef> islands)
    {
        PersistenceId = $"island-{entity}";
        _plans = plans;
        _islands = islands;
        Recover<SnapshotOffer>(offer => _snapshot = (IslandSnapshot)offer.Snapshot);
        Recover<IIslandEvent>(_replayed.Add);
        Command<StartIsland>(Start);
        Command<StopIsland>(_ => Context.Parent.Tell(new Passivate(PoisonPill.Instance)));
        Command<PopulationActor.PopulationEvaluated>(evaluated =>
        {
            if (_state!.Generation == evaluated.Generation && _state.Decide(evaluated.Fitness) is { } completed) Record(completed);
        });
        Command<SendMigrants>(Receive);
        Command<SendAgreement>(sent =>
        {
            if (_state?.Decide(sent.Generation, sent.Ends) is { } arrived) Record(arrived);
        });
        Command<MigrantsReceived>(received => _unacknowledged.Remove(received.Generation));
        Command<Resend>(_ => Send(_unacknowledged.Values));
        // Without it a recovery only takes longer.
        Command<SaveSnapshotFailure>(failed => Log.Warning(failed.Cause, "no snapshot of island {0}", _key));
        Command<SaveSnapshotSuccess>(saved => DeleteSnapshots(new SnapshotSelectionCriteria(saved.Metadata.SequenceNr - 1)));
        Command<DeleteSnapshotsSuccess>(_ => { });
        Command<DeleteSnapshotsFailure>(failed => Log.Warning(failed.Cause, "old snapshots of island {0} are left over", _key));
    }

    /// <inheritdoc />
    public override string PersistenceId { get; }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Creates the entity's props.</summary>
    public static Props Props(string entity, Func<string, IslandPlan?> plans) =>
        Props(entity, plans, system => ClusterSharding.Get(system).ShardRegion(Region));

    /// <summary>Creates the props of an island whose neighbours are not in the shard region.</summary>
    internal static Props Props(string entity, Func<string, IslandPlan?> plans, Func<ActorSystem, IActorRef> islands) =>
        Akka.Actor.Props.Create(() => new IslandActor(entity, plans, islands));

    /// <inheritdoc />
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        var reason = cause.Message.ReplaceLineEndings(" ");
        if (cause is OpenCircuitException || JournalFaults.IsPassing(cause)) _coordinator.Tell(new IslandFailed(_key!, reason, Passing: true));
        else Fail($"the journal cannot be written ({reason}): mend the disk and run the same command again");
        base.OnPersistFailure(cause, @event, sequenceNr);
    }

    /// <inheritdoc />
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        Fail(cause.Message.ReplaceLineEndings(" "));
        base.OnPersistRejected(cause, @event, sequenceNr);
        // What was not recorded did not happen, and nothing would ever try again.
        Context.Stop(Self);
    }

    private void Fail(string reason) => _coordinator.Tell(new IslandFailed(_key!, $"island {_key}: {reason}"));

    private void Start(StartIsland start)
    {
        if (_plans(start.Key.Run) is not { } plan) return;
        var known = _coordinator.Equals(Sender);
        // The coordinator asks as long as it lacks a report. One that an island at work has told something has it.
        if (known && _state is { Phase: not IslandPhase.Finished, AwaitsAgreement: false }) return;
        _coordinator = Sender;
        if (_state is null)
        {
            (_key, _plan) = (start.Key, plan);
            try
            {
                Rebuild(plan.Costs[start.Key.Study]);
            }
            catch (InvalidOperationException e)
            {
                Fail(e.Message);
                return;
            }

            Timers.StartPeriodicTimer("resend", new Resend(), ResendAfter);
            foreach (var generation in _state!.Outbox.Keys) Post(generation);
        }

        // Who agreed to an earlier generation has everything up to it.
        Tell(known && _state.AwaitsAgreement ? _state.Agreed + 1 : 1);
        Continue();
    }

    private void Rebuild(IReadOnlyList<long> costs)
    {
        var state = _snapshot is null
            ? IslandState.Start(_plan!.Settings, _plan.Seed, _key!, costs)
            : IslandState.Restore(_plan!.Settings, _plan.Seed, _key!, costs, _snapshot);
        _record = new IslandRecord(_snapshot?.Record ?? []);
        foreach (var happened in _replayed)
        {
            state = state.Apply(happened);
            if (happened is GenerationCompleted completed) _record.Add(completed);
        }

        _replayed.Clear();
        (_state, _snapshot) = (state, null);
    }

    private void Tell(int from)
    {
        if (_state!.LastCompleted is not { } last) return;
        foreach (var earlier in _record.Retell(_key!, from, last.Generation)) _coordinator.Tell(earlier);
        _coordinator.Tell(last);
    }

    private void Receive(SendMigrants sent)
    {
        // Not started yet: the sender repeats itself.
        if (_state is null) return;
        var answer = new MigrantsReceived(sent.To, sent.Generation);
        if (_state.Decide(sent.Generation, sent.Migrants) is { } arrived) Record(arrived, answer);
        else Sender.Tell(answer);
    }

    private void Record(IIslandEvent happened, object? answer = null)
    {
        var sender = Sender;
        Persist(happened, recorded =>
        {
            var phase = (_state!.Generation, _state.Phase);
            _state = _state.Apply(recorded);
            if (answer is not null) sender.Tell(answer);
            if (recorded is GenerationCompleted completed) Publish(completed);
            if (phase != (_state.Generation, _state.Phase)) Continue();
        });
    }

    private void Publish(GenerationCompleted completed)
    {
        _record.Add(completed);
        _coordinator.Tell(completed);
        if (completed.Emigrants.Count > 0) Post(completed.Generation);
        if (completed.Generation % SnapshotEvery != 0) return;
        if (_state!.Snapshot(_plan!.Seed, _plan.Costs[_key!.Study], _record.Generations) is { } snapshot) SaveSnapshot(snapshot);
    }

    private void Continue()
    {
        if (_state!.Phase != IslandPhase.Evaluating) return;
        Context.Stop(_population);
        _population = Context.ActorOf(PopulationActor.Props(_key!, _state.Generation, _state.Genomes, _coordinator));
    }

    private void Post(int generation)
    {
        var to = new IslandKey(_key!.Run, _key.Study, Migration.Target(_key.Island, _plan!.Settings.Islands));
        Send([_unacknowledged[generation] = new SendMigrants(to, generation, _state!.Outbox[generation])]);
    }

    private void Send(IEnumerable<SendMigrants> migrants)
    {
        // Not the parent: that is one shard, and the neighbour may live in another.
        var islands = _islands(Context.System);
        foreach (var message in migrants) islands.Tell(message);
    }

    private sealed record Resend;
}

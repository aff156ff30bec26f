using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Persistence;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection;

/// <summary>What an island needs to know of its run; read from the run's settings on the island's own node.</summary>
public sealed record IslandPlan(GeneticSettings Settings, ulong Seed);

/// <summary>
/// One island of a study, a sharded and persistent entity. It has its generations evaluated, records each before it acts on
/// it, and exchanges migrants with its neighbours; the decisions are <see cref="IslandState"/>'s.
/// </summary>
public sealed class IslandActor : ReceivePersistentActor, IWithTimers
{
    /// <summary>Name of the shard region.</summary>
    public const string Region = "islands";

    private static readonly TimeSpan ResendAfter = TimeSpan.FromSeconds(2);

    private readonly Func<string, IslandPlan?> _plans;
    private readonly Func<ActorSystem, IActorRef> _islands;
    private readonly List<IIslandEvent> _recorded = [];
    private readonly Dictionary<int, SendMigrants> _unacknowledged = [];
    private IslandKey? _key;
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
        Recover<IIslandEvent>(_recorded.Add);
        Command<StartIsland>(Start);
        Command<PopulationActor.PopulationEvaluated>(evaluated =>
        {
            if (_state!.Generation == evaluated.Generation && _state.Decide(evaluated.Fitness) is { } completed) Record(completed);
        });
        Command<SendMigrants>(Receive);
        Command<MigrantsReceived>(received => _unacknowledged.Remove(received.Generation));
        Command<Resend>(_ => Send(_unacknowledged.Values));
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
        Fail($"the journal cannot be written ({cause.Message.ReplaceLineEndings(" ")}): mend the disk and run the same command again");
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
        // Once finished it tells everything again: the coordinator asks as long as it lacks a report.
        if (_state is { Phase: not IslandPhase.Finished } && _coordinator.Equals(Sender)) return;
        _coordinator = Sender;
        if (_state is null)
        {
            _key = start.Key;
            try
            {
                _state = _recorded.Aggregate(IslandState.Start(plan.Settings, plan.Seed, start.Key, start.Genes), (state, happened) => state.Apply(happened));
            }
            catch (InvalidOperationException e)
            {
                Fail(e.Message);
                return;
            }

            Timers.StartPeriodicTimer("resend", new Resend(), ResendAfter);
            foreach (var generation in _state.Outbox.Keys) Post(generation);
        }

        foreach (var completed in _recorded.OfType<GenerationCompleted>()) _coordinator.Tell(completed);
        Continue();
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
            _recorded.Add(recorded);
            _state = _state.Apply(recorded);
            if (answer is not null) sender.Tell(answer);
            if (recorded is GenerationCompleted completed)
            {
                _coordinator.Tell(completed);
                if (_state.Outbox.ContainsKey(completed.Generation)) Post(completed.Generation);
            }

            if (phase != (_state.Generation, _state.Phase)) Continue();
        });
    }

    private void Continue()
    {
        if (_state!.Phase != IslandPhase.Evaluating) return;
        Context.Stop(_population);
        _population = Context.ActorOf(PopulationActor.Props(_key!, _state.Generation, _state.Genomes, _coordinator));
    }

    private void Post(int generation)
    {
        var plan = _plans(_key!.Run)!;
        var to = new IslandKey(_key.Run, _key.Study, Migration.Target(_key.Island, plan.Settings.Islands));
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

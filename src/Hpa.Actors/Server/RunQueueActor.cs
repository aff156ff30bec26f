using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Hpa.Contracts.Server;

namespace Hpa.Actors.Server;

/// <summary>
/// The durable queue of a server. What it decides is <see cref="RunQueueState"/>'s; it answers after the event is on disk, and sees to it
/// that runs whose turn it is have a process, again after the server was killed.
/// </summary>
public sealed class RunQueueActor : ReceivePersistentActor
{
    private readonly RunQueueState _state = new();
    private readonly Dictionary<string, CancellationTokenSource> _processes = new(StringComparer.Ordinal);
    private readonly IRunLauncher _launcher;
    private readonly TimeProvider _clock;
    private readonly int _atOnce;
    private IActorRef? _drains;

    /// <summary>Sets up the protocol.</summary>
    /// <param name="launcher">Has runs worked on.</param>
    /// <param name="atOnce">How many runs are worked on at once.</param>
    /// <param name="clock">Tells the time.</param>
    public RunQueueActor(IRunLauncher launcher, int atOnce, TimeProvider clock)
    {
        (_launcher, _atOnce, _clock) = (launcher, atOnce, clock);
        Recover<IQueueEvent>(_state.Apply);
        Recover<RecoveryCompleted>(_ => Self.Tell(new LookAround()));
        Command<IQueueCommand>(command => Take(command, Sender));
        Command<ListRuns>(_ => Sender.Tell(_state.Runs));
        Command<FindRun>(find => Sender.Tell(new Found(_state.Find(find.Id))));
        Command<LookAround>(_ => StartWhatIsDue());
        Command<ProcessEnded>(OnProcessEnded);
        Command<Drain>(_ => OnDrain());
    }

    /// <inheritdoc />
    public override string PersistenceId => "run-queue";

    /// <summary>Creates the actor's props.</summary>
    public static Props Props(IRunLauncher launcher, int atOnce, TimeProvider clock) =>
        Akka.Actor.Props.Create(() => new RunQueueActor(launcher, atOnce, clock));

    private void Take(IQueueCommand command, IActorRef asker)
    {
        // As exact as the journal keeps it, so that a restart changes nothing.
        var decision = _state.Decide(command, DateTimeOffset.FromUnixTimeMilliseconds(_clock.GetUtcNow().ToUnixTimeMilliseconds()));
        if (decision.Event is { } change)
        {
            Persist(change, stored => Happened(stored, asker));
            return;
        }

        asker.Tell(decision.Refusal ?? (object)_state.Find(decision.Id)!);
        StartWhatIsDue();
    }

    private void Happened(IQueueEvent change, IActorRef asker)
    {
        _state.Apply(change);
        var run = _state.Find(change.Id)!;
        Context.GetLogger().Info("{0}: {1}", run.Id, change.GetType().Name);
        asker.Tell(run);
        Context.System.EventStream.Publish(run);
        if (run.Phase != RunPhase.Running && _processes.TryGetValue(run.Id, out var process)) process.Cancel();
        if (change is RunBegun) Launch(run);
        else StartWhatIsDue();
    }

    private void StartWhatIsDue()
    {
        if (_drains is not null) return;
        foreach (var run in _state.Due(_atOnce, _processes.Keys))
        {
            // Holds its turn from now on; the process begins when that is on disk.
            _processes.Add(run.Id, new CancellationTokenSource());
            if (run.Phase == RunPhase.Running) Launch(run);
            else Take(new BeginTurn(run.Id), ActorRefs.Nobody);
        }
    }

    private void Launch(QueuedRun run)
    {
        var stop = _processes[run.Id].Token;
        _launcher.RunAsync(run, stop).PipeTo(Self,
            success: end => new ProcessEnded(run.Id, end),
            failure: fault => new ProcessEnded(run.Id, new RunEnd(false, fault.Message.ReplaceLineEndings(" "))));
    }

    private void OnProcessEnded(ProcessEnded ended)
    {
        _processes.Remove(ended.Id, out var stop);
        var stopped = stop!.IsCancellationRequested;
        stop.Dispose();
        // A run that was stopped is to go on later, unless it came to its end all the same.
        if (ended.End.Done || !stopped) Take(new EndRun(ended.Id, ended.End.Done, ended.End.Reason), ActorRefs.Nobody);
        else StartWhatIsDue();
        AnswerDrained();
    }

    private void OnDrain()
    {
        _drains = Sender;
        foreach (var process in _processes.Values) process.Cancel();
        AnswerDrained();
    }

    private void AnswerDrained()
    {
        // In a batch of its own, so that what the last processes led to is on disk first.
        if (_drains is not null && _processes.Count == 0) DeferAsync(_drains, drains => drains.Tell(new Drained()));
    }

    /// <summary>Asks for all runs.</summary>
    public sealed record ListRuns;

    /// <summary>Asks for a run.</summary>
    public sealed record FindRun(string Id);

    /// <summary>The run, if there is one.</summary>
    public sealed record Found(QueuedRun? Run);

    /// <summary>The server goes down: stop all processes, start none; the runs go on when it is up again.</summary>
    public sealed record Drain;

    /// <summary>No process is left.</summary>
    public sealed record Drained;

    private sealed record LookAround;

    private sealed record ProcessEnded(string Id, RunEnd End);
}

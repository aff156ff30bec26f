using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using Hpa.Actors.Runs;
using Hpa.Contracts;

namespace Hpa.Host.Nodes;

/// <summary>A node in this process that helps the run of another.</summary>
internal sealed class GuestNode : IAsyncDisposable
{
    /// <summary>A node that was lost stands in the way until the others are sure of it: twice the patience for it and the time to decide.</summary>
    private static readonly TimeSpan JoinWithin = TimeSpan.FromSeconds(30) + 2 * (TimeSpan.FromSeconds(20) + TimeSpan.FromSeconds(10));

    private static readonly TimeSpan FinishWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LeaveWithin = TimeSpan.FromSeconds(15);

    private readonly ActorSystem _system;
    private readonly ILoggerFactory _logs;
    private readonly TaskCompletionSource _removed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IActorRef _worker = ActorRefs.Nobody;

    private GuestNode(ActorSystem system, ILoggerFactory logs)
    {
        (_system, _logs) = (system, logs);
        Cluster.Get(system).RegisterOnMemberRemoved(() => _removed.TrySetResult());
    }

    /// <summary>The actor system.</summary>
    public ActorSystem System => _system;

    /// <summary>Done when this node is no longer in the cluster.</summary>
    public Task Removed => _removed.Task;

    /// <summary>Starts the node; it is in no cluster yet.</summary>
    /// <param name="options">Where it listens.</param>
    /// <param name="roles">What it does: extract, select.</param>
    /// <param name="log">File of its log.</param>
    public static GuestNode Start(NodeOptions options, IReadOnlyList<string> roles, string log)
    {
        var logs = NodeSystem.LogTo(log);
        // Leaving in order is done by hand, with the work handed back first.
        var settings = options.Settings(roles).WithFallback(ConfigurationFactory.ParseString("akka.coordinated-shutdown.run-by-actor-system-terminate = off"));
        return new GuestNode(NodeSystem.Start(options, settings, logs), logs);
    }

    /// <summary>Joins the cluster of a run and offers help.</summary>
    /// <param name="seed">The run's own node.</param>
    /// <param name="roles">What it does.</param>
    /// <param name="setup">What is this machine's own.</param>
    /// <param name="stop">The user's wish to stop.</param>
    /// <exception cref="InputException">Nobody takes the node in.</exception>
    public async Task JoinAsync(Address seed, IReadOnlyList<string> roles, NodeSetup setup, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(JoinWithin);
        try
        {
            await Cluster.Get(_system).JoinSeedNodesAsync([seed], patience.Token);
            var desk = _system.ActorSelection(new RootActorPath(seed) / "user" / DeskActor.Name);
            _worker = await GuestWorker.StartAsync(_system, desk, roles, setup, ProgramVersion.Text);
        }
        catch (Exception e) when (e is OperationCanceledException or ClusterJoinFailedException or TimeoutException)
        {
            if (stop.IsCancellationRequested)
            {
                // A node that is half in would stand in the way of the next until the others are sure that it is gone.
                if (Cluster.Get(_system).SelfMember.Status != MemberStatus.Removed) await LeaveAsync();
                throw new OperationCanceledException("asked to stop", e, stop);
            }

            throw new InputException($"the run at {seed.Host}:{seed.Port} did not take this node in within {JoinWithin.TotalSeconds:0} s: can it reach this node's address ({Cluster.Get(_system).SelfAddress.Host}, --listen)?");
        }
    }

    /// <summary>Finishes or hands back what is under way, and leaves the cluster.</summary>
    public async Task LeaveAsync()
    {
        // Whoever leaves the cluster is stopped, and while it stops, Akka logs to the terminal whatever stdout-loglevel says.
        _system.EventStream.SetLogLevel(Akka.Event.LogLevel.ErrorLevel);
        try
        {
            if (!_worker.IsNobody()) await _worker.Ask<WorkerActor.Drained>(new WorkerActor.Drain(FinishWithin), FinishWithin + LeaveWithin);
            await Cluster.Get(_system).LeaveAsync().WaitAsync(LeaveWithin);
        }
        catch (Exception e) when (e is TimeoutException or AskTimeoutException)
        {
            // The others notice that the node is gone, and do its work again.
            _logs.CreateLogger("hpa").LogWarning(e, "left without the others' consent");
        }
    }

    /// <summary>Ends the actor system.</summary>
    public async ValueTask DisposeAsync()
    {
        _system.EventStream.SetLogLevel(Akka.Event.LogLevel.ErrorLevel);
        try
        {
            await _system.Terminate().WaitAsync(TimeSpan.FromSeconds(5));
            _logs.Dispose();
        }
        catch (Exception e) when (e is TimeoutException or IOException)
        {
            // A worker deep in a calculation need not be waited for.
        }
    }
}

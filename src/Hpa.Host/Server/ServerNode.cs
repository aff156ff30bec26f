using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Hosting.Logging;
using Akka.Persistence.Sql;
using Hpa.Actors.Server;
using Hpa.Contracts.Server;
using Hpa.Host.Nodes;

namespace Hpa.Host.Server;

/// <summary>The actors of a server: the durable queue. They talk to no other process.</summary>
internal sealed class ServerNode : IAsyncDisposable
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(5);

    private readonly ActorSystem _system;
    private readonly TimeSpan _drainWithin;

    private ServerNode(ActorSystem system, IActorRef queue, TimeSpan drainWithin) => (_system, Queue, _drainWithin) = (system, queue, drainWithin);

    /// <summary>The queue of runs.</summary>
    public IActorRef Queue { get; }

    /// <summary>Ends when the queue does, which it only does of itself when its journal cannot be written.</summary>
    public Task QueueEnded => Queue.WatchAsync();

    /// <summary>Starts the queue. The caller holds the data folder's lock.</summary>
    /// <exception cref="Contracts.InputException">The journal cannot be used.</exception>
    public static ServerNode Start(DataFolder data, RunFeed feed, ProcessLoads loads, ServerSettings settings, TimeProvider clock, ILoggerFactory logs)
    {
        var setup = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(Config(data.Journal)), new LoggerFactorySetup(logs));
        var system = ActorSystem.Create("hpa-server", setup);
        system.ActorOf(Props.Create(() => new FeedActor(feed)), "feed");
        var launcher = new RunLauncher(data, feed, loads, settings);
        return new ServerNode(system, system.ActorOf(RunQueueActor.Props(launcher, settings.RunsAtOnce, clock), "queue"), settings.StopWithin + StopWithin);
    }

    /// <summary>Stops the processes of runs in order; they go on when the server is up again.</summary>
    public async Task DrainAsync()
    {
        try
        {
            await Queue.Ask<RunQueueActor.Drained>(new RunQueueActor.Drain(), _drainWithin);
        }
        catch (AskTimeoutException)
        {
            // They will see that the server is gone.
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _system.EventStream.SetLogLevel(Akka.Event.LogLevel.ErrorLevel);
        try
        {
            await _system.Terminate().WaitAsync(StopWithin);
        }
        catch (TimeoutException)
        {
            // Nothing that counts is in memory alone.
        }
    }

    private static Config Config(string journal) => ConfigurationFactory.ParseString("akka.actor.provider = local")
        .WithFallback(RunJournal.InFile(journal))
        .WithFallback(NodeSystem.Read("akka.conf"))
        .WithFallback(SqlPersistence.DefaultConfiguration);

    /// <summary>Passes what happens to runs to the feed.</summary>
    private sealed class FeedActor : ReceiveActor
    {
        public FeedActor(RunFeed feed) => Receive<QueuedRun>(feed.Tell);

        protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(QueuedRun));
    }
}

using Akka.Actor;
using Akka.Cluster;
using Hpa.Actors.Runs;
using Hpa.Contracts.Runs;

namespace Hpa.Host.Nodes;

/// <summary>A run's own node in this process: the first of its cluster, and by itself a cluster of one.</summary>
internal sealed class HomeNode : IAsyncDisposable
{
    /// <summary>Role of the node that has the journal.</summary>
    public const string Role = "run";

    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(5);

    private readonly ILoggerFactory _logs;
    private readonly NodeOptions _options;

    private HomeNode(ActorSystem system, RunRegions regions, NodeOptions options, ILoggerFactory logs) => (System, Regions, _options, _logs) = (system, regions, options, logs);

    /// <summary>The actor system.</summary>
    public ActorSystem System { get; }

    /// <summary>What a run works with.</summary>
    public RunRegions Regions { get; }

    /// <summary>HOST:PORT where other nodes join.</summary>
    public string Address
    {
        get
        {
            var self = Cluster.Get(System).SelfAddress;
            return $"{self.Host}:{self.Port}";
        }
    }

    /// <summary>Starts a cluster of one; its log is in the run's folder, its journal there or where the options say.</summary>
    /// <exception cref="Contracts.InputException">The journal or the address cannot be used.</exception>
    public static async Task<HomeNode> StartAsync(RunFolder folder, NodeOptions options)
    {
        var settings = options.Settings([Role, "extract", "select"]).WithFallback(RunJournal.Prepare(folder, options));
        var logs = NodeSystem.LogTo(folder.Log);
        var system = NodeSystem.Start(options, settings, logs);
        var cluster = Cluster.Get(system);
        await cluster.JoinAsync(cluster.SelfAddress);
        return new HomeNode(system, await RunRegions.StartAsync(system, ProgramVersion.Text, folder.Path), options, logs);
    }

    /// <summary>Writes what nobody expected, with its stack trace, into the log.</summary>
    public void Log(Exception fault) => _logs.CreateLogger("hpa").LogError(fault, "unexpected");

    /// <summary>Tells the other nodes that they are no longer needed, and gives them a moment to leave.</summary>
    /// <param name="reason">One line for a person.</param>
    /// <param name="failed">Whether the run ended without its result.</param>
    public async Task DismissAsync(string reason, bool failed)
    {
        if (!_options.Listens) return;
        try
        {
            await Regions.Desk.Ask<DeskActor.AllLeft>(new Dismissed(reason, failed), StopWithin);
        }
        catch (AskTimeoutException)
        {
            // Who has not heard it notices that the run is gone.
        }
    }

    /// <summary>Stops; the settings say whether it takes leave of the cluster first.</summary>
    public async ValueTask DisposeAsync()
    {
        // While it stops, Akka logs to the terminal whatever stdout-loglevel says.
        System.EventStream.SetLogLevel(Akka.Event.LogLevel.ErrorLevel);
        try
        {
            // A worker may be deep in a calculation; nothing that counts is in memory alone, so it need not be waited for.
            await System.Terminate().WaitAsync(StopWithin);
            _logs.Dispose();
        }
        catch (Exception e) when (e is TimeoutException or IOException)
        {
            // A log that the disk does not take must not hide how the work ended.
        }
    }
}

using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;
using Akka.Hosting.Logging;
using Akka.Persistence.Sql;
using Hpa.Actors.Runs;
using Serilog;

namespace Hpa.Host;

/// <summary>A node of the cluster in this process; by itself a cluster of one.</summary>
internal sealed class Node : IAsyncDisposable
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(5);

    private readonly ILoggerFactory _logs;

    private Node(ActorSystem system, RunRegions regions, ILoggerFactory logs) => (System, Regions, _logs) = (system, regions, logs);

    /// <summary>The actor system.</summary>
    public ActorSystem System { get; }

    /// <summary>What a run works with.</summary>
    public RunRegions Regions { get; }

    /// <summary>Starts a cluster of one whose journal and log are in the run's folder.</summary>
    /// <exception cref="Contracts.InputException">The journal cannot be used.</exception>
    public static async Task<Node> StartAsync(RunFolder folder)
    {
        JournalFile.Prepare(folder.Journal);
        var logs = LoggerFactory.Create(builder => builder.AddSerilog(new LoggerConfiguration()
            .MinimumLevel.Information()
            .WriteTo.File(folder.Log, fileSizeLimitBytes: 64 << 20, rollOnFileSizeLimit: true, retainedFileCountLimit: 5,
                outputTemplate: "{Timestamp:yyyy-MM-dd HH:mm:ss.fff} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}",
                formatProvider: global::System.Globalization.CultureInfo.InvariantCulture)
            .CreateLogger(), dispose: true));
        var setup = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(Settings(folder)), new LoggerFactorySetup(logs));
        var system = ActorSystem.Create("hpa", setup);
        var cluster = Cluster.Get(system);
        await cluster.JoinAsync(cluster.SelfAddress);
        return new Node(system, await RunRegions.StartAsync(system), logs);
    }

    /// <summary>Writes what nobody expected, with its stack trace, into the log.</summary>
    public void Log(Exception fault) => _logs.CreateLogger("hpa").LogError(fault, "unexpected");

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

    private static Config Settings(RunFolder folder)
    {
        var journal = Quote($"Data Source={folder.Journal}");
        return ConfigurationFactory.ParseString(
                $"akka.persistence.journal.sql.connection-string = {journal}\nakka.persistence.snapshot-store.sql.connection-string = {journal}")
            .WithFallback(Read("single-node.conf"))
            .WithFallback(Read("akka.conf"))
            .WithFallback(ClusterSharding.DefaultConfig())
            .WithFallback(ClusterSingleton.DefaultConfig())
            .WithFallback(SqlPersistence.DefaultConfiguration);
    }

    private static Config Read(string name) => ConfigurationFactory.ParseString(File.ReadAllText(HostFiles.Hocon(name)));

    private static string Quote(string text) => global::System.Text.Json.JsonSerializer.Serialize(text);
}

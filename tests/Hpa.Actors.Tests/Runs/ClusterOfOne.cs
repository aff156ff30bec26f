using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;
using Akka.Persistence.Sql;
using Hpa.Actors.Runs;

namespace Hpa.Actors.Tests.Runs;

/// <summary>A node by itself, until another joins it, with the product's settings, an SQLite journal, and hurried cluster timers.</summary>
internal sealed class ClusterOfOne : IAsyncDisposable
{
    private const string Hurry = """
        akka {
          loglevel = OFF
          loggers = []
          coordinated-shutdown { run-by-actor-system-terminate = off, run-by-clr-shutdown-hook = off }
          cluster {
            gossip-interval = 50ms
            leader-actions-interval = 50ms
            periodic-tasks-initial-delay = 50ms
            singleton.hand-over-retry-interval = 100ms
            sharding { retry-interval = 100ms, coordinator-failure-backoff = 100ms }
            distributed-data { gossip-interval = 50ms, notify-subscribers-interval = 20ms }
          }
        }
        """;

    private ClusterOfOne(ActorSystem system, RunRegions regions) => (System, Regions) = (system, regions);

    public ActorSystem System { get; }

    public RunRegions Regions { get; }

    public static async Task<ClusterOfOne> StartAsync(string journal, NodeRuns? runs = null, string more = "")
    {
        var system = Create(journal, more);
        var cluster = Cluster.Get(system);
        await cluster.JoinAsync(cluster.SelfAddress);
        return new ClusterOfOne(system, await RunRegions.StartAsync(system, "1", "", runs ?? new NodeRuns()));
    }

    /// <summary>One more node of the same cluster, with the same journal file.</summary>
    public static async Task<ClusterOfOne> JoinAsync(ClusterOfOne first, string journal, NodeRuns runs)
    {
        var system = Create(journal);
        await Cluster.Get(system).JoinAsync(Cluster.Get(first.System).SelfAddress);
        return new ClusterOfOne(system, await RunRegions.StartAsync(system, "1", "", runs));
    }

    private static ActorSystem Create(string journal, string more = "")
    {
        var connection = $"\"Data Source={journal}\"";
        return ActorSystem.Create("hpa", ConfigurationFactory.ParseString(more)
            .WithFallback(ConfigurationFactory.ParseString(Hurry))
            .WithFallback(ConfigurationFactory.ParseString(
                $"akka.persistence {{ journal.sql.connection-string = {connection}, snapshot-store.sql.connection-string = {connection} }}"))
            .WithFallback(Read("single-node.conf"))
            .WithFallback(Read("akka.conf"))
            .WithFallback(ClusterSharding.DefaultConfig())
            .WithFallback(ClusterSingleton.DefaultConfig())
            .WithFallback(SqlPersistence.DefaultConfiguration));
    }

    /// <summary>Pulls the plug: no hand-over, no leaving.</summary>
    public async ValueTask DisposeAsync() => await System.Terminate();

    private static Config Read(string name) => ConfigurationFactory.ParseString(File.ReadAllText(Repository.PathOf("config", "hocon", name)));
}

using Akka.Actor;
using Akka.Cluster.Sharding;
using Hpa.Actors.Selection;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Runs;

/// <summary>Where a run finds its workers: the node it runs on, the shard regions over all nodes, and the desk where other nodes offer help.</summary>
/// <param name="Node">This node's <see cref="NodeActor"/>.</param>
/// <param name="Islands">Shard region of <see cref="IslandActor"/>.</param>
/// <param name="Desk">The <see cref="DeskActor"/>.</param>
public sealed record RunRegions(IActorRef Node, IActorRef Islands, IActorRef Desk)
{
    private const int Shards = 64;

    /// <summary>Starts what the run's own node has, its worker among it.</summary>
    /// <param name="system">The actor system.</param>
    /// <param name="version">The program's version, which helpers must have too.</param>
    /// <param name="folder">The run's folder.</param>
    public static Task<RunRegions> StartAsync(ActorSystem system, string version, string folder) => StartAsync(system, version, folder, new NodeRuns());

    /// <summary>The same, for a caller that opens runs itself.</summary>
    internal static async Task<RunRegions> StartAsync(ActorSystem system, string version, string folder, NodeRuns runs)
    {
        var node = system.ActorOf(NodeActor.Props(runs, NodeSetup.Home), "node");
        var batches = await BatchRegion.StartAsync(system, runs);
        var settings = ClusterShardingSettings.Create(system);
        var islands = await ClusterSharding.Get(system).StartAsync(IslandActor.Region, entity => IslandActor.Props(entity, runs.Island), settings, new Extractor());
        var desk = system.ActorOf(DeskActor.Props(version, folder), DeskActor.Name);
        var home = new Enrol(WorkerName.Of(system), version, Extracts: true, Selects: true, Home: true);
        system.ActorOf(WorkerActor.Props(home, node, batches, desk), "worker");
        return new RunRegions(node, islands, desk);
    }

    private sealed class Extractor() : HashCodeMessageExtractor(Shards)
    {
        public override string? EntityId(object message) => message switch
        {
            StartIsland start => start.Key.ToString(),
            SendMigrants sent => sent.To.ToString(),
            SendAgreement sent => sent.To.ToString(),
            StopIsland stop => stop.Key.ToString(),
            _ => null,
        };
    }
}

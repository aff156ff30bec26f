using Akka.Actor;
using Akka.Cluster.Sharding;
using Hpa.Actors.Images;
using Hpa.Actors.Selection;
using Hpa.Contracts.Images;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Runs;

/// <summary>Where a run finds its workers: the node it runs on and the shard regions over all nodes.</summary>
/// <param name="Node">This node's <see cref="NodeActor"/>.</param>
/// <param name="Batches">Shard region of <see cref="ImageBatchActor"/>.</param>
/// <param name="Islands">Shard region of <see cref="IslandActor"/>.</param>
public sealed record RunRegions(IActorRef Node, IActorRef Batches, IActorRef Islands)
{
    private const int Shards = 64;

    /// <summary>Starts the node's actors and its part of the shard regions.</summary>
    public static Task<RunRegions> StartAsync(ActorSystem system) => StartAsync(system, new NodeRuns());

    /// <summary>The same, for a caller that opens runs itself.</summary>
    internal static async Task<RunRegions> StartAsync(ActorSystem system, NodeRuns runs)
    {
        var node = system.ActorOf(NodeActor.Props(runs), "node");
        var sharding = ClusterSharding.Get(system);
        var settings = ClusterShardingSettings.Create(system);
        var batches = await sharding.StartAsync("batches", _ => ImageBatchActor.Props(runs.Pipeline), settings,
            new Extractor<IBatchMessage>(message => $"{message.Run}-{message.Batch}"));
        var islands = await sharding.StartAsync(IslandActor.Region, entity => IslandActor.Props(entity, runs.Island), settings,
            new Extractor<ISelectionMessage>(message => message switch
            {
                StartIsland start => start.Key.ToString(),
                SendMigrants sent => sent.To.ToString(),
                SendAgreement sent => sent.To.ToString(),
                StopIsland stop => stop.Key.ToString(),
                _ => null,
            }));
        return new RunRegions(node, batches, islands);
    }

    private sealed class Extractor<T>(Func<T, string?> entity) : HashCodeMessageExtractor(Shards)
        where T : class
    {
        public override string? EntityId(object message) => message is T mine ? entity(mine) : null;
    }
}

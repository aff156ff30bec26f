using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Hpa.Actors.Images;
using Hpa.Contracts.Images;

namespace Hpa.Actors.Runs;

/// <summary>
/// The shard region of <see cref="ImageBatchActor"/>. Work is pulled: a batch belongs to the worker that asked for it, so every worker has
/// a shard of its own name, and a shard lives where it was first asked for.
/// </summary>
internal static class BatchRegion
{
    /// <summary>Name of the region.</summary>
    public const string Name = "batches";

    /// <summary>Starts this node's part of the region.</summary>
    public static Task<IActorRef> StartAsync(ActorSystem system, NodeRuns runs) => ClusterSharding.Get(system).StartAsync(
        Name, _ => ImageBatchActor.Props(runs.Pipeline), ClusterShardingSettings.Create(system), new Extractor(), new WhereAsked(), PoisonPill.Instance);

    private sealed class Extractor : IMessageExtractor
    {
        public string? EntityId(object message) => message is ExtractBatch batch ? $"{batch.Worker}/{batch.Run}-{batch.Batch}-{batch.Attempt}" : null;

        public object EntityMessage(object message) => message;

        public string? ShardId(object message) => (message as ExtractBatch)?.Worker;

        public string ShardId(string entityId, object? messageHint = null) => entityId[..entityId.IndexOf('/')];
    }

    private sealed class WhereAsked : IShardAllocationStrategy
    {
        public Task<IActorRef> AllocateShard(IActorRef requester, string shardId, IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations) =>
            Task.FromResult(requester);

        public Task<IImmutableSet<string>> Rebalance(
            IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations, IImmutableSet<string> rebalanceInProgress) =>
            Task.FromResult<IImmutableSet<string>>(ImmutableHashSet<string>.Empty);
    }
}

using Akka.Actor;
using Akka.Cluster.Sharding;
using Hpa.Actors.Runs;
using Hpa.Actors.Tests.Datasets;
using Hpa.Contracts.Images;

namespace Hpa.Actors.Tests.Runs;

public sealed class BatchRegionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_batch_lives_on_the_node_whose_worker_asked_for_it()
    {
        var runs = new NodeRuns();
        await using var first = await ClusterOfOne.StartAsync(_folder["journal.db"], runs);
        await using var second = await ClusterOfOne.JoinAsync(first, _folder["journal.db"], runs);
        for (var batch = 0; batch < 3; batch++)
        {
            await AskAsync(first, "one", batch);
            await AskAsync(second, "two", batch);
        }

        Assert.Equal(["one"], await ShardsAsync(first));
        Assert.Equal(["two"], await ShardsAsync(second));
    }

    private static IActorRef Region(ClusterOfOne node) => ClusterSharding.Get(node.System).ShardRegion(BatchRegion.Name);

    /// <summary>The entity answers at once, for nobody has opened the run.</summary>
    private static async Task AskAsync(ClusterOfOne node, string worker, int batch) =>
        Assert.Equal(batch, (await Region(node).Ask<BatchFailed>(new ExtractBatch("run", batch, 1, []) { Worker = worker }, TimeSpan.FromSeconds(30))).Batch);

    private static async Task<string[]> ShardsAsync(ClusterOfOne node) =>
        [.. (await Region(node).Ask<CurrentShardRegionState>(GetShardRegionState.Instance, TimeSpan.FromSeconds(30))).Shards.Select(shard => shard.ShardId)];
}

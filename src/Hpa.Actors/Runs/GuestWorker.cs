using Akka.Actor;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>What a node has that helps the run of another.</summary>
public static class GuestWorker
{
    /// <summary>Starts the node's actors and its part of the batches' shard region. The node must be in the run's cluster.</summary>
    /// <param name="system">The actor system.</param>
    /// <param name="desk">The run's <see cref="DeskActor"/>.</param>
    /// <param name="roles">What the node does: extract, select.</param>
    /// <param name="setup">What is this machine's own.</param>
    /// <param name="version">The program's version.</param>
    /// <returns>The <see cref="WorkerActor"/>.</returns>
    public static async Task<IActorRef> StartAsync(ActorSystem system, ICanTell desk, IReadOnlyList<string> roles, NodeSetup setup, string version)
    {
        var runs = new NodeRuns();
        var node = system.ActorOf(NodeActor.Props(runs, setup), "node");
        var batches = await BatchRegion.StartAsync(system, runs);
        var self = new Enrol(WorkerName.Of(system), version, roles.Contains("extract"), roles.Contains("select"), Home: false);
        return system.ActorOf(WorkerActor.Props(self, node, batches, desk), "worker");
    }
}

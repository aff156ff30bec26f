using Akka.Actor;
using Akka.Cluster;

namespace Hpa.Actors.Runs;

/// <summary>What a node's worker is called.</summary>
internal static class WorkerName
{
    /// <summary>Address and number of the process: a node that was started again is another worker. Fit for file names.</summary>
    public static string Of(ActorSystem system)
    {
        var self = Cluster.Get(system).SelfUniqueAddress;
        return $"{self.Address.Host}-{self.Address.Port}-{(uint)self.Uid:x}".Replace(':', '.');
    }
}

using Akka.Actor;
using Hpa.Contracts.Backbones;

namespace Hpa.Actors.Backbones;

/// <summary>One network of a run on this node: passes inputs to the device and names the answers.</summary>
public sealed class BackboneActor : ReceiveActor
{
    /// <summary>Sets up the protocol.</summary>
    /// <param name="session">The loaded network; owned by the node.</param>
    /// <param name="device">The only caller of sessions.</param>
    public BackboneActor(BackboneSession session, IActorRef device) =>
        Receive<RunInputs>(request => device.Forward(new DeviceActor.RunSession(
            session.Spec.Name, request, inputs => session.Run(inputs.Inputs, inputs.Count))));

    /// <summary>Creates the actor's props.</summary>
    public static Props Props(BackboneSession session, IActorRef device) => Akka.Actor.Props.Create(() => new BackboneActor(session, device));
}

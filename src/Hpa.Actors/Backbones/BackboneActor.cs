using Akka.Actor;
using Hpa.Contracts.Backbones;

namespace Hpa.Actors.Backbones;

/// <summary>One network of a run on this node: passes inputs to the device under its name.</summary>
public sealed class BackboneActor : ReceiveActor
{
    /// <summary>Sets up the protocol.</summary>
    /// <param name="name">Catalogue name.</param>
    /// <param name="device">The only caller of sessions.</param>
    public BackboneActor(string name, IActorRef device) => Receive<RunInputs>(request => device.Forward(new DeviceActor.RunSession(name, request)));

    /// <summary>Creates the actor's props.</summary>
    public static Props Props(string name, IActorRef device) => Akka.Actor.Props.Create(() => new BackboneActor(name, device));
}

using Akka.Actor;
using Hpa.Contracts.Backbones;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;

namespace Hpa.Actors.Images;

/// <summary>Where this node's images of one run go: the networks, in column order, and the writer.</summary>
/// <param name="Settings">Combinations and the number of images in memory.</param>
/// <param name="Backbones">The networks in the order of the columns.</param>
/// <param name="Columns">The blocks of a row: networks outside, combinations inside.</param>
/// <param name="Writer">The node's only writer of shards.</param>
public sealed record ImagePipeline(
    ImageSettings Settings, IReadOnlyList<BackboneRoute> Backbones, IReadOnlyList<BlockColumn> Columns, IActorRef Writer);

/// <summary>A network and the actor that runs it.</summary>
public sealed record BackboneRoute(BackboneSpec Spec, IActorRef Actor);

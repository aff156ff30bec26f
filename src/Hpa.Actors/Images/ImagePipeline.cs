using Akka.Actor;
using Hpa.Contracts.Backbones;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;

namespace Hpa.Actors.Images;

/// <summary>Where this node's images of one run go: the networks, in column order, and the writer.</summary>
/// <param name="Settings">Combinations and the number of images in memory.</param>
/// <param name="Groups">The networks that are in memory together; a batch of images goes through one group after the other.</param>
/// <param name="Columns">The blocks of a row: networks outside, combinations inside.</param>
/// <param name="Writer">The node's only writer of shards.</param>
public sealed record ImagePipeline(
    ImageSettings Settings, IReadOnlyList<IReadOnlyList<BackboneRoute>> Groups, IReadOnlyList<BlockColumn> Columns, IActorRef Writer)
{
    /// <summary>Inputs of the images at work.</summary>
    public TensorPool Tensors { get; } = new();

    /// <summary>Puts what the networks said about an image into the order of the columns.</summary>
    /// <param name="features">By network, then in the order of the combinations.</param>
    public IReadOnlyList<float[]> Row(IReadOnlyDictionary<string, IReadOnlyList<float[]>> features)
    {
        var next = new Dictionary<string, int>();
        return [.. Columns.Select(column =>
        {
            var number = next.GetValueOrDefault(column.Name.Backbone);
            next[column.Name.Backbone] = number + 1;
            return features[column.Name.Backbone][number];
        })];
    }
}

/// <summary>A network and the actor that runs it.</summary>
public sealed record BackboneRoute(BackboneSpec Spec, IActorRef Actor);

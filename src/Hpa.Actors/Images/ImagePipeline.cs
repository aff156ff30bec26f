using Akka.Actor;
using Hpa.Contracts.Backbones;
using Hpa.Contracts.Cells;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;
using OpenCvSharp;

namespace Hpa.Actors.Images;

/// <summary>Where this node's images of one run go: the networks, in column order, and the writer.</summary>
/// <param name="Settings">Combinations and the number of images in memory.</param>
/// <param name="Groups">The networks that are in memory together; a batch of images goes through one group after the other.</param>
/// <param name="Columns">The blocks of each level that is written: regions outside, then networks, combinations inside.</param>
/// <param name="Writer">The node's only writer of shards.</param>
/// <param name="Cells">The cells of a field; null without the cell level.</param>
public sealed record ImagePipeline(
    ImageSettings Settings,
    IReadOnlyList<IReadOnlyList<BackboneRoute>> Groups,
    IReadOnlyDictionary<Level, IReadOnlyList<BlockColumn>> Columns,
    IActorRef Writer,
    CellsOfField? Cells = null)
{
    /// <summary>Inputs of the images at work.</summary>
    public TensorPool Tensors { get; } = new();

    /// <summary>Sends pictures to all networks of a group; networks of one shape and normalisation share one array.</summary>
    /// <param name="group">Number of the group.</param>
    /// <param name="pictures">Per picture its four channels. No longer needed after the call.</param>
    /// <param name="asker">Gets one answer per network: vectors of the first picture's combinations, then the second's.</param>
    /// <returns>The arrays; dispose it once every network has answered. If one never does, leave it to the garbage collector.</returns>
    public IDisposable Send(int group, IReadOnlyList<IReadOnlyList<Mat>> pictures, IActorRef asker)
    {
        var sent = new SentInputs(Tensors);
        var inputs = pictures.Select(p => new NetworkInputs(p)).ToArray();
        try
        {
            foreach (var alike in Groups[group].GroupBy(b => InputShape.Of(b.Spec)))
            {
                var (spec, combinations) = (alike.First().Spec, Settings.Combinations);
                var one = combinations.Count * 3 * spec.InputSize * spec.InputSize;
                var tensor = sent.Rent(pictures.Count * one);
                for (var i = 0; i < inputs.Length; i++)
                    inputs[i].Fill(tensor.AsSpan(i * one, one), combinations, spec.InputSize, spec.Mean, spec.Std);
                foreach (var backbone in alike) backbone.Actor.Tell(new RunInputs(tensor, pictures.Count * combinations.Count), asker);
            }
        }
        finally
        {
            foreach (var picture in inputs) picture.Dispose();
        }

        return sent;
    }

    private sealed class SentInputs(TensorPool pool) : IDisposable
    {
        private readonly List<float[]> _tensors = [];

        public float[] Rent(int length)
        {
            _tensors.Add(pool.Rent(length));
            return _tensors[^1];
        }

        public void Dispose()
        {
            _tensors.ForEach(pool.Return);
            _tensors.Clear();
        }
    }

    private sealed record InputShape(int Size, string Normalisation)
    {
        public static InputShape Of(BackboneSpec spec) => new(spec.InputSize, $"{string.Join(' ', spec.Mean)}/{string.Join(' ', spec.Std)}");
    }
}

/// <summary>A network and the actor that runs it.</summary>
public sealed record BackboneRoute(BackboneSpec Spec, IActorRef Actor);

/// <summary>Props of an actor that answers its parent with <see cref="CellsExtracted"/> or <see cref="CellsFailed"/>.</summary>
/// <param name="planes">The field's channels.</param>
/// <param name="group">Number of the group of networks.</param>
/// <param name="cells">The field's cells, when an earlier group found them.</param>
public delegate Props CellsOfField(IReadOnlyList<Mat> planes, int group, FieldCells? cells);

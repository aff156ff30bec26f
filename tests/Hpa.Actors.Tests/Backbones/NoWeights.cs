using Hpa.Actors.Backbones;

namespace Hpa.Actors.Tests.Backbones;

/// <summary>Zeros, and the names and shapes that were asked for.</summary>
internal sealed class NoWeights : IWeights
{
    private static readonly float[] s_zeros = new float[1 << 16];

    public Dictionary<string, int[]> Shapes { get; } = [];

    /// <summary>A network whose large tensors are nowhere.</summary>
    public static (GraphBuilder Graph, Layer Output) Graph(Actors.Backbones.Architecture architecture, int size, NoWeights? weights = null)
    {
        using var nowhere = new ExternalValues(Stream.Null, "nowhere");
        var graph = new GraphBuilder(architecture.Name, size, weights ?? new NoWeights(), nowhere);
        return (graph, architecture.Build(graph.Input));
    }

    public void Read(string name, int[] shape, double gain, Action<ReadOnlySpan<float>> write)
    {
        Shapes.Add(name, shape);
        for (var left = shape.Aggregate(1, (product, side) => product * side); left > 0; left -= s_zeros.Length)
            write(s_zeros.AsSpan(0, Math.Min(left, s_zeros.Length)));
    }
}

using Google.Protobuf;
using Hpa.Actors.Backbones;
using Hpa.Actors.Backbones.Onnx;

namespace Hpa.Actors.Tests.Cells.Cellpose;

/// <summary>
/// A network of Cellpose's shape without training: one convolution of the first channel gives the slope of the blurred
/// picture in y and x, which leads up to the middle of bright spots, and how much brighter than a threshold it is.
/// </summary>
internal sealed class GradientNetwork : IWeights
{
    private const int Reach = 9;
    private const int Side = 2 * Reach + 1;
    private const double Blur = 3.0;
    private const float Slope = 12;
    private const float Threshold = 0.33f;

    /// <summary>An ONNX file with one output [N × 3 × tile × tile], or with another before it.</summary>
    public static byte[] Onnx(int tile, bool two = false)
    {
        var graph = new GraphBuilder("gradient", tile, new GradientNetwork(), channels: 2);
        var model = ModelProto.Parser.ParseFrom(graph.ToOnnx(graph.Input.Conv("flows", 3, Side, pad: Reach, bias: true)));
        var sides = model.Graph.Output[0].Type.TensorType.Shape.Dim;
        sides.Add(new TensorShapeProto.Types.Dimension { DimValue = tile });
        sides.Add(new TensorShapeProto.Types.Dimension { DimValue = tile });
        if (!two) return model.ToByteArray();
        model.Graph.Node.Add(new NodeProto { OpType = "GlobalAveragePool", Input = { GraphBuilder.OutputName }, Output = { "style" } });
        model.Graph.Output.Add(model.Graph.Output[0].Clone());
        model.Graph.Output[1].Name = "style";
        foreach (var side in model.Graph.Output[1].Type.TensorType.Shape.Dim.Skip(2)) side.DimValue = 1;
        return model.ToByteArray();
    }

    public void Read(string name, int[] shape, double gain, Action<ReadOnlySpan<float>> write) =>
        write(name.EndsWith("bias", StringComparison.Ordinal) ? [0, 0, -Threshold * 10] : Kernels());

    /// <summary>[3 × 2 × side × side]: nothing of the second channel.</summary>
    private static float[] Kernels()
    {
        var kernels = new float[3 * 2 * Side * Side];
        for (var i = 0; i < Side * Side; i++)
        {
            var (y, x) = (i / Side - Reach, i % Side - Reach);
            var bell = Math.Exp(-(x * x + y * y) / (2 * Blur * Blur)) / (2 * Math.PI * Blur * Blur);
            kernels[i] = (float)(Slope * y / Blur * bell);
            kernels[2 * Side * Side + i] = (float)(Slope * x / Blur * bell);
            kernels[4 * Side * Side + i] = (float)(10 * bell);
        }

        return kernels;
    }
}

using System.Runtime.InteropServices;
using Google.Protobuf;
using Hpa.Actors.Backbones.Onnx;

namespace Hpa.Actors.Backbones;

/// <summary>
/// Writes an ONNX graph layer by layer: begin at <see cref="Input"/>, chain the calls of <see cref="Layer"/>, end with
/// <see cref="ToOnnx"/>. One input <c>input</c> [N × 3 × size × size], one output <c>features</c> [N × d].
/// </summary>
public sealed class GraphBuilder
{
    /// <summary>Name of the graph's input.</summary>
    public const string InputName = "input";

    /// <summary>Name of the graph's output.</summary>
    public const string OutputName = "features";

    /// <summary>Name of the free first dimension of input and output.</summary>
    public const string BatchDimension = "N";

    private const int IrVersion = 8;
    private const int OperatorSet = 17;

    private readonly IWeights _weights;
    private readonly GraphProto _graph;

    /// <summary>An empty graph.</summary>
    /// <param name="name">Name of the network.</param>
    /// <param name="size">Side of the square input, pixels.</param>
    /// <param name="weights">Asked for each parameter once, in graph order.</param>
    public GraphBuilder(string name, int size, IWeights weights)
    {
        _weights = weights;
        _graph = new GraphProto { Name = name, Input = { Described(InputName, 3, size, size) } };
        Input = new Layer(this, InputName, 3);
    }

    /// <summary>The three input planes.</summary>
    public Layer Input { get; }

    /// <summary>Learnable numbers so far; running means and variances do not count, as in torchvision.</summary>
    public long Parameters { get; private set; }

    /// <summary>The finished graph as the bytes of an .onnx file; the same layers and weights give the same bytes.</summary>
    /// <param name="output">The layer that becomes the output.</param>
    public byte[] ToOnnx(Layer output)
    {
        _graph.Node.Single(n => n.Output[0] == output.Name).Output[0] = OutputName;
        _graph.Output.Add(Described(OutputName, output.Channels));
        return new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "hpa",
            Graph = _graph,
            OpsetImport = { new OperatorSetIdProto { Version = OperatorSet } },
        }.ToByteArray();
    }

    /// <summary>Adds a node with one output.</summary>
    internal Layer Add(string operation, int channels, IEnumerable<string> inputs, params AttributeProto[] attributes)
    {
        var name = FormattableString.Invariant($"{operation.ToLowerInvariant()}_{_graph.Node.Count}");
        _graph.Node.Add(new NodeProto { Name = name, OpType = operation, Input = { inputs }, Output = { name }, Attribute = { attributes } });
        return new Layer(this, name, channels);
    }

    /// <summary>Adds a learned parameter and returns its name.</summary>
    internal string Parameter(string name, int[] shape, double gain = Gain.Linear)
    {
        Parameters += shape.Aggregate(1L, (product, side) => product * side);
        return Buffer(name, shape, gain);
    }

    /// <summary>Adds numbers that training follows but does not learn, and returns their name.</summary>
    internal string Buffer(string name, int[] shape, double gain = Gain.Linear)
    {
        var values = _weights.Get(name, shape, gain);
        var expected = shape.Aggregate(1L, (product, side) => product * side);
        if (values.Length != expected) throw new ArgumentException($"{name}: {values.Length} values, expected {expected}");
        return Constant(name, values.Span, shape);
    }

    /// <summary>Adds fixed numbers and returns their name.</summary>
    internal string Constant(string name, ReadOnlySpan<float> values, params int[] shape)
    {
        if (_graph.Initializer.Any(t => t.Name == name)) return name;
        _graph.Initializer.Add(new TensorProto
        {
            Name = name,
            DataType = (int)TensorProto.Types.DataType.Float,
            Dims = { shape.Select(side => (long)side) },
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)),
        });
        return name;
    }

    private static ValueInfoProto Described(string name, params int[] sides)
    {
        var shape = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dimension { DimParam = BatchDimension } } };
        shape.Dim.AddRange(sides.Select(side => new TensorShapeProto.Types.Dimension { DimValue = side }));
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float, Shape = shape };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }
}

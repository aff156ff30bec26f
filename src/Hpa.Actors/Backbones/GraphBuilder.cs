using System.Runtime.InteropServices;
using Google.Protobuf;
using Hpa.Actors.Backbones.Onnx;

namespace Hpa.Actors.Backbones;

/// <summary>
/// Writes an ONNX graph layer by layer: begin at <see cref="Input"/>, chain the calls of <see cref="Layer"/>, end with
/// <see cref="ToOnnx"/>. One input <c>input</c> [N × channels × size × size], one output <c>features</c> [N × d].
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
    private readonly ExternalValues? _external;
    private readonly GraphProto _graph;

    /// <summary>An empty graph.</summary>
    /// <param name="name">Name of the network.</param>
    /// <param name="size">Side of the square input, pixels.</param>
    /// <param name="weights">Asked for each parameter once, in graph order.</param>
    /// <param name="external">Where large tensors go, or null to keep everything in one file of at most 2 GB.</param>
    /// <param name="channels">Input planes.</param>
    public GraphBuilder(string name, int size, IWeights weights, ExternalValues? external = null, int channels = 3)
    {
        _weights = weights;
        _external = external;
        _graph = new GraphProto { Name = name, Input = { Described(InputName, channels, size, size) } };
        Input = new Layer(this, InputName, channels, size);
    }

    /// <summary>The input planes.</summary>
    public Layer Input { get; }

    /// <summary>Learnable numbers so far; running means and variances do not count, as in torchvision.</summary>
    public long Parameters { get; private set; }

    /// <summary>Products that one input takes in convolutions and fully connected layers so far.</summary>
    public long MultiplyAdds { get; internal set; }

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

    /// <summary>Numbers in the largest output of a layer, for one input.</summary>
    public long Widest { get; private set; }

    /// <summary>Adds a node with one output.</summary>
    internal Layer Add(string operation, int channels, int side, IEnumerable<string> inputs, params AttributeProto[] attributes)
    {
        Widest = Math.Max(Widest, (long)channels * Math.Max(1, side * side));
        var name = FormattableString.Invariant($"{operation.ToLowerInvariant()}_{_graph.Node.Count}");
        _graph.Node.Add(new NodeProto { Name = name, OpType = operation, Input = { inputs }, Output = { name }, Attribute = { attributes } });
        return new Layer(this, name, channels, side);
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
        var expected = shape.Aggregate(1L, (product, side) => product * side);
        var tensor = Tensor(name, shape);
        if (_external is null || expected < ExternalValues.Smallest)
        {
            using var inline = new MemoryStream();
            Copy(name, shape, gain, expected, values => inline.Write(MemoryMarshal.AsBytes(values)));
            tensor.RawData = UnsafeByteOperations.UnsafeWrap(inline.ToArray());
        }
        else
        {
            tensor.DataLocation = TensorProto.Types.DataLocation.External;
            tensor.ExternalData.AddRange(_external.Begin(expected));
            Copy(name, shape, gain, expected, _external.Write);
        }

        _graph.Initializer.Add(tensor);
        return name;
    }

    private void Copy(string name, int[] shape, double gain, long expected, Action<ReadOnlySpan<float>> write)
    {
        var count = 0L;
        _weights.Read(name, shape, gain, values =>
        {
            count += values.Length;
            if (count <= expected) write(values);
        });
        if (count != expected) throw new ArgumentException($"{name}: {count} values, expected {expected}");
    }

    /// <summary>A fault of the input's size.</summary>
    internal ArgumentException Refused(string reason) =>
        new(FormattableString.Invariant($"{_graph.Name}: an input of {Input.Side} x {Input.Side} pixels {reason}"));

    /// <summary>Adds fixed numbers, once for each name, and returns their name.</summary>
    internal string Constant(string name, ReadOnlySpan<float> values, params int[] shape)
    {
        if (_graph.Initializer.Any(t => t.Name == name)) return name;
        var tensor = Tensor(name, shape);
        tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values));
        _graph.Initializer.Add(tensor);
        return name;
    }

    private static TensorProto Tensor(string name, int[] shape) =>
        new() { Name = name, DataType = (int)TensorProto.Types.DataType.Float, Dims = { shape.Select(side => (long)side) } };

    private static ValueInfoProto Described(string name, params int[] sides)
    {
        var shape = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dimension { DimParam = BatchDimension } } };
        shape.Dim.AddRange(sides.Select(side => new TensorShapeProto.Types.Dimension { DimValue = side }));
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float, Shape = shape };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }
}

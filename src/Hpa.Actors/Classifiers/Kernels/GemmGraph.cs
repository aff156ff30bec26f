using Google.Protobuf;

namespace Hpa.Actors.Classifiers.Kernels;

/// <summary>
/// The smallest ONNX graph with a matrix product in it: <c>c = a · bᵀ</c> with a [m × d], b [n × d], c [m × n], written
/// field by field (numbers are those of onnx.proto, IR version 8, operator set 13).
/// </summary>
internal static class GemmGraph
{
    /// <summary>Name of the left input.</summary>
    public const string Left = "a";

    /// <summary>Name of the right input.</summary>
    public const string Right = "b";

    /// <summary>Name of the output.</summary>
    public const string Product = "c";

    private const int FloatElement = 1;
    private const int IntAttribute = 2;

    /// <summary>The serialized model.</summary>
    public static byte[] Bytes() => Message(model =>
    {
        Number(model, 1, 8);
        Nested(model, 8, operators => Number(operators, 2, 13));
        Nested(model, 7, graph =>
        {
            Nested(graph, 1, Node);
            Text(graph, 2, "gemm");
            Nested(graph, 11, value => Matrix(value, Left, "m", "d"));
            Nested(graph, 11, value => Matrix(value, Right, "n", "d"));
            Nested(graph, 12, value => Matrix(value, Product, "m", "n"));
        });
    });

    private static void Node(CodedOutputStream node)
    {
        Text(node, 1, Left);
        Text(node, 1, Right);
        Text(node, 2, Product);
        Text(node, 4, "Gemm");
        Nested(node, 5, attribute =>
        {
            Text(attribute, 1, "transB");
            Number(attribute, 3, 1);
            Number(attribute, 20, IntAttribute);
        });
    }

    private static void Matrix(CodedOutputStream value, string name, string rows, string columns)
    {
        Text(value, 1, name);
        Nested(value, 2, type => Nested(type, 1, tensor =>
        {
            Number(tensor, 1, FloatElement);
            Nested(tensor, 2, shape =>
            {
                Nested(shape, 1, dimension => Text(dimension, 2, rows));
                Nested(shape, 1, dimension => Text(dimension, 2, columns));
            });
        }));
    }

    private static byte[] Message(Action<CodedOutputStream> fields)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true)) fields(output);
        return bytes.ToArray();
    }

    private static void Nested(CodedOutputStream output, int field, Action<CodedOutputStream> fields)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(Message(fields)));
    }

    private static void Text(CodedOutputStream output, int field, string text)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(text);
    }

    private static void Number(CodedOutputStream output, int field, long number)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(number);
    }
}

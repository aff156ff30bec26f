using Hpa.Contracts;
using Hpa.Contracts.Backbones;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Hpa.Actors.Backbones;

/// <summary>Where a model takes its pictures and gives its vectors, checked against the spec.</summary>
/// <param name="Input">Name of the input.</param>
/// <param name="Output">Name of the output.</param>
/// <param name="Batch">Inputs per call.</param>
/// <param name="Channels">Planes of an input.</param>
/// <param name="Size">Side of the square input, pixels.</param>
/// <param name="OwnBatch">Whether the file prescribes the batch.</param>
/// <param name="OutputShape">As the model gives it: [batch × d], or with more dimensions, which are read as one.</param>
internal sealed record ModelPorts(string Input, string Output, int Batch, int Channels, int Size, bool OwnBatch, long[] OutputShape)
{
    /// <summary>[batch × channels × size × size].</summary>
    public long[] InputShape => [Batch, Channels, Size, Size];

    /// <summary>Numbers in a call's inputs.</summary>
    public int InputLength => Batch * Channels * Size * Size;

    /// <summary>Length of one input's vector.</summary>
    public int Dimensions => (int)OutputShape.Skip(1).Aggregate(1L, (product, side) => product * side);

    /// <summary>The same ports with another number of inputs per call.</summary>
    public ModelPorts WithBatch(int batch) => this with { Batch = batch, OutputShape = [batch, .. OutputShape.Skip(1)] };

    /// <summary>Finds the ports and runs the model once on zeros, which tells the shape of its output.</summary>
    /// <exception cref="InputException">The model has no such ports, or does not run.</exception>
    public static ModelPorts Of(InferenceSession session, BackboneSpec spec, string origin, int batch)
    {
        var (input, own) = FindInput(session, spec, origin);
        var ports = new ModelPorts(input, FindOutput(session, spec, origin), own ?? batch, spec.Channels, spec.InputSize, own is not null, []);
        var shape = ShapeOfOutput(session, ports, origin);
        return spec.OutputSides is null || shape.Skip(1).SequenceEqual(spec.OutputSides.Select(side => (long)side))
            ? ports with { OutputShape = shape }
            : throw new InputException($"{origin}: output '{ports.Output}' has the shape [{string.Join(',', shape)}] for {ports.Batch} inputs, expected [{ports.Batch},{string.Join(',', spec.OutputSides)}]; name another with {spec.Settings}.output");
    }

    /// <summary>The input and, where the file fixes it, its batch.</summary>
    private static (string Name, int? Batch) FindInput(InferenceSession session, BackboneSpec spec, string origin)
    {
        var fits = session.InputMetadata.Count == 1 && session.InputMetadata.Values.Single() is { IsTensor: true } only
            && only.ElementDataType == TensorElementType.Float && Fits(only.Dimensions, spec);
        if (!fits)
            throw new InputException($"{origin}: needs exactly one input of float numbers [N,{spec.Channels},{spec.InputSize},{spec.InputSize}] ({spec.Settings}.{spec.SizeKey} = {spec.InputSize}), has {List(session.InputMetadata)}");
        var (name, metadata) = session.InputMetadata.Single();
        return (name, metadata.Dimensions[0] > 0 ? metadata.Dimensions[0] : null);
    }

    /// <summary>Free dimensions are −1 or 0 and fit every size.</summary>
    private static bool Fits(int[] sides, BackboneSpec spec) =>
        sides.Length == 4 && Fits(sides[1], spec.Channels) && Fits(sides[2], spec.InputSize) && Fits(sides[3], spec.InputSize);

    private static bool Fits(int side, int wanted) => side <= 0 || side == wanted;

    private static string FindOutput(InferenceSession session, BackboneSpec spec, string origin)
    {
        var key = $"{spec.Settings}.output";
        if (spec.Output.Length == 0 && session.OutputMetadata.Count != 1)
            throw new InputException($"{origin}: has the outputs {List(session.OutputMetadata)}; say which one with {key}");
        var name = spec.Output.Length > 0 ? spec.Output : session.OutputMetadata.Keys.Single();
        if (!session.OutputMetadata.TryGetValue(name, out var metadata))
            throw new InputException($"{origin}: has no output '{name}' ({key}), only {List(session.OutputMetadata)}");
        return metadata.IsTensor && metadata.ElementDataType == TensorElementType.Float
            ? name
            : throw new InputException($"{origin}: output '{name}' is not a tensor of float numbers");
    }

    private static long[] ShapeOfOutput(InferenceSession session, ModelPorts ports, string origin)
    {
        try
        {
            using var options = new RunOptions();
            using var input = OrtValue.CreateTensorValueFromMemory(new float[ports.InputLength], ports.InputShape);
            using var outputs = session.Run(options, [ports.Input], [input], [ports.Output]);
            var shape = outputs[0].GetTensorTypeAndShape().Shape;
            return shape.Length >= 2 && shape[0] == ports.Batch && shape.Skip(1).All(side => side > 0)
                ? shape
                : throw new InputException($"{origin}: output '{ports.Output}' has the shape [{string.Join(',', shape)}] for {ports.Batch} inputs, expected one vector for each");
        }
        catch (OnnxRuntimeException e)
        {
            throw new InputException($"{origin}: does not run on {ports.Batch} inputs of {ports.Size} x {ports.Size} pixels ({OneLine.Of(e)})", e);
        }
    }

    /// <summary>Names, types and shapes in one line.</summary>
    public static string List(IReadOnlyDictionary<string, NodeMetadata> ports) => string.Join(", ", ports
        .OrderBy(p => p.Key, StringComparer.Ordinal)
        .Select(p => p.Value.IsTensor ? $"{p.Key} {p.Value.ElementDataType}[{string.Join(',', p.Value.Dimensions.Select(d => d > 0 ? FormattableString.Invariant($"{d}") : "?"))}]" : p.Key));
}

using Hpa.Contracts;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Hpa.Actors.Backbones;

/// <summary>What an ONNX image network tells about itself, for whoever writes its catalogue entry.</summary>
/// <param name="InputSize">Side of the square input in pixels, or null when the file leaves it open.</param>
/// <param name="Outputs">Names of the outputs that are tensors of float numbers, in the file's order.</param>
public sealed record OnnxOutline(int? InputSize, IReadOnlyList<string> Outputs)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">It cannot be read, is no ONNX model, or takes no pictures.</exception>
    public static OnnxOutline Of(string path)
    {
        try
        {
            using var options = SessionRuntime.Plain();
            using var session = new InferenceSession(File.ReadAllBytes(path), options);
            int[] sides = session.InputMetadata.Values.ToArray() is [{ IsTensor: true } only] && IsFloat(only) ? only.Dimensions : [];
            if (sides is not [_, <= 0 or 3, var height, var width] || height != width)
                throw new InputException($"{path}: needs exactly one input of float numbers [N,3,S,S], has {ModelPorts.List(session.InputMetadata)}");
            return new OnnxOutline(
                height > 0 ? height : null,
                [.. session.OutputNames.Where(name => session.OutputMetadata[name] is { IsTensor: true } output && IsFloat(output))]);
        }
        catch (OnnxRuntimeException e)
        {
            throw new InputException($"{path}: is not an ONNX model that this runtime can load ({OneLine.Of(e)})", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read ({OneLine.Of(e)})", e);
        }
    }

    private static bool IsFloat(NodeMetadata port) => port.ElementDataType == TensorElementType.Float;
}

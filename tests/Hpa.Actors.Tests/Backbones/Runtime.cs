using Hpa.Actors.Backbones;
using Microsoft.ML.OnnxRuntime;

namespace Hpa.Actors.Tests.Backbones;

/// <summary>An .onnx file, with the file of its values beside it, in the bare runtime on one thread.</summary>
internal sealed class Runtime : IDisposable
{
    private readonly int _count;
    private readonly int _size;
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();

    public Runtime(string path, int count, int size)
    {
        (_count, _size) = (count, size);
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        options.AddFreeDimensionOverrideByName(GraphBuilder.BatchDimension, count);
        _session = new InferenceSession(path, options);
    }

    /// <summary>[count × 3 × size × size] to [count × d].</summary>
    public float[] Vectors(float[] inputs)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(inputs, [_count, 3, _size, _size]);
        using var outputs = _session.Run(_run, new Dictionary<string, OrtValue> { [GraphBuilder.InputName] = input }, [GraphBuilder.OutputName]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }
}

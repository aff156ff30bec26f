using Microsoft.ML.OnnxRuntime;

namespace Hpa.Actors.Backbones;

/// <summary>Input and output memory of one caller at a time, allocated once and pinned while it lives.</summary>
internal sealed class SessionBuffers : IDisposable
{
    private readonly ModelPorts _ports;
    private readonly float[] _input;
    private readonly float[] _output;
    private readonly OrtValue[] _inputs;
    private readonly OrtValue[] _outputs;

    public SessionBuffers(ModelPorts ports)
    {
        _ports = ports;
        _input = new float[ports.InputLength];
        _output = new float[ports.Batch * ports.Dimensions];
        _inputs = [OrtValue.CreateTensorValueFromMemory(_input, ports.InputShape)];
        _outputs = [OrtValue.CreateTensorValueFromMemory(_output, ports.OutputShape)];
    }

    /// <summary>Runs up to a batch of inputs, each [channels × size × size]; the rest of the batch is zeros.</summary>
    public void Run(InferenceSession session, RunOptions options, ReadOnlySpan<ReadOnlyMemory<float>> inputs)
    {
        var rest = _input.AsSpan();
        foreach (var input in inputs)
        {
            input.Span.CopyTo(rest);
            rest = rest[input.Length..];
        }

        rest.Clear();
        session.Run(options, [_ports.Input], _inputs, [_ports.Output], _outputs);
    }

    /// <summary>The vector of the i-th input of the last run.</summary>
    public ReadOnlySpan<float> Vector(int i) => _output.AsSpan(i * _ports.Dimensions, _ports.Dimensions);

    public void Dispose()
    {
        _inputs[0].Dispose();
        _outputs[0].Dispose();
    }
}

using System.Collections.Concurrent;
using Hpa.Contracts;
using Hpa.Contracts.Backbones;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;
using Microsoft.ML.OnnxRuntime;

namespace Hpa.Actors.Backbones;

/// <summary>
/// One network, ready to run. Every call of the runtime has the same batch shape and one thread, so that a vector
/// depends on its own input alone, wherever it stands in a batch. Safe to use from several threads at once.
/// </summary>
public sealed class BackboneSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly ModelPorts _ports;
    private readonly RunOptions _options = new();
    private readonly ConcurrentBag<SessionBuffers> _idle = [];
    private readonly Lock _gate = new();
    private int _calls;
    private bool _closed;

    private BackboneSession(BackboneSpec spec, string sha256, InferenceSession session, ModelPorts ports)
    {
        _session = session;
        _ports = ports;
        Spec = spec;
        Sha256 = sha256;
    }

    /// <summary>Versions of the libraries behind the numbers, by name; for the manifest.</summary>
    public static IReadOnlyDictionary<string, string> RuntimeVersions { get; } =
        new SortedDictionary<string, string>(StringComparer.Ordinal) { ["onnxruntime"] = OrtEnv.Instance().GetVersionString() };

    /// <summary>The catalogue entry.</summary>
    public BackboneSpec Spec { get; }

    /// <summary>SHA-256 of the ONNX bytes that run, lower-case hex.</summary>
    public string Sha256 { get; }

    /// <summary>Length d of each output vector.</summary>
    public int Dimensions => _ports.Dimensions;

    /// <summary>Inputs per call of the runtime: as asked for, or what the file prescribes.</summary>
    public int Batch => _ports.Batch;

    /// <summary>What the manifest says about this network.</summary>
    public BackboneRecord Record => new(Spec.Name, Sha256, Spec.Trained, Dimensions);

    /// <summary>Reads or builds the network, checks it against the spec and runs it once.</summary>
    /// <param name="spec">The catalogue entry.</param>
    /// <param name="seed">Seed of the weights of a network that is built.</param>
    /// <param name="batch">Inputs per call of the runtime, positive; a file with a fixed batch of its own overrides it.</param>
    /// <exception cref="InputException">The file is missing, has another hash, is no ONNX model or does not fit the spec.</exception>
    /// <exception cref="SettingsException">The spec names no architecture there is, or trained weights where there are none.</exception>
    public static BackboneSession Load(BackboneSpec spec, ulong seed, int batch, string scratch)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        var model = BackboneModel.Of(spec, seed, scratch);
        var session = Open(model, batch);
        try
        {
            return new BackboneSession(spec, model.Sha256, session, ModelPorts.Of(session, spec, model.Origin, batch));
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Runs the network.</summary>
    /// <param name="inputs">[count × 3 × S × S] row-major, normalised as the spec says.</param>
    /// <param name="count">Number of inputs, 0 or more.</param>
    /// <returns>One vector [d] per input, in their order.</returns>
    /// <exception cref="ImageFaultException">A vector has values that are not finite.</exception>
    /// <exception cref="ObjectDisposedException">The session was disposed before.</exception>
    public float[][] Run(ReadOnlySpan<float> inputs, int count)
    {
        var length = 3 * Spec.InputSize * Spec.InputSize;
        if (inputs.Length != (long)count * length)
            throw new ArgumentException($"{inputs.Length} numbers, expected {count} x 3 x {Spec.InputSize} x {Spec.InputSize}", nameof(inputs));
        Enter();
        try
        {
            return Compute(inputs, count, length);
        }
        finally
        {
            Leave();
        }
    }

    private float[][] Compute(ReadOnlySpan<float> inputs, int count, int length)
    {
        if (!_idle.TryTake(out var buffers)) buffers = new SessionBuffers(_ports);
        try
        {
            var features = new float[count][];
            for (var first = 0; first < count; first += Batch)
            {
                var taken = Math.Min(Batch, count - first);
                buffers.Run(_session, _options, inputs.Slice(first * length, taken * length));
                for (var i = 0; i < taken; i++) features[first + i] = Finite(buffers.Vector(i));
            }

            return features;
        }
        finally
        {
            _idle.Add(buffers);
        }
    }

    /// <summary>
    /// Frees the runtime's memory once no call is under way: the answer of the last one may have lost its asker, so that
    /// nobody else knows that it still computes.
    /// </summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_closed) return;
            _closed = true;
            if (_calls == 0) Free();
        }
    }

    private void Enter()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _calls++;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_calls == 0 && _closed) Free();
        }
    }

    private void Free()
    {
        foreach (var buffers in _idle) buffers.Dispose();
        _options.Dispose();
        _session.Dispose();
    }

    private float[] Finite(ReadOnlySpan<float> vector)
    {
        foreach (var x in vector)
            if (!float.IsFinite(x)) throw new ImageFaultException("infer", "", $"{Spec.Name} gives values that are not finite numbers");
        return vector.ToArray();
    }

    private static InferenceSession Open(BackboneModel model, int batch)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            // Failures come as exceptions; the runtime need not print them as well.
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("session.use_deterministic_compute", "1");
        options.AddFreeDimensionOverrideByName(GraphBuilder.BatchDimension, batch);
        try
        {
            return model.Onnx is { } onnx ? new InferenceSession(onnx, options) : new InferenceSession(model.Path, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new InputException($"{model.Origin}: is not an ONNX model that this runtime can load ({OneLine.Of(e)})", e);
        }
    }
}

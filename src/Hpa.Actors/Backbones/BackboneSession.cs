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
public sealed class BackboneSession : INetwork, IDisposable
{
    private readonly BackboneModel _model;
    private readonly ExecutionDevice _device;
    private readonly long _memoryLimit;
    private readonly RunOptions _options = new();
    private readonly ConcurrentBag<SessionBuffers> _idle = [];
    private readonly Lock _gate = new();
    private InferenceSession? _session;
    private ModelPorts _ports;
    private int _calls;
    private bool _closed;

    private BackboneSession(BackboneSpec spec, BackboneModel model, ExecutionDevice device, long memoryLimit, int batch)
    {
        (Spec, _model, _device, _memoryLimit) = (spec, model, device, memoryLimit);
        _session = Open();
        try
        {
            _ports = ModelPorts.Of(_session, spec, model.Origin, batch);
        }
        catch
        {
            Free();
            throw;
        }
    }

    /// <summary>Versions of the libraries behind the numbers, by name; for the manifest.</summary>
    public static IReadOnlyDictionary<string, string> RuntimeVersions { get; } =
        new SortedDictionary<string, string>(StringComparer.Ordinal) { ["onnxruntime"] = OrtEnv.Instance().GetVersionString() };

    /// <summary>The catalogue entry.</summary>
    public BackboneSpec Spec { get; }

    /// <inheritdoc />
    public string Name => Spec.Name;

    /// <summary>SHA-256 of the ONNX graph and weights that run, lower-case hex.</summary>
    public string Sha256 => _model.Sha256;

    /// <summary>Size of graph and weights, bytes.</summary>
    public long Bytes => _model.Bytes;

    /// <summary>Length d of each output vector.</summary>
    public int Dimensions => _ports.Dimensions;

    /// <summary>Inputs per call of the runtime: as asked for, or what the file prescribes.</summary>
    public int Batch => _ports.Batch;

    /// <summary>Whether the file leaves the batch free.</summary>
    public bool HasFreeBatch => !_ports.OwnBatch;

    /// <summary>What the manifest says about this network.</summary>
    public BackboneRecord Record => new(Spec.Name, Sha256, Spec.Trained, Dimensions);

    /// <summary>Reads or builds the network on the processor, checks it against the spec and runs it once.</summary>
    /// <param name="spec">The catalogue entry.</param>
    /// <param name="seed">Seed of the weights of an untrained network.</param>
    /// <param name="batch">Inputs per call of the runtime, positive; a file with a fixed batch of its own overrides it.</param>
    /// <param name="scratch">Where built networks are written; created.</param>
    /// <exception cref="InputException">The file is missing, has another hash, is no ONNX model or does not fit the spec.</exception>
    /// <exception cref="SettingsException">The spec names no architecture there is.</exception>
    public static BackboneSession Load(BackboneSpec spec, ulong seed, int batch, string scratch) =>
        Load(spec, BackboneModel.Of(spec, seed, scratch), ExecutionDevice.Cpu, long.MaxValue, batch);

    /// <summary>The same, for a network that was checked before, on any device.</summary>
    internal static BackboneSession Load(BackboneSpec spec, BackboneModel model, ExecutionDevice device, long memoryLimit, int batch)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        return new BackboneSession(spec, model, device, memoryLimit, batch);
    }

    /// <summary>Runs the network.</summary>
    /// <param name="inputs">[count × channels × S × S] row-major, normalised as the spec says.</param>
    /// <param name="count">Number of inputs, 0 or more.</param>
    /// <returns>One vector [d] per input, in their order.</returns>
    /// <exception cref="ImageFaultException">A vector has values that are not finite.</exception>
    /// <exception cref="ObjectDisposedException">The session was disposed before.</exception>
    public float[][] Run(ReadOnlyMemory<float> inputs, int count)
    {
        Enter();
        try
        {
            return Compute([.. Rows(inputs, count)]);
        }
        finally
        {
            Leave();
        }
    }

    /// <inheritdoc />
    /// <exception cref="ImageFaultException">A vector has values that are not finite.</exception>
    public IReadOnlyList<float[]> Run(IReadOnlyList<RunInputs> requests)
    {
        Enter();
        try
        {
            return Compute([.. requests.SelectMany(r => Rows(r.Inputs, r.Count))]);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Changes the inputs per call; nobody runs it meanwhile. Ignored where the file prescribes them.</summary>
    internal void UseBatch(int batch)
    {
        if (!HasFreeBatch || batch == Batch) return;
        DropBuffers();
        _ports = _ports.WithBatch(batch);
    }

    /// <inheritdoc />
    public void Load()
    {
        lock (_gate)
        {
            if (!_closed) _session ??= Open();
        }
    }

    /// <inheritdoc />
    public void Unload()
    {
        lock (_gate)
        {
            if (_calls > 0) throw new InvalidOperationException($"{Name} is running");
            Free();
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
            if (_calls == 0) FreeAll();
        }
    }

    private IEnumerable<ReadOnlyMemory<float>> Rows(ReadOnlyMemory<float> inputs, int count)
    {
        var length = Spec.Channels * Spec.InputSize * Spec.InputSize;
        if (inputs.Length != (long)count * length)
            throw new ArgumentException($"{inputs.Length} numbers, expected {count} x {Spec.Channels} x {Spec.InputSize} x {Spec.InputSize}", nameof(inputs));
        return Enumerable.Range(0, count).Select(i => inputs.Slice(i * length, length));
    }

    private float[][] Compute(ReadOnlySpan<ReadOnlyMemory<float>> rows)
    {
        if (!_idle.TryTake(out var buffers)) buffers = new SessionBuffers(_ports);
        try
        {
            var features = new float[rows.Length][];
            for (var first = 0; first < rows.Length; first += Batch)
            {
                var taken = Math.Min(Batch, rows.Length - first);
                buffers.Run(_session!, _options, rows.Slice(first, taken));
                for (var i = 0; i < taken; i++) features[first + i] = Finite(buffers.Vector(i));
            }

            return features;
        }
        finally
        {
            _idle.Add(buffers);
        }
    }

    private void Enter()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (_session is null) throw new InvalidOperationException($"{Name} is not in memory");
            _calls++;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_calls == 0 && _closed) FreeAll();
        }
    }

    private InferenceSession Open()
    {
        if (_device.Cuda is null) SessionRuntime.EnterArena();
        try
        {
            using var options = SessionRuntime.Options(_device, _memoryLimit);
            return _model.Open(options);
        }
        catch
        {
            if (_device.Cuda is null) SessionRuntime.LeaveArena();
            throw;
        }
    }

    private void Free()
    {
        if (_session is null) return;
        DropBuffers();
        _session.Dispose();
        _session = null;
        if (_device.Cuda is null) SessionRuntime.LeaveArena();
    }

    private void FreeAll()
    {
        Free();
        _options.Dispose();
    }

    private void DropBuffers()
    {
        while (_idle.TryTake(out var buffers)) buffers.Dispose();
    }

    private float[] Finite(ReadOnlySpan<float> vector)
    {
        foreach (var x in vector)
            if (!float.IsFinite(x)) throw new ImageFaultException("infer", "", $"{Spec.Name} gives values that are not finite numbers");
        return vector.ToArray();
    }
}

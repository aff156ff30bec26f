using Hpa.Contracts;

namespace Hpa.Actors.Backbones.Checkpoints;

/// <summary>
/// A file of trained weights: what <c>torch.save(model.state_dict(), …)</c> writes, in the zip form (since PyTorch 1.6) and
/// the pickled form before it, and <c>.safetensors</c>; told apart by content. Nothing of the file is ever run, and memory
/// does not grow with its size. For one thread at a time.
/// </summary>
public sealed class Checkpoint : IDisposable
{
    /// <summary>Most values in one chunk of <see cref="Read"/>.</summary>
    public const int MaxChunk = 64 * 1024;

    private readonly IDisposable _file;
    private readonly Dictionary<string, StoredTensor> _stored;

    private Checkpoint(string path, IDisposable file, IReadOnlyList<StoredTensor> stored)
    {
        (Path, _file) = (path, file);
        _stored = stored.ToDictionary(tensor => tensor.Listed.Name);
        Tensors = new OrderedDictionary<string, CheckpointTensor>(stored.Select(tensor => KeyValuePair.Create(tensor.Listed.Name, tensor.Listed)));
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>
    /// The tensors by name, in the file's order. A dictionary in the keys <c>state_dict</c> or <c>model</c> is unwrapped, a
    /// prefix <c>module.</c> that all names share is taken off, and DenseNet's old names (<c>norm.1</c>) become today's.
    /// </summary>
    public IReadOnlyDictionary<string, CheckpointTensor> Tensors { get; }

    /// <summary>Opens a file and checks everything but the values.</summary>
    /// <exception cref="InputException">The file cannot be read, is damaged, of another form, or asks for more than weights.</exception>
    public static Checkpoint Open(string path)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return new Checkpoint(path, file, StateNames.Plain(FileForm.Read(file)));
        }
        catch (Exception error)
        {
            file?.Dispose();
            if (ReadFault.Of(path, error) is { } fault) throw fault;
            throw;
        }
    }

    /// <summary>Streams a tensor's values as float32; float64 is rounded to the nearest.</summary>
    /// <param name="name">One of <see cref="Tensors"/>.</param>
    /// <param name="write">
    /// Gets consecutive chunks, row-major, of at most <see cref="MaxChunk"/> values, valid during the call only; it is not called
    /// for a tensor without values.
    /// </param>
    /// <exception cref="InputException">No such tensor, its values are no floating-point numbers, or the file cannot be read.</exception>
    public void Read(string name, Action<ReadOnlySpan<float>> write)
    {
        if (!_stored.TryGetValue(name, out var tensor)) throw new InputException($"{Path}: has no tensor {name}");
        if (!tensor.Listed.Type.IsFloating()) throw new InputException($"{Path}: the values of {name} are {tensor.Listed.Type}, not floating-point numbers");
        new TensorValues(Path, tensor).Read(write);
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();
}

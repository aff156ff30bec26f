using Hpa.Contracts;

namespace Hpa.Actors.Backbones.Checkpoints;

/// <summary>
/// A network's numbers from a checkpoint. What does not fit is answered with zeros and remembered, so that
/// <see cref="RequireComplete"/> can tell everything at once when the graph was built.
/// </summary>
/// <param name="checkpoint">Stays open while the graph is built; the caller disposes it.</param>
/// <param name="unused">Prefixes of names that the checkpoint may have and the network does not use, e.g. <c>aux1.</c>.</param>
/// <param name="background">
/// Prefixes of names whose first row may belong to a class "background" that the network does not have: [1001] and [1001 × d]
/// are read as [1000] and [1000 × d] without it.
/// </param>
public sealed class CheckpointWeights(Checkpoint checkpoint, IReadOnlyList<string> unused, IReadOnlyList<string>? background = null) : IWeights
{
    private const int Told = 5;

    /// <summary>Counts training steps of a batch normalisation; no network needs it to run.</summary>
    private const string StepCounter = ".num_batches_tracked";

    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly List<string> _missing = [];
    private readonly List<string> _different = [];

    /// <summary>Streams the values of one parameter or buffer, row-major, in consecutive chunks; zeros if they are not there.</summary>
    /// <param name="name">Its name in torchvision's state dictionary.</param>
    /// <param name="shape">Its shape there.</param>
    /// <param name="gain">Not used: the values are learned.</param>
    /// <param name="write">Gets the chunks, valid during the call only.</param>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public void Read(string name, int[] shape, double gain, Action<ReadOnlySpan<float>> write)
    {
        _used.Add(name);
        if (!checkpoint.Tensors.TryGetValue(name, out var tensor))
            _missing.Add(name);
        else if (tensor.Type.IsFloating() && Same(tensor.Shape, shape))
        {
            checkpoint.Read(name, write);
            return;
        }
        else if (tensor.Type.IsFloating() && HasBackground(tensor.Shape, shape) && StartsWithAny(name, background ?? []))
        {
            checkpoint.Read(name, Without(shape.Skip(1).Aggregate(1L, (product, side) => product * side), write));
            return;
        }
        else
            _different.Add($"{name} (has {Text(tensor.Shape)} of {tensor.Type}, needs {Text(shape)})");

        WriteZeros(shape.Aggregate(1L, (product, side) => checked(product * side)), write);
    }

    /// <summary>Checks that all that was asked for was there, and that nothing else is.</summary>
    /// <exception cref="InputException">It was not; lists tensors that are missing, of another shape, and left over.</exception>
    public void RequireComplete()
    {
        string[] left = [.. checkpoint.Tensors.Keys.Where(name => !_used.Contains(name) && !StartsWithAny(name, unused) && !name.EndsWith(StepCounter, StringComparison.Ordinal))];
        string[] problems = [.. Problem("missing", _missing), .. Problem("of another shape", _different), .. Problem("left over", left)];
        if (problems.Length > 0)
            throw new InputException($"{checkpoint.Path}: does not fit the network: {string.Join("; ", problems)}. It is probably the checkpoint of another architecture: name the file that belongs to this one");
    }

    private static IEnumerable<string> Problem(string what, IReadOnlyCollection<string> names)
    {
        if (names.Count == 0) yield break;
        var more = names.Count > Told ? $" and {names.Count - Told} more" : "";
        yield return $"{names.Count} {what}: {string.Join(", ", names.Take(Told))}{more}";
    }

    private static Action<ReadOnlySpan<float>> Without(long first, Action<ReadOnlySpan<float>> write) => chunk =>
    {
        var skipped = (int)Math.Min(first, chunk.Length);
        first -= skipped;
        if (skipped < chunk.Length) write(chunk[skipped..]);
    };

    private static void WriteZeros(long count, Action<ReadOnlySpan<float>> write)
    {
        var zeros = new float[Math.Min(count, Checkpoint.MaxChunk)];
        for (; count > 0; count -= zeros.Length) write(zeros.AsSpan(0, (int)Math.Min(count, zeros.Length)));
    }

    private static bool Same(IReadOnlyList<long> has, int[] needs) => has.SequenceEqual(needs.Select(side => (long)side));

    private static bool HasBackground(IReadOnlyList<long> has, int[] needs) =>
        needs is [1000, ..] && has is [1001, ..] && has.Skip(1).SequenceEqual(needs.Skip(1).Select(side => (long)side));

    private static bool StartsWithAny(string name, IReadOnlyList<string> prefixes) => prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    private static string Text(IReadOnlyList<long> shape) => $"[{string.Join(',', shape)}]";

    private static string Text(int[] shape) => $"[{string.Join(',', shape)}]";
}

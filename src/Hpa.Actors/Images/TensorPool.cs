using System.Collections.Concurrent;

namespace Hpa.Actors.Images;

/// <summary>
/// Arrays of network inputs that are used again. One image needs tens of megabytes of them; new ones for each image would
/// leave the garbage collector holding hundreds more.
/// </summary>
public sealed class TensorPool
{
    private readonly ConcurrentDictionary<int, ConcurrentBag<float[]>> _idle = new();

    /// <summary>An array of exactly this length, with any content.</summary>
    public float[] Rent(int length) => _idle.TryGetValue(length, out var idle) && idle.TryTake(out var tensor) ? tensor : new float[length];

    /// <summary>Gives an array back; nobody uses it any more.</summary>
    public void Return(float[] tensor) => _idle.GetOrAdd(tensor.Length, _ => []).Add(tensor);
}

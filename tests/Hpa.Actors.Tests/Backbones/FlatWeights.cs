using System.Globalization;
using System.Runtime.InteropServices;
using Hpa.Actors.Backbones;

namespace Hpa.Actors.Tests.Backbones;

/// <summary>Values that tests/torchvision/parity.py wrote one behind the other.</summary>
internal sealed class FlatWeights : IWeights, IDisposable
{
    private readonly Dictionary<string, (long First, int Count)> _places = [];
    private readonly FileStream _values;

    public FlatWeights(string folder)
    {
        _values = File.OpenRead(Path.Combine(folder, "values.f32"));
        var first = 0L;
        foreach (var words in File.ReadLines(Path.Combine(folder, "tensors.txt")).Select(line => line.Split(' ')))
        {
            var count = int.Parse(words[1], CultureInfo.InvariantCulture);
            _places.Add(words[0], (first, count));
            first += count;
        }
    }

    /// <summary>Tensors that the network did not ask for.</summary>
    public IEnumerable<string> Left => _places.Keys;

    public void Read(string name, int[] shape, double gain, Action<ReadOnlySpan<float>> write)
    {
        Assert.True(_places.Remove(name, out var place), name);
        var piece = new float[Math.Min(place.Count, 1 << 16)];
        _values.Position = place.First * sizeof(float);
        for (var left = place.Count; left > 0; left -= piece.Length)
        {
            var taken = piece.AsSpan(0, Math.Min(left, piece.Length));
            _values.ReadExactly(MemoryMarshal.AsBytes(taken));
            write(taken);
        }
    }

    public void Dispose() => _values.Dispose();
}

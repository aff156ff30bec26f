using Hpa.Actors.Backbones;

namespace Hpa.Actors.Tests.Backbones;

/// <summary>The rule of Fixtures/torchvision.py.</summary>
internal sealed class TestWeights : IWeights
{
    private const int Piece = 1 << 16;

    /// <summary>The rule does not look at the name, so tensors share their fractions; sines are what takes the time.</summary>
    private static readonly double[] s_fractions = [.. Enumerable.Range(1, 1 << 22).AsParallel().AsOrdered().Select(Fraction)];

    public void Read(string name, int[] shape, double gain, Action<ReadOnlySpan<float>> write)
    {
        var count = shape.Aggregate(1, (product, side) => product * side);
        var scale = Math.Sqrt(24.0 * shape[0] / count);
        var vector = shape.Length == 1;
        var (shift, factor) = !vector ? (0, scale)
            : name.EndsWith("running_var", StringComparison.Ordinal) ? (1, 0.5)
            : name.EndsWith(".weight", StringComparison.Ordinal) ? (1, 0.25)
            : (0, 0.1);
        var values = new float[Math.Min(count, Piece)];
        for (var first = 0; first < count; first += Piece)
        {
            var taken = values.AsSpan(0, Math.Min(Piece, count - first));
            for (var i = 0; i < taken.Length; i++)
                taken[i] = (float)(shift + factor * (first + i < s_fractions.Length ? s_fractions[first + i] : Fraction(first + i + 1)));
            write(taken);
        }
    }

    private static double Fraction(int i)
    {
        var t = Math.Sin(i) * 43758.5453;
        return t - Math.Floor(t) - 0.5;
    }
}

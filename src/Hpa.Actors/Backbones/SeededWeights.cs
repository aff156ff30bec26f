using Hpa.Contracts.Runs;

namespace Hpa.Actors.Backbones;

/// <summary>
/// Random weights of an untrained network, He et al. 2015 (arXiv:1502.01852): mean 0, variance gain / fan-in for weights,
/// biases 0, batch normalisation the identity. Each tensor is a function of (seed, network, parameter name) alone.
/// </summary>
/// <remarks>
/// The normal distribution is approximated by the sum of eight uniform 16-bit numbers (Irwin-Hall; excess kurtosis −0.15).
/// That takes integer sums and one product only, so the weights have the same bits on every machine, which logarithm
/// and cosine of different C libraries do not promise; and the hash of the graph can be compared across nodes.
/// </remarks>
/// <param name="seed">Seed of the run.</param>
/// <param name="network">Name of the network, so that layers of the same name differ between networks.</param>
public sealed class SeededWeights(ulong seed, string network) : IWeights
{
    private const int Terms = 8;
    private const int Piece = 64 << 10;
    private readonly CounterRandom _root = new CounterRandom(seed).At(network);

    /// <inheritdoc />
    public void Read(string name, int[] shape, double gain, Action<ReadOnlySpan<float>> write)
    {
        var count = shape.Aggregate(1, (product, side) => checked(product * side));
        var deviation = Math.Sqrt(gain * shape[0] / count);
        var constant = name.EndsWith(".weight", StringComparison.Ordinal) || name.EndsWith(".running_var", StringComparison.Ordinal) ? 1f : 0f;
        var random = _root.At(name);
        var piece = new float[Math.Min(count, Piece)];
        for (var first = 0; first < count; first += Piece)
        {
            var values = piece.AsSpan(0, Math.Min(Piece, count - first));
            if (shape.Length > 1) Draw(values, ref random, deviation);
            else values.Fill(constant);
            write(values);
        }
    }

    private static void Draw(Span<float> values, ref CounterRandom random, double deviation)
    {
        // A uniform whole number below 2^16 has mean (2^16 - 1) / 2 and variance (2^32 - 1) / 12.
        const double Mean = Terms * (65536 - 1) / 2.0;
        var scale = deviation / Math.Sqrt(Terms * (4294967296.0 - 1) / 12);
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)((Sum(random.NextBits()) + Sum(random.NextBits()) - Mean) * scale);
    }

    private static int Sum(ulong bits) => (int)((bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48));
}

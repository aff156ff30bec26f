using Hpa.Contracts.Runs;

namespace Hpa.Actors.Datasets.Synthesis;

/// <summary>The draws of one painter. Not shared: whoever paints something takes its own with <see cref="At(string)"/>.</summary>
internal sealed class Dice(CounterRandom random)
{
    private CounterRandom _random = random;

    /// <summary>Independent dice named by a text; how many draws were made before does not matter.</summary>
    public Dice At(string name) => new(_random.At(name));

    /// <summary>Independent dice named by a number.</summary>
    public Dice At(int index) => new(_random.At((ulong)index));

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public float Between(double low, double high) => (float)(low + (high - low) * _random.NextDouble());

    /// <summary>Uniform whole number in [<paramref name="low"/>, <paramref name="high"/>], both included.</summary>
    public int Count(int low, int high) => low + _random.NextInt(high - low + 1);

    /// <summary>Normal with mean 0.</summary>
    public float Normal(double deviation) => (float)(deviation * _random.NextNormal());

    /// <summary>Uniform in [0, 2π).</summary>
    public float Angle() => Between(0, Math.Tau);

    /// <summary>True with the given probability.</summary>
    public bool Chance(double probability) => _random.NextDouble() < probability;

    /// <summary>64 uniform bits.</summary>
    public ulong Bits() => _random.NextBits();
}

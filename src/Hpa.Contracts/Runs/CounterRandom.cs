namespace Hpa.Contracts.Runs;

/// <summary>
/// Random numbers as a pure function of a key and a counter, so that no result depends on thread order, node count or a
/// restart. The key is built with <see cref="At(ulong)"/> from whatever names the draw, such as (seed, island,
/// generation, individual); successive calls then walk the counter. The mixer is SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
/// </summary>
/// <remarks>A mutable struct: pass it by <c>ref</c> or keep it in a local, never in a shared field.</remarks>
public struct CounterRandom
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private readonly ulong _key;
    private ulong _counter;

    /// <summary>The stream of a seed.</summary>
    public CounterRandom(ulong seed) : this(Mix(seed + Golden), 0)
    {
    }

    private CounterRandom(ulong key, ulong counter)
    {
        _key = key;
        _counter = counter;
    }

    /// <summary>An independent stream below this one; does not advance this one.</summary>
    public readonly CounterRandom At(ulong index) => new(Mix(_key ^ Mix(index + Golden)), 0);

    /// <summary>An independent stream named by a text (FNV-1a of its UTF-16 units); does not advance this one.</summary>
    public readonly CounterRandom At(string name)
    {
        var hash = 14695981039346656037UL;
        foreach (var unit in name) hash = (hash ^ unit) * 1099511628211UL;
        return At(hash);
    }

    /// <summary>64 uniform bits.</summary>
    public ulong NextBits() => Mix(_key + ++_counter * Golden);

    /// <summary>Uniform in [0, 1) with 53 bits.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, <paramref name="bound"/>), without modulo bias (Lemire 2019).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is not positive.</exception>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var range = (ulong)bound;
        var threshold = unchecked(0UL - range) % range;
        while (true)
        {
            var high = Math.BigMul(NextBits(), range, out var low);
            if (low >= threshold) return (int)high;
        }
    }

    /// <summary>Standard normal (Box and Muller; one of the pair is used).</summary>
    public double NextNormal()
    {
        var radius = Math.Sqrt(-2.0 * Math.Log(1.0 - NextDouble()));
        return radius * Math.Cos(2.0 * Math.PI * NextDouble());
    }

    /// <summary>Shuffles in place (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Hpa.Contracts.Selection;

/// <summary>
/// A subset of up to 512 blocks as a bit string: gene i is block i of the blocks offered. A value type with value
/// equality; its text is one character per gene, gene 0 first, e.g. <c>010011</c>.
/// </summary>
public readonly struct Genome : IEquatable<Genome>, IComparable<Genome>
{
    /// <summary>The largest number of genes.</summary>
    public const int MaxLength = 512;

    private readonly Words _words;

    private Genome(Words words, int length)
    {
        _words = words;
        Length = length;
    }

    /// <summary>Number of genes.</summary>
    public int Length { get; }

    /// <summary>Number of chosen blocks.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            for (var w = 0; w < Words.Size; w++) count += BitOperations.PopCount(_words[w]);
            return count;
        }
    }

    /// <summary>Whether block <paramref name="index"/> is chosen.</summary>
    public bool this[int index] => (_words[index >> 6] >> (index & 63) & 1) == 1;

    /// <summary>No block chosen.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is not in 1 … 512.</exception>
    public static Genome Empty(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MaxLength);
        return new Genome(default, length);
    }

    /// <summary>The given blocks chosen.</summary>
    public static Genome Of(int length, IEnumerable<int> chosen) =>
        chosen.Aggregate(Empty(length), (genome, index) => genome.With(index, true));

    /// <summary>Every block chosen.</summary>
    public static Genome All(int length) => Of(length, Enumerable.Range(0, length));

    /// <summary>Reads a text of 0 and 1.</summary>
    /// <exception cref="FormatException">Another character, or a length not in 1 … 512.</exception>
    public static Genome Parse(string text)
    {
        if (text.Length is 0 or > MaxLength || text.Any(c => c is not ('0' or '1')))
            throw new FormatException($"'{text}' is no genome: 1 to {MaxLength} characters, each 0 or 1");
        return Of(text.Length, Enumerable.Range(0, text.Length).Where(i => text[i] == '1'));
    }

    /// <summary>A copy with one gene set.</summary>
    public Genome With(int index, bool chosen)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Length);
        var words = _words;
        if (chosen) words[index >> 6] |= 1UL << (index & 63);
        else words[index >> 6] &= ~(1UL << (index & 63));
        return new Genome(words, Length);
    }

    /// <summary>The chosen blocks in rising order.</summary>
    public int[] Chosen()
    {
        var chosen = new int[Count];
        for (int i = 0, n = 0; i < Length; i++)
            if (this[i]) chosen[n++] = i;
        return chosen;
    }

    /// <summary>Number of genes in which two genomes of one length differ.</summary>
    public int HammingDistance(Genome other)
    {
        var distance = 0;
        for (var w = 0; w < Words.Size; w++) distance += BitOperations.PopCount(_words[w] ^ other._words[w]);
        return distance;
    }

    /// <inheritdoc />
    public bool Equals(Genome other) => Length == other.Length && ((ReadOnlySpan<ulong>)_words).SequenceEqual(other._words);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Genome other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        for (var w = 0; w < Words.Size; w++) hash.Add(_words[w]);
        return hash.ToHashCode();
    }

    /// <summary>Order of the texts, shorter genomes first.</summary>
    public int CompareTo(Genome other)
    {
        if (Length != other.Length) return Length.CompareTo(other.Length);
        for (var i = 0; i < Length; i++)
            if (this[i] != other[i]) return this[i] ? 1 : -1;
        return 0;
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(Length, this, static (text, genome) =>
    {
        for (var i = 0; i < text.Length; i++) text[i] = genome[i] ? '1' : '0';
    });

    /// <summary>Equality of values.</summary>
    public static bool operator ==(Genome left, Genome right) => left.Equals(right);

    /// <summary>Inequality of values.</summary>
    public static bool operator !=(Genome left, Genome right) => !left.Equals(right);

    [InlineArray(Size)]
    private struct Words
    {
        public const int Size = MaxLength / 64;
        private ulong _first;
    }
}

using System.Numerics;

namespace Hpa.Contracts.Datasets;

/// <summary>A set of the 28 location classes as a bit mask: bit c is class c. Never empty for a labelled image.</summary>
public readonly record struct LabelSet(uint Bits) : IComparable<LabelSet>
{
    /// <summary>How many classes are in the set.</summary>
    public int Count => BitOperations.PopCount(Bits);

    /// <summary>The classes in rising order.</summary>
    public IEnumerable<int> Classes
    {
        get
        {
            for (var bits = Bits; bits != 0; bits &= bits - 1) yield return BitOperations.TrailingZeroCount(bits);
        }
    }

    /// <summary>The set of the given classes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A class is not in 0 … 27.</exception>
    public static LabelSet Of(params ReadOnlySpan<int> classes)
    {
        var bits = 0u;
        foreach (var c in classes)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(c);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(c, LocationClasses.Count);
            bits |= 1u << c;
        }

        return new LabelSet(bits);
    }

    /// <summary>Whether class <paramref name="c"/> (0 … 27) is in the set.</summary>
    public bool Contains(int c) => (Bits >> c & 1) == 1;

    /// <inheritdoc />
    public int CompareTo(LabelSet other) => Bits.CompareTo(other.Bits);

    /// <summary>Class numbers in rising order with blanks between, the form of Kaggle's Target column.</summary>
    public override string ToString() => string.Join(' ', Classes);
}

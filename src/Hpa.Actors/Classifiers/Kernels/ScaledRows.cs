namespace Hpa.Actors.Classifiers.Kernels;

/// <summary>Scaled rows of one block, [rows × d] row-major, with zero rows after them up to whole tiles of <see cref="Tile"/> rows.</summary>
public sealed class ScaledRows
{
    /// <summary>
    /// Rows of a tile. Products are only ever taken of whole tiles, so every number comes from the same shape of
    /// product, whatever the number of rows.
    /// </summary>
    public const int Tile = 256;

    private readonly float[] _values;

    private ScaledRows(float[] values, int rows, int dimensions)
    {
        _values = values;
        Rows = rows;
        Dimensions = dimensions;
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>d.</summary>
    public int Dimensions { get; }

    /// <summary>Number of tiles.</summary>
    public int Tiles => (Rows + Tile - 1) / Tile;

    /// <summary>One row, length d.</summary>
    public ReadOnlySpan<float> this[int row] => _values.AsSpan(row * Dimensions, Dimensions);

    /// <summary>Scales raw rows.</summary>
    /// <param name="scaling">Statistics of the block.</param>
    /// <param name="raw">[rows × d] row-major, raw features.</param>
    /// <param name="rows">Number of rows; may be 0.</param>
    /// <exception cref="Contracts.InputException">A value is NaN or infinite.</exception>
    public static ScaledRows From(BlockScaling scaling, ReadOnlySpan<float> raw, int rows)
    {
        var scaled = Empty(rows, scaling.Block.Dimensions);
        scaling.Apply(raw, scaled._values.AsSpan(0, raw.Length));
        return scaled;
    }

    /// <summary>Scales some of the raw rows.</summary>
    /// <param name="scaling">Statistics of the block.</param>
    /// <param name="raw">[rows × d] row-major, raw features.</param>
    /// <param name="picked">Which rows, in the wanted order.</param>
    /// <exception cref="Contracts.InputException">A value is NaN or infinite.</exception>
    public static ScaledRows From(BlockScaling scaling, ReadOnlySpan<float> raw, IReadOnlyList<int> picked)
    {
        var d = scaling.Block.Dimensions;
        var scaled = Empty(picked.Count, d);
        var values = scaled._values.AsSpan(0, picked.Count * d);
        for (var i = 0; i < picked.Count; i++) raw.Slice(picked[i] * d, d).CopyTo(values[(i * d)..]);
        scaling.Apply(values, values);
        return scaled;
    }

    /// <summary>A copy of rows that are scaled already, [rows × d] row-major.</summary>
    public static ScaledRows Of(ReadOnlySpan<float> scaled, int rows, int dimensions)
    {
        var copy = Empty(rows, dimensions);
        scaled[..(rows * dimensions)].CopyTo(copy._values);
        return copy;
    }

    /// <summary>Copies of some rows, [picked × d] row-major.</summary>
    public float[] Pick(IEnumerable<int> rows)
    {
        int[] picked = [.. rows];
        var values = new float[picked.Length * Dimensions];
        for (var i = 0; i < picked.Length; i++) this[picked[i]].CopyTo(values.AsSpan(i * Dimensions));
        return values;
    }

    internal Memory<float> TileValues(int tile) => _values.AsMemory(tile * Tile * Dimensions, Tile * Dimensions);

    private static ScaledRows Empty(int rows, int dimensions)
    {
        var padded = ((long)rows + Tile - 1) / Tile * Tile * dimensions;
        return new ScaledRows(new float[padded], rows, dimensions);
    }
}

using Hpa.Contracts;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Classifiers.Trees;

/// <summary>Reads the raw features of a block, [rows × d] row-major.</summary>
public delegate float[] ReadBlock(int block);

/// <summary>
/// Raw columns of several blocks as bins, one byte each, column by column; blocks are read one after the other and only bins are kept.
/// A row of NaN is an image without the block and gets the training mean of every column.
/// </summary>
public sealed class BinnedColumns
{
    private readonly byte[][] _bins;
    private readonly int[] _starts;
    private readonly ColumnBins[] _edges;
    private readonly float[] _means;

    private BinnedColumns(IReadOnlyList<BlockColumn> blocks, int rows)
    {
        Rows = rows;
        _bins = [.. blocks.Select(block => new byte[checked(block.Dimensions * rows)])];
        _starts = new int[blocks.Count + 1];
        for (var b = 0; b < blocks.Count; b++) _starts[b + 1] = _starts[b] + blocks[b].Dimensions;
        _edges = new ColumnBins[_starts[^1]];
        _means = new float[_starts[^1]];
    }

    /// <summary>Training rows.</summary>
    public int Rows { get; }

    /// <summary>Columns of all blocks.</summary>
    public int Columns => _edges.Length;

    /// <summary>Bins of a column, one per row.</summary>
    internal ReadOnlySpan<byte> this[int column]
    {
        get
        {
            var (block, own) = PlaceOf(column);
            return _bins[block].AsSpan(own * Rows, Rows);
        }
    }

    /// <summary>Bins training rows.</summary>
    /// <param name="blocks">Names and d.</param>
    /// <param name="rows">Number of training rows, at least 1.</param>
    /// <param name="read">Called once per block, in order.</param>
    /// <param name="workers">Threads.</param>
    /// <exception cref="InputException">A value is infinite, or NaN among numbers.</exception>
    public static BinnedColumns Of(IReadOnlyList<BlockColumn> blocks, int rows, ReadBlock read, Workers workers)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        var binned = new BinnedColumns(blocks, rows);
        for (var b = 0; b < blocks.Count; b++)
        {
            var (block, values) = (b, read(b));
            RawRows.Check(blocks[b], values, rows);
            workers.For(blocks[b].Dimensions, () => (Own: new float[rows], Sorted: new float[rows]), (buffers, column) =>
                binned.Fill(block, column, blocks[block].Dimensions, values, buffers.Own, buffers.Sorted));
        }

        return binned;
    }

    /// <summary>Block and column in it of a column of all.</summary>
    internal (int Block, int Column) PlaceOf(int column)
    {
        var at = Array.BinarySearch(_starts, column);
        // Blocks without columns share a start with the next one.
        while (at >= 0 && _starts[at + 1] == column) at++;
        var block = at >= 0 ? at : ~at - 1;
        return (block, column - _starts[block]);
    }

    /// <summary>Lowest and highest values of a column's bins.</summary>
    internal ColumnBins EdgesOf(int column) => _edges[column];

    /// <summary>Mean of a column over the rows that have it.</summary>
    internal float MeanOf(int column) => _means[column];

    private void Fill(int block, int column, int dimensions, float[] values, float[] own, float[] sorted)
    {
        var (sum, present) = (0.0, 0);
        for (var row = 0; row < Rows; row++)
        {
            own[row] = values[row * dimensions + column];
            if (float.IsNaN(own[row])) continue;
            sum += own[row];
            present++;
        }

        var mean = present == 0 ? 0 : (float)(sum / present);
        for (var row = 0; row < Rows; row++)
            if (float.IsNaN(own[row])) own[row] = mean;
        own.CopyTo(sorted, 0);
        Array.Sort(sorted);
        var edges = ColumnBins.Of(sorted);
        for (var row = 0; row < Rows; row++) _bins[block][column * Rows + row] = edges.Find(own[row]);
        (_edges[_starts[block] + column], _means[_starts[block] + column]) = (edges, mean);
    }
}

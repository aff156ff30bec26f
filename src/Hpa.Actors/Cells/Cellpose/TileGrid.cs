using System.Numerics.Tensors;

namespace Hpa.Actors.Cells.Cellpose;

/// <summary>
/// Overlapping square tiles over a field with zeros around it, and the average of what a network says to them, in which a
/// pixel counts less near the border of its tile. Without padding a network would see cut objects as whole ones.
/// </summary>
/// <param name="height">Of the field, pixels.</param>
/// <param name="width">Of the field, pixels.</param>
/// <param name="tile">Side of a tile, pixels.</param>
internal sealed class TileGrid(int height, int width, int tile)
{
    private readonly TileAxis _rows = new(height, tile);
    private readonly TileAxis _columns = new(width, tile);

    /// <summary>Number of tiles.</summary>
    public int Count => _rows.Starts.Count * _columns.Starts.Count;

    /// <summary>Cuts the tiles.</summary>
    /// <param name="field">[height × width].</param>
    /// <param name="channels">Channels of the network; the field is the first, the others are zeros.</param>
    /// <returns>[count × channels × tile × tile].</returns>
    public float[] Cut(ReadOnlySpan<float> field, int channels)
    {
        var tiles = new float[Count * channels * tile * tile];
        for (var i = 0; i < Count; i++)
        {
            var target = tiles.AsSpan(i * channels * tile * tile, tile * tile);
            var (rows, columns) = (_rows.Part(i / _columns.Starts.Count), _columns.Part(i % _columns.Starts.Count));
            for (var y = 0; y < rows.Length; y++)
                field.Slice((rows.InField + y) * width + columns.InField, columns.Length).CopyTo(target[((rows.InTile + y) * tile + columns.InTile)..]);
        }

        return tiles;
    }

    /// <summary>Joins a plane of the answers.</summary>
    /// <param name="answers">[planes × tile × tile] each, in the order of the tiles.</param>
    /// <param name="plane">Which plane.</param>
    /// <returns>[height × width].</returns>
    public float[] Average(IReadOnlyList<float[]> answers, int plane)
    {
        var field = new float[height * width];
        var weighted = new float[tile];
        for (var i = 0; i < Count; i++)
        {
            var (row, column) = (i / _columns.Starts.Count, i % _columns.Starts.Count);
            var (rows, columns) = (_rows.Part(row), _columns.Part(column));
            var share = weighted.AsSpan(0, columns.Length);
            for (var y = 0; y < rows.Length; y++)
            {
                var said = answers[i].AsSpan((plane * tile + rows.InTile + y) * tile + columns.InTile, columns.Length);
                TensorPrimitives.Multiply(said, _columns.Weights(column).Slice(columns.InTile, columns.Length), share);
                TensorPrimitives.Multiply(share, _rows.Weights(row)[rows.InTile + y], share);
                var sum = field.AsSpan((rows.InField + y) * width + columns.InField, columns.Length);
                TensorPrimitives.Add(sum, share, sum);
            }
        }

        return field;
    }
}

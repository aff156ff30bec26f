namespace Hpa.Actors.Cells.Cellpose;

/// <summary>How one side of a field is cut into overlapping tiles.</summary>
internal sealed class TileAxis
{
    /// <summary>Share of a tile that it has in common with its neighbours, at least.</summary>
    public const double Overlap = 0.1;

    /// <summary>Zeros on each side of a field that is larger than a tile, at least.</summary>
    public const int Margin = 8;

    /// <summary>The padded side is a multiple of this: the network halves it again and again.</summary>
    private const int Multiple = 16;

    /// <summary>The weight of a pixel falls to a half this far from the border of its tile …</summary>
    public const int TaperAt = 20;

    /// <summary>… along a sigmoid of this width, pixels.</summary>
    public const double TaperWidth = 7.5;

    private readonly float[][] _weights;

    /// <summary>Lays tiles.</summary>
    /// <param name="length">Side of the field, pixels.</param>
    /// <param name="tile">Side of a tile, pixels.</param>
    public TileAxis(int length, int tile)
    {
        var padded = Math.Max(tile, (length + Multiple - 1) / Multiple * Multiple + 2 * Margin);
        var count = padded == tile ? 1 : (int)Math.Ceiling((1 + 2 * Overlap) * padded / tile);
        (Length, Tile, Before) = (length, tile, (padded - length) / 2);
        Starts = [.. Enumerable.Range(0, count).Select(i => count == 1 ? 0 : (int)((long)(padded - tile) * i / (count - 1)))];
        _weights = Shares(padded);
    }

    /// <summary>Side of the field.</summary>
    public int Length { get; }

    /// <summary>Side of a tile.</summary>
    public int Tile { get; }

    /// <summary>Zeros before the field.</summary>
    public int Before { get; }

    /// <summary>Where each tile begins, from the first zero before the field.</summary>
    public IReadOnlyList<int> Starts { get; }

    /// <summary>The part of a tile that lies on the field.</summary>
    /// <returns>Its first pixel in the tile, the same pixel in the field, and its length.</returns>
    public (int InTile, int InField, int Length) Part(int tile)
    {
        var inTile = Math.Max(0, Before - Starts[tile]);
        var inField = Starts[tile] + inTile - Before;
        return (inTile, inField, Math.Min(Tile - inTile, Length - inField));
    }

    /// <summary>What each pixel of a tile counts for; those of all tiles at a place sum to 1.</summary>
    public ReadOnlySpan<float> Weights(int tile) => _weights[tile];

    private float[][] Shares(int padded)
    {
        var taper = new double[Tile];
        var centre = (Tile - 1) / 2.0;
        for (var i = 0; i < Tile; i++) taper[i] = 1 / (1 + Math.Exp((Math.Abs(i - centre) - (Tile / 2.0 - TaperAt)) / TaperWidth));
        var sums = new double[padded];
        foreach (var start in Starts)
            for (var i = 0; i < Tile; i++) sums[start + i] += taper[i];
        return [.. Starts.Select(start => Enumerable.Range(0, Tile).Select(i => (float)(taper[i] / sums[start + i])).ToArray())];
    }
}

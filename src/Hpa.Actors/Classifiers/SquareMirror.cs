namespace Hpa.Actors.Classifiers;

/// <summary>Copies the lower triangle of a square to the upper one, tile by tile: both sides stay in the cache.</summary>
internal static class SquareMirror
{
    /// <summary>Rows mirrored at once.</summary>
    public const int Tile = 32;

    /// <summary>All of a square.</summary>
    /// <param name="square">[n × n] row-major; may be longer.</param>
    /// <param name="n">Rows.</param>
    public static void Fill(float[] square, int n)
    {
        for (var top = 0; top < n; top += Tile) FillFrom(square, n, top);
    }

    /// <summary>The entries whose mirror images are in up to 32 rows; others may do other rows meanwhile.</summary>
    /// <param name="square">[n × n] row-major.</param>
    /// <param name="n">Rows.</param>
    /// <param name="top">First of the rows.</param>
    public static void FillFrom(float[] square, int n, int top)
    {
        for (var left = 0; left <= top; left += Tile)
        {
            var right = Math.Min(left + Tile, n);
            for (var c = left; c < right; c++)
                for (var r = Math.Max(top, c + 1); r < Math.Min(top + Tile, n); r++) square[c * n + r] = square[r * n + c];
        }
    }
}

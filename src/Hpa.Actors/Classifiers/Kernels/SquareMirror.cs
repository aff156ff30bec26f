using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hpa.Actors.Classifiers.Kernels;

/// <summary>Copies the lower triangle of a square to the upper one, tile by tile: both sides stay in the cache.</summary>
internal static class SquareMirror
{
    /// <summary>Rows mirrored at once.</summary>
    public const int Tile = 32;

    /// <summary>Side of the squares that are turned within registers.</summary>
    private const int Side = 8;

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
    /// <param name="top">First of the rows, a multiple of <see cref="Tile"/>.</param>
    public static void FillFrom(float[] square, int n, int top)
    {
        for (var left = 0; left <= top; left += Tile)
        {
            if (Avx.IsSupported && left < top && top + Tile <= n) Turn(square, n, top, left);
            else Copy(square, n, top, left);
        }
    }

    private static void Copy(float[] square, int n, int top, int left)
    {
        for (var c = left; c < Math.Min(left + Tile, n); c++)
            for (var r = Math.Max(top, c + 1); r < Math.Min(top + Tile, n); r++) square[c * n + r] = square[r * n + c];
    }

    /// <summary>A whole tile below the diagonal.</summary>
    private static void Turn(float[] square, int n, int top, int left)
    {
        for (var r = top; r < top + Tile; r += Side)
            for (var c = left; c < left + Tile; c += Side) Turn(ref square[r * n + c], ref square[c * n + r], (nuint)n);
    }

    /// <summary>Eight rows of eight become columns: neighbours, then pairs, then halves change places.</summary>
    private static void Turn(ref float from, ref float to, nuint n)
    {
        var (a0, a1) = Neighbours(ref from, 0, n);
        var (a2, a3) = Neighbours(ref from, 2, n);
        var (a4, a5) = Neighbours(ref from, 4, n);
        var (a6, a7) = Neighbours(ref from, 6, n);
        Store(Pair(a0, a2), Pair(a4, a6), ref to, 0, n);
        Store(Pair(a1, a3), Pair(a5, a7), ref to, 2, n);
    }

    private static (Vector256<float> Low, Vector256<float> High) Neighbours(ref float from, nuint row, nuint n)
    {
        var (first, second) = (Vector256.LoadUnsafe(ref from, row * n), Vector256.LoadUnsafe(ref from, (row + 1) * n));
        return (Avx.UnpackLow(first, second), Avx.UnpackHigh(first, second));
    }

    private static (Vector256<float> Even, Vector256<float> Odd) Pair(Vector256<float> first, Vector256<float> second) =>
        (Avx.Shuffle(first, second, 0x44), Avx.Shuffle(first, second, 0xEE));

    private static void Store(
        (Vector256<float> Even, Vector256<float> Odd) upper, (Vector256<float> Even, Vector256<float> Odd) lower, ref float to, nuint row, nuint n)
    {
        Avx.Permute2x128(upper.Even, lower.Even, 0x20).StoreUnsafe(ref to, row * n);
        Avx.Permute2x128(upper.Odd, lower.Odd, 0x20).StoreUnsafe(ref to, (row + 1) * n);
        Avx.Permute2x128(upper.Even, lower.Even, 0x31).StoreUnsafe(ref to, (row + 4) * n);
        Avx.Permute2x128(upper.Odd, lower.Odd, 0x31).StoreUnsafe(ref to, (row + 5) * n);
    }
}

using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Svm;

namespace Hpa.Actors.Classifiers.Logistic;

/// <summary>
/// Images K v of many vectors under one kernel, in single precision through the matrix library or in double precision.
/// Vectors are [m × n], one after the other. Pieces have shapes that depend on n and m alone, and so have the bits.
/// </summary>
/// <param name="product">The matrix library.</param>
/// <param name="kernel">K, [n × n].</param>
/// <param name="width">Vectors in one product. Images do not depend on the other vectors where this is the same.</param>
/// <param name="workers">Threads.</param>
internal sealed class KernelImages(KernelProduct product, SquareKernel kernel, int width, Workers workers)
{
    private const int RowTile = 256;

    /// <summary>Rows and columns of the part of K that stays in a core's cache while all vectors pass by.</summary>
    private const int CachedRows = 64, CachedColumns = 2048;

    private readonly int _n = kernel.Rows;

    /// <summary>Images in single precision.</summary>
    /// <param name="vectors">[m × n], with zero vectors up to a multiple of the width.</param>
    /// <param name="images">Receives the same shape.</param>
    /// <param name="wanted">Whether the vectors of a group of <c>width</c> are wanted, m / width values.</param>
    public void Fill(float[] vectors, float[] images, ReadOnlySpan<bool> wanted)
    {
        var groups = new List<int>();
        for (var g = 0; g < wanted.Length; g++)
            if (wanted[g]) groups.Add(g);
        workers.For((_n + RowTile - 1) / RowTile * groups.Count, () => new float[RowTile * width], (tile, piece) =>
        {
            var first = piece / groups.Count * RowTile;
            var group = groups[piece % groups.Count];
            var rows = Math.Min(RowTile, _n - first);
            product.Multiply(
                kernel.Values.AsMemory(first * _n, rows * _n), rows,
                vectors.AsMemory(group * width * _n, width * _n), width, _n, tile.AsMemory(0, rows * width));
            for (var v = 0; v < width; v++)
            {
                var image = images.AsSpan((group * width + v) * _n + first, rows);
                for (var r = 0; r < rows; r++) image[r] = tile[r * width + v];
            }
        });
    }

    /// <summary>Images in double precision, each sum in the order of the rows of K.</summary>
    /// <param name="vectors">[m × n].</param>
    /// <param name="images">Receives the same shape.</param>
    /// <param name="wanted">Which of the m vectors.</param>
    public void FillExactly(double[] vectors, double[] images, IReadOnlyList<int> wanted)
    {
        workers.For((_n + CachedRows - 1) / CachedRows, tile =>
        {
            var last = Math.Min(_n, (tile + 1) * CachedRows);
            foreach (var v in wanted) images.AsSpan(v * _n + tile * CachedRows, last - tile * CachedRows).Clear();
            for (var first = 0; first < _n; first += CachedColumns)
            {
                var count = Math.Min(CachedColumns, _n - first);
                foreach (var v in wanted)
                {
                    var part = vectors.AsSpan(v * _n + first, count);
                    for (var row = tile * CachedRows; row < last; row++) images[v * _n + row] += Dot(kernel.Row(row, first, count), part);
                }
            }
        });
    }

    private static double Dot(ReadOnlySpan<float> row, ReadOnlySpan<double> vector)
    {
        ref var k = ref MemoryMarshal.GetReference(row);
        ref var v = ref MemoryMarshal.GetReference(vector);
        var (a, b) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var (c, d) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var t = 0;
        for (; t <= row.Length - 16; t += 16)
        {
            a += SmoScan.Load(ref k, t) * Vector256.LoadUnsafe(ref v, (nuint)t);
            b += SmoScan.Load(ref k, t + 4) * Vector256.LoadUnsafe(ref v, (nuint)t + 4);
            c += SmoScan.Load(ref k, t + 8) * Vector256.LoadUnsafe(ref v, (nuint)t + 8);
            d += SmoScan.Load(ref k, t + 12) * Vector256.LoadUnsafe(ref v, (nuint)t + 12);
        }

        var sum = Vector256.Sum(a + b + (c + d));
        for (; t < row.Length; t++) sum += row[t] * vector[t];
        return sum;
    }
}

using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Svm;

namespace Hpa.Actors.Classifiers.Logistic;

/// <summary>
/// Σ_i a_mi K(i, x) for many machines whose coefficients are all there; every sum runs over the training rows in order, in double
/// precision. <see cref="DecisionFunctions"/> is its like for support vectors.
/// </summary>
internal static class DenseDecisions
{
    /// <summary>The part of the kernel that stays in a core's cache while all machines pass by.</summary>
    private const int CachedRows = 1024, CachedColumns = 128;

    /// <summary>Fills one value per machine and evaluation row.</summary>
    /// <param name="kernel">n training rows × e evaluation rows.</param>
    /// <param name="coefficients">[m][n].</param>
    /// <param name="values">Receives [m][e]; zeros before.</param>
    /// <param name="workers">Threads.</param>
    public static void Fill(CrossKernel kernel, double[][] coefficients, double[][] values, Workers workers) =>
        workers.For((kernel.EvalRows + CachedColumns - 1) / CachedColumns, part =>
        {
            var from = part * CachedColumns;
            var count = Math.Min(CachedColumns, kernel.EvalRows - from);
            for (var first = 0; first < kernel.TrainRows; first += CachedRows)
            {
                var last = Math.Min(kernel.TrainRows, first + CachedRows);
                for (var m = 0; m < values.Length; m++)
                    for (var row = first; row < last; row++) Add(kernel.Row(row).Slice(from, count), coefficients[m][row], values[m].AsSpan(from, count));
            }
        });

    private static void Add(ReadOnlySpan<float> row, double coefficient, Span<double> values)
    {
        ref var k = ref MemoryMarshal.GetReference(row);
        ref var v = ref MemoryMarshal.GetReference(values);
        var x = 0;
        for (; x <= values.Length - 4; x += 4)
            (Vector256.LoadUnsafe(ref v, (nuint)x) + SmoScan.Load(ref k, x) * coefficient).StoreUnsafe(ref v, (nuint)x);
        for (; x < values.Length; x++) values[x] += coefficient * row[x];
    }
}

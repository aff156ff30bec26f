using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Hpa.Actors.Classifiers.Kernels;

/// <summary>
/// Mean of the same run of numbers in several kernels. Kernels are added in the order given, number by number, in single
/// precision, then multiplied by 1 / count, so a number's bits depend on its kernels alone.
/// </summary>
internal static class LineSum
{
    /// <summary>Kernels added in one pass over the sum; with 8 it is no faster.</summary>
    private const int Together = 4;

    /// <summary>Fills a run.</summary>
    /// <param name="store">The kernels.</param>
    /// <param name="blocks">Which of them, at least one.</param>
    /// <param name="cross">Of the kernel against evaluation rows, or of the triangle.</param>
    /// <param name="first">Where the run begins.</param>
    /// <param name="mean">Receives the means.</param>
    public static void Fill(KernelStore store, ReadOnlySpan<int> blocks, bool cross, long first, Span<float> mean)
    {
        var from = Run(store, blocks[0], cross, first, mean.Length);
        var b = 1;
        for (; b + Together <= blocks.Length; b += Together)
        {
            Add(
                mean, from, Run(store, blocks[b], cross, first, mean.Length), Run(store, blocks[b + 1], cross, first, mean.Length),
                Run(store, blocks[b + 2], cross, first, mean.Length), Run(store, blocks[b + 3], cross, first, mean.Length));
            from = mean;
        }

        if (b == 1) from.CopyTo(mean);
        for (; b < blocks.Length; b++) TensorPrimitives.Add(mean, Run(store, blocks[b], cross, first, mean.Length), mean);
        TensorPrimitives.Multiply(mean, 1f / blocks.Length, mean);
    }

    private static ReadOnlySpan<float> Run(KernelStore store, int block, bool cross, long first, int count) =>
        cross ? store[block].Cross(first, count) : store[block].Triangle(first, count);

    private static void Add(
        Span<float> sum, ReadOnlySpan<float> from, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, ReadOnlySpan<float> d)
    {
        ref var s = ref MemoryMarshal.GetReference(sum);
        ref var f = ref MemoryMarshal.GetReference(from);
        ref var ra = ref MemoryMarshal.GetReference(a);
        ref var rb = ref MemoryMarshal.GetReference(b);
        ref var rc = ref MemoryMarshal.GetReference(c);
        ref var rd = ref MemoryMarshal.GetReference(d);
        var i = 0;
        for (; i <= sum.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var at = (nuint)i;
            var added = Vector.LoadUnsafe(ref f, at) + Vector.LoadUnsafe(ref ra, at) + Vector.LoadUnsafe(ref rb, at)
                + Vector.LoadUnsafe(ref rc, at) + Vector.LoadUnsafe(ref rd, at);
            added.StoreUnsafe(ref s, at);
        }

        for (; i < sum.Length; i++) sum[i] = from[i] + a[i] + b[i] + c[i] + d[i];
    }
}

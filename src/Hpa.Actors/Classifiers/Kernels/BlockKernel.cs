namespace Hpa.Actors.Classifiers.Kernels;

/// <summary>
/// Linear kernel of one block: all inner products among n training rows (lower triangle, so that it is symmetric by
/// construction and takes half the memory) and between training and e evaluation rows. In memory or in a mapped file,
/// the same bits.
/// </summary>
public sealed class BlockKernel : IDisposable
{
    private readonly IKernelMemory _memory;

    internal BlockKernel(IKernelMemory memory, int trainRows, int evalRows) => (_memory, TrainRows, EvalRows) = (memory, trainRows, evalRows);

    /// <summary>n.</summary>
    public int TrainRows { get; }

    /// <summary>e.</summary>
    public int EvalRows { get; }

    /// <summary>Computes the kernel in memory; the same bits whatever else runs, for any number of threads.</summary>
    /// <param name="product">The matrix library.</param>
    /// <param name="train">n scaled training rows.</param>
    /// <param name="eval">e scaled evaluation rows; may be none.</param>
    /// <param name="workers">Threads; null for the caller's alone.</param>
    public static BlockKernel Compute(KernelProduct product, ScaledRows train, ScaledRows eval, Workers? workers = null)
    {
        var memory = new KernelArrays(train.Rows, eval.Rows);
        (workers ?? new Workers(1)).For(train.Tiles, KernelProduct.Buffer, (tile, piece) =>
        {
            var strip = KernelStrip.Of(piece, train, eval);
            strip.Triangle(product, train, tile, memory.TriangleRoom(strip.TriangleStart, strip.TriangleLength));
            strip.Cross(product, train, eval, tile, memory.CrossRoom(strip.CrossStart, strip.CrossLength));
        });
        return new BlockKernel(memory, train.Rows, eval.Rows);
    }

    /// <summary>Training row <paramref name="row"/> against training rows 0 … row, length row + 1.</summary>
    public ReadOnlySpan<float> Train(int row) => Triangle(KernelBudget.Triangle(row), row + 1);

    /// <summary>Training row <paramref name="row"/> against all evaluation rows, length e.</summary>
    public ReadOnlySpan<float> Eval(int row) => Cross((long)row * EvalRows, EvalRows);

    /// <summary>A run of the lower triangle, row after row.</summary>
    internal ReadOnlySpan<float> Triangle(long first, int count) => _memory.Triangle(first, count);

    /// <summary>A run of the kernel against evaluation rows, row after row.</summary>
    internal ReadOnlySpan<float> Cross(long first, int count) => _memory.Cross(first, count);

    /// <summary>Lets a mapped file go; nobody may read any longer.</summary>
    public void Dispose() => _memory.Dispose();
}

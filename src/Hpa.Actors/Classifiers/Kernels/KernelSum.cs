using System.Numerics.Tensors;

namespace Hpa.Actors.Classifiers.Kernels;

/// <summary>
/// The kernel of one subset on any rows, K(S) = (1/|S|) Σ_{b ∈ S} K_b, from the features themselves: block after block is
/// multiplied tile by tile and added, so memory holds one sum and one block's features, however many blocks there are.
/// Entries have the bits of <see cref="SubsetKernel"/>: an inner product's depend on its two rows alone, and blocks are
/// added in the same order. Buffers are kept between fills.
/// </summary>
public sealed class KernelSum
{
    private float[] _square = [];
    private float[] _cross = [];

    /// <summary>Kernel among training rows, in the order in which they were given; valid until the next fill.</summary>
    public SquareKernel Train { get; private set; }

    /// <summary>Kernel between training and evaluation rows; valid until the next fill.</summary>
    public CrossKernel Eval { get; private set; }

    /// <summary>Computes.</summary>
    /// <param name="blocks">Blocks of the subset, at least one, in rising order; each is taken once and let go. All have the same rows.</param>
    /// <param name="product">The matrix library.</param>
    /// <param name="workers">Threads.</param>
    /// <exception cref="ArgumentException">No block, or blocks of different rows.</exception>
    public void Fill(IEnumerable<(ScaledRows Train, ScaledRows Eval)> blocks, KernelProduct product, Workers workers)
    {
        var added = 0;
        foreach (var (train, eval) in blocks)
        {
            if (added == 0) Start(train.Rows, eval.Rows);
            else if (train.Rows != Train.Rows || eval.Rows != Eval.EvalRows)
                throw new ArgumentException($"{train.Rows} and {eval.Rows} rows after {Train.Rows} and {Eval.EvalRows}", nameof(blocks));
            var first = added++ == 0;
            workers.For(train.Tiles, KernelProduct.Buffer, (tile, piece) => AddStrip(product, train, eval, train.Tiles - 1 - piece, tile, first));
        }

        if (added == 0) throw new ArgumentException("no block to sum", nameof(blocks));
        var (n, factor) = (Train.Rows, 1f / added);
        const int strip = ScaledRows.Tile;
        workers.For((n + strip - 1) / strip, piece => Finish(piece * strip, Math.Min(n, (piece + 1) * strip), factor));
    }

    private void Start(int n, int e)
    {
        Grow(ref _square, (long)n * n);
        Grow(ref _cross, (long)n * e);
        Train = new SquareKernel(_square, n);
        Eval = new CrossKernel(_cross, n, e);
    }

    /// <summary>Adds one tile of training rows of a block: lower triangle, and evaluation rows.</summary>
    private void AddStrip(KernelProduct product, ScaledRows train, ScaledRows eval, int i, float[] tile, bool first)
    {
        const int size = ScaledRows.Tile;
        var (top, n, e) = (i * size, train.Rows, eval.Rows);
        var bottom = Math.Min(top + size, n);
        for (var j = 0; j <= i; j++)
        {
            product.Multiply(train, i, train, j, tile);
            for (var row = top; row < bottom; row++)
                Add(tile.AsSpan((row - top) * size, Math.Min(size, row + 1 - j * size)), _square.AsSpan(row * n + j * size), first);
        }

        for (var j = 0; j < eval.Tiles; j++)
        {
            product.Multiply(train, i, eval, j, tile);
            for (var row = top; row < bottom; row++)
                Add(tile.AsSpan((row - top) * size, Math.Min(size, e - j * size)), _cross.AsSpan(row * e + j * size), first);
        }
    }

    private static void Add(ReadOnlySpan<float> products, Span<float> sum, bool first)
    {
        if (first) products.CopyTo(sum);
        else TensorPrimitives.Add(sum[..products.Length], products, sum);
    }

    /// <summary>Sums become means, and the lower triangle a square; rows <paramref name="top"/> … <paramref name="bottom"/> − 1.</summary>
    private void Finish(int top, int bottom, float factor)
    {
        var (n, e) = (Train.Rows, Eval.EvalRows);
        for (var row = top; row < bottom; row++)
        {
            var line = _square.AsSpan(row * n, row + 1);
            TensorPrimitives.Multiply(line, factor, line);
        }

        var cross = _cross.AsSpan(top * e, (bottom - top) * e);
        TensorPrimitives.Multiply(cross, factor, cross);
        for (var row = top; row < bottom; row += SquareMirror.Tile) SquareMirror.FillFrom(_square, n, row);
    }

    private static void Grow(ref float[] buffer, long length)
    {
        if (buffer.Length >= length) return;
        // The old one goes before the new one comes: two of the largest sums would not fit.
        buffer = [];
        buffer = GC.AllocateUninitializedArray<float>(checked((int)length));
    }
}

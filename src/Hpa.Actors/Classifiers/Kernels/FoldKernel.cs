namespace Hpa.Actors.Classifiers.Kernels;

/// <summary>
/// The part of a kernel among training rows that one fold of cross-validation needs: the rows of the other folds among themselves and
/// against its own. Buffers are kept between fills; one object per thread.
/// </summary>
internal sealed class FoldKernel
{
    private float[] _square = [];
    private float[] _cross = [];

    /// <summary>Kernel among the rows to train on; valid until the next fill.</summary>
    public SquareKernel Train { get; private set; }

    /// <summary>The same rows × the fold's rows; valid until the next fill.</summary>
    public CrossKernel Eval { get; private set; }

    /// <summary>Copies.</summary>
    /// <param name="whole">Kernel among all rows.</param>
    /// <param name="train">Rows to train on, in the wanted order.</param>
    /// <param name="eval">Rows of the fold, in the wanted order.</param>
    public void Fill(SquareKernel whole, ReadOnlySpan<int> train, ReadOnlySpan<int> eval)
    {
        var (n, e) = (train.Length, eval.Length);
        if (_square.Length < n * n) _square = GC.AllocateUninitializedArray<float>(n * n);
        if (_cross.Length < n * e) _cross = GC.AllocateUninitializedArray<float>(n * e);
        Train = new SquareKernel(_square, n);
        Eval = new CrossKernel(_cross, n, e);
        for (var r = 0; r < n; r++)
        {
            var row = whole.Row(train[r], 0, whole.Rows);
            Gather(row, train, _square.AsSpan(r * n, n));
            Gather(row, eval, _cross.AsSpan(r * e, e));
        }
    }

    private static void Gather(ReadOnlySpan<float> from, ReadOnlySpan<int> columns, Span<float> to)
    {
        for (var c = 0; c < to.Length; c++) to[c] = from[columns[c]];
    }
}

using System.Numerics.Tensors;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Classifiers;

/// <summary>
/// The kernel of a subset S of blocks, K(S) = (1/|S|) Σ_{b ∈ S} K_b: the linear kernel of the blocks' columns side by
/// side, each block scaled alike. Buffers are kept between fills; one object per thread. Blocks are always added in
/// rising order, entry by entry, so an entry's bits depend on S alone.
/// </summary>
public sealed class SubsetKernel
{
    private const int MirrorTile = 32;
    private float[] _square = [];
    private float[] _cross = [];
    private float[] _line = [];
    private bool[] _placed = [];

    /// <summary>Kernel among the view's training rows, in the view's order; valid until the next fill.</summary>
    public SquareKernel Train { get; private set; }

    /// <summary>Kernel between the view's training and evaluation rows; valid until the next fill.</summary>
    public CrossKernel Eval { get; private set; }

    /// <summary>Sums the kernels of a subset on the rows of a view.</summary>
    /// <exception cref="ArgumentException">The subset is empty or not made for this store's blocks.</exception>
    public void Fill(KernelStore store, KernelView view, Genome subset)
    {
        if (subset.Count == 0 || subset.Length != store.Blocks)
            throw new ArgumentException($"'{subset}' is no subset of {store.Blocks} blocks with at least one of them", nameof(subset));
        var blocks = subset.Chosen();
        var (n, e) = (view.TrainRows, view.EvalRows);
        Grow(ref _square, (long)n * n);
        Grow(ref _cross, (long)n * e);
        Grow(ref _line, Math.Max(store.TrainRows, store.EvalRows));
        Train = new SquareKernel(_square, n);
        Eval = new CrossKernel(_cross, n, e);
        FillTriangle(store, view, blocks);
        Mirror(n);
        Arrange(view);
        FillEval(store, view, blocks);
    }

    /// <summary>Lower triangle in rising order of positions. A whole leading row is summed even where the view skips columns: contiguous sums beat scattered ones.</summary>
    private void FillTriangle(KernelStore store, KernelView view, int[] blocks)
    {
        var positions = view.Ascending;
        var n = positions.Length;
        for (var r = 0; r < n; r++)
        {
            var line = _line.AsSpan(0, positions[r] + 1);
            store[blocks[0]].Train(positions[r]).CopyTo(line);
            foreach (var block in blocks.AsSpan(1)) TensorPrimitives.Add(line, store[block].Train(positions[r]), line);
            TensorPrimitives.Multiply(line, 1f / blocks.Length, line);
            Gather(line, positions[..(r + 1)], _square.AsSpan(r * n, r + 1));
        }
    }

    private void FillEval(KernelStore store, KernelView view, int[] blocks)
    {
        var positions = view.Eval;
        if (positions.Length == 0) return;
        var line = _line.AsSpan(0, TensorPrimitives.Max(positions) + 1);
        for (var r = 0; r < view.TrainRows; r++)
        {
            var row = view.TrainPosition(r);
            store[blocks[0]].Eval(row)[..line.Length].CopyTo(line);
            foreach (var block in blocks.AsSpan(1)) TensorPrimitives.Add(line, store[block].Eval(row)[..line.Length], line);
            TensorPrimitives.Multiply(line, 1f / blocks.Length, line);
            Gather(line, positions, _cross.AsSpan(r * positions.Length, positions.Length));
        }
    }

    private void Mirror(int n)
    {
        for (var top = 0; top < n; top += MirrorTile)
            for (var left = 0; left <= top; left += MirrorTile)
                for (var r = top; r < Math.Min(top + MirrorTile, n); r++)
                    for (var c = left; c < Math.Min(left + MirrorTile, r); c++) _square[c * n + r] = _square[r * n + c];
    }

    /// <summary>From rising order to the view's order, in place: follows the cycles of the permutation with one spare row.</summary>
    private void Arrange(KernelView view)
    {
        var rank = view.Rank;
        var n = rank.Length;
        if (IsIdentity(rank)) return;
        if (_placed.Length < n) _placed = new bool[n];
        _placed.AsSpan(0, n).Clear();
        var spare = _line.AsSpan(0, n);
        for (var start = 0; start < n; start++)
        {
            if (_placed[start]) continue;
            _square.AsSpan(start * n, n).CopyTo(spare);
            var row = start;
            for (; rank[row] != start; row = rank[row])
            {
                Gather(_square.AsSpan(rank[row] * n, n), rank, _square.AsSpan(row * n, n));
                _placed[row] = true;
            }

            Gather(spare, rank, _square.AsSpan(row * n, n));
            _placed[row] = true;
        }
    }

    private static void Gather(ReadOnlySpan<float> from, ReadOnlySpan<int> columns, Span<float> to)
    {
        for (var c = 0; c < to.Length; c++) to[c] = from[columns[c]];
    }

    private static bool IsIdentity(ReadOnlySpan<int> rank)
    {
        for (var i = 0; i < rank.Length; i++)
            if (rank[i] != i) return false;
        return true;
    }

    private static void Grow(ref float[] buffer, long length)
    {
        if (buffer.Length < length) buffer = GC.AllocateUninitializedArray<float>(checked((int)length));
    }
}

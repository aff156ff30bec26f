namespace Hpa.Actors.Classifiers.Trees;

/// <summary>
/// Best split of a node with many classes: its rows in the order of their bins, then one row after the other from the right side to
/// the left with the sums of squared counts brought up to date, 2 c ± 1 each.
/// </summary>
/// <param name="rows">Most rows of a node.</param>
internal sealed class MulticlassSplits(int rows)
{
    /// <summary>Up to so many rows are sorted by comparison, more by counting.</summary>
    private const int Few = 64;

    /// <summary>Bin in the high half, local class in the low half.</summary>
    private readonly int[] _sorted = new int[rows];
    private readonly int[] _starts = new int[ColumnBins.Most + 1];
    private readonly int[] _left = new int[rows];
    private readonly int[] _right = new int[rows];

    /// <summary>The best split of a column if it is better than <paramref name="best"/>.</summary>
    public TreeSplit Better(TreeSplit best, ReadOnlySpan<byte> bins, int column, TreeNodeRows node, int minLeaf)
    {
        var sorted = _sorted.AsSpan(0, node.Rows.Length);
        if (sorted.Length <= Few) SortFew(sorted, bins, node);
        else SortMany(sorted, bins, node);
        if (sorted[0] >> 16 == sorted[^1] >> 16) return best;
        _left.AsSpan(0, node.Counts.Length).Clear();
        node.Counts.CopyTo(_right);
        var (leftSquares, rightSquares) = (0L, 0L);
        foreach (var count in node.Counts) rightSquares += (long)count * count;
        for (var i = 0; i < sorted.Length; i++)
        {
            var right = sorted.Length - i;
            if (i >= minLeaf && right >= minLeaf && sorted[i] >> 16 != sorted[i - 1] >> 16)
            {
                var score = (double)leftSquares / i + (double)rightSquares / right;
                if (score > best.Score) best = new TreeSplit(score, column, sorted[i - 1] >> 16, sorted[i] >> 16);
            }

            var own = sorted[i] & 0xffff;
            leftSquares += 2L * _left[own]++ + 1;
            rightSquares -= 2L * _right[own]-- - 1;
        }

        return best;
    }

    private static void SortFew(Span<int> sorted, ReadOnlySpan<byte> bins, TreeNodeRows node)
    {
        for (var i = 0; i < sorted.Length; i++) sorted[i] = bins[node.Rows[i]] << 16 | node.Local[i];
        sorted.Sort();
    }

    private void SortMany(Span<int> sorted, ReadOnlySpan<byte> bins, TreeNodeRows node)
    {
        _starts.AsSpan().Clear();
        foreach (var row in node.Rows) _starts[bins[row] + 1]++;
        for (var bin = 1; bin < ColumnBins.Most; bin++) _starts[bin] += _starts[bin - 1];
        for (var i = 0; i < sorted.Length; i++)
        {
            var bin = bins[node.Rows[i]];
            sorted[_starts[bin]++] = bin << 16 | node.Local[i];
        }
    }
}

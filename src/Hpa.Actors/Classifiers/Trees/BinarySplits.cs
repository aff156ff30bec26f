using System.Numerics;

namespace Hpa.Actors.Classifiers.Trees;

/// <summary>Best split of a node with two classes by a histogram of bins, where nearly all time of growing goes.</summary>
internal sealed class BinarySplits
{
    /// <summary>From so many rows on, all bins are looked through; below, the occupied ones are remembered.</summary>
    private const int Many = 512;

    /// <summary>Rows in the low half, rows of the second class in the high half; zeros between columns.</summary>
    private readonly ulong[] _histogram = new ulong[ColumnBins.Most];
    private readonly ulong[] _occupied = new ulong[ColumnBins.Most / 64];

    /// <summary>The best split of a column if it is better than <paramref name="best"/>.</summary>
    public TreeSplit Better(TreeSplit best, ReadOnlySpan<byte> bins, int column, TreeNodeRows node, int minLeaf)
    {
        if (node.Rows.Length >= Many)
        {
            for (var i = 0; i < node.Rows.Length; i++) _histogram[bins[node.Rows[i]]] += 1 + ((ulong)node.Local[i] << 32);
            _occupied.AsSpan().Fill(ulong.MaxValue);
        }
        else
        {
            for (var i = 0; i < node.Rows.Length; i++)
            {
                var bin = bins[node.Rows[i]];
                _histogram[bin] += 1 + ((ulong)node.Local[i] << 32);
                _occupied[bin >> 6] |= 1ul << bin;
            }
        }

        return Scan(best, column, node, minLeaf);
    }

    private TreeSplit Scan(TreeSplit best, int column, TreeNodeRows node, int minLeaf)
    {
        var left = 0ul;
        var all = (ulong)(uint)node.Rows.Length | (ulong)(uint)node.Counts[1] << 32;
        var lower = -1;
        for (var word = 0; word < _occupied.Length; word++)
        {
            for (; _occupied[word] != 0; _occupied[word] &= _occupied[word] - 1)
            {
                var bin = word * 64 + BitOperations.TrailingZeroCount(_occupied[word]);
                if (_histogram[bin] == 0) continue;
                if (lower >= 0 && (uint)left >= minLeaf && (uint)(all - left) >= minLeaf)
                {
                    var score = Purity(left) + Purity(all - left);
                    if (score > best.Score) best = new TreeSplit(score, column, lower, bin);
                }

                left += _histogram[bin];
                _histogram[bin] = 0;
                lower = bin;
            }
        }

        return best;
    }

    private static double Purity(ulong side)
    {
        double rows = (uint)side;
        double second = side >> 32;
        return (second * second + (rows - second) * (rows - second)) / rows;
    }
}

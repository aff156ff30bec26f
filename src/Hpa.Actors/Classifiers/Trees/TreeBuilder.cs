namespace Hpa.Actors.Classifiers.Trees;

/// <summary>Collects the nodes of a tree, parents before children.</summary>
/// <param name="columns">Where thresholds come from.</param>
internal sealed class TreeBuilder(BinnedColumns columns)
{
    private readonly List<int> _block = [], _column = [], _left = [], _right = [], _leafStart = [0], _leafClass = [], _leafCount = [];
    private readonly List<float> _threshold = [], _mean = [];

    /// <summary>Adds a node below its parent and returns its number.</summary>
    public int Add(int parent, bool isLeft, TreeSplit split, TreeRows rows)
    {
        var at = _block.Count;
        if (parent >= 0) (isLeft ? _left : _right)[parent] = at;
        var isLeaf = split.Column < 0;
        var (block, column) = isLeaf ? (-1, -1) : columns.PlaceOf(split.Column);
        _block.Add(block);
        _column.Add(column);
        _threshold.Add(isLeaf ? 0 : columns.EdgesOf(split.Column).Threshold(split.Lower, split.Upper));
        _mean.Add(isLeaf ? 0 : columns.MeanOf(split.Column));
        _left.Add(-1);
        _right.Add(-1);
        if (isLeaf)
        {
            _leafClass.AddRange(rows.Classes);
            _leafCount.AddRange(rows.Counts);
        }

        _leafStart.Add(_leafClass.Count);
        return at;
    }

    /// <summary>The tree.</summary>
    public DecisionTree Done() => new(
        [.. _block], [.. _column], [.. _threshold], [.. _mean], [.. _left], [.. _right], [.. _leafStart], [.. _leafClass], [.. _leafCount]);
}

namespace Hpa.Actors.Classifiers.Trees;

/// <summary>
/// Grows one CART tree (Breiman et al. 1984) by Gini impurity on binned columns, as scikit-learn does: the best split over all
/// columns, even one that gains nothing, until a node is pure, too small or too deep. Ties go to the first column and the lowest
/// threshold. Columns are spread over threads.
/// </summary>
internal sealed class TreeGrower
{
    /// <summary>Columns that one thread looks at in one go.</summary>
    private const int Columns = 256;

    /// <summary>Below so many bins in a node, threads cost more than they bring.</summary>
    private const long Few = 1 << 19;

    private readonly BinnedColumns _columns;
    private readonly TreeParameters _parameters;
    private readonly Workers _workers;
    private readonly TreeRows _rows;
    private readonly (BinarySplits Two, MulticlassSplits More)[] _splits;
    private readonly TreeSplit[] _best;

    /// <summary>Prepares to grow trees.</summary>
    public TreeGrower(BinnedColumns columns, TreeParameters parameters, Workers workers)
    {
        (_columns, _parameters, _workers) = (columns, parameters, workers);
        _rows = new TreeRows(columns.Rows);
        _splits = [.. Enumerable.Range(0, workers.Threads).Select(_ => (new BinarySplits(), new MulticlassSplits(columns.Rows)))];
        _best = new TreeSplit[(columns.Columns + Columns - 1) / Columns];
    }

    /// <summary>Grows one.</summary>
    /// <param name="classOf">Class of each row, 0 … k − 1.</param>
    /// <param name="classes">k.</param>
    public DecisionTree Grow(int[] classOf, int classes)
    {
        var tree = new TreeBuilder(_columns);
        _rows.Start(classOf, classes);
        var open = new Stack<(int From, int To, int Depth, int Parent, bool IsLeft)>([(0, _columns.Rows, 0, -1, false)]);
        while (open.TryPop(out var node))
        {
            _rows.Enter(node.From, node.To);
            var split = IsDone(node.To - node.From, node.Depth) ? TreeSplit.None : Best();
            var at = tree.Add(node.Parent, node.IsLeft, split, _rows);
            if (split.Column < 0) continue;
            var middle = _rows.Part(node.From, node.To, _columns[split.Column], split.Lower);
            open.Push((middle, node.To, node.Depth + 1, at, false));
            open.Push((node.From, middle, node.Depth + 1, at, true));
        }

        return tree.Done();
    }

    private bool IsDone(int rows, int depth) =>
        _rows.Counts.Length == 1 || rows < 2 * _parameters.MinLeaf || (_parameters.MaxDepth > 0 && depth >= _parameters.MaxDepth);

    private TreeSplit Best()
    {
        var cells = (long)_rows.Node.Rows.Length * _columns.Columns;
        if (_workers.Threads == 1 || cells < Few)
        {
            for (var part = 0; part < _best.Length; part++) _best[part] = Best(_splits[0], part);
        }
        else
        {
            var next = -1;
            _workers.For(_best.Length, () => _splits[Interlocked.Increment(ref next)], (splits, part) => _best[part] = Best(splits, part));
        }

        var best = TreeSplit.None;
        foreach (var split in _best)
            if (split.Score > best.Score) best = split;
        return best;
    }

    private TreeSplit Best((BinarySplits Two, MulticlassSplits More) splits, int part)
    {
        var node = _rows.Node;
        var best = TreeSplit.None;
        for (var column = part * Columns; column < Math.Min(_columns.Columns, (part + 1) * Columns); column++)
        {
            best = node.Counts.Length == 2
                ? splits.Two.Better(best, _columns[column], column, node, _parameters.MinLeaf)
                : splits.More.Better(best, _columns[column], column, node, _parameters.MinLeaf);
        }

        return best;
    }
}

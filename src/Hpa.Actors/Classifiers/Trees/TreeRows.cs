namespace Hpa.Actors.Classifiers.Trees;

/// <summary>The training rows in the order of the leaves they have reached so far, and the classes of the node that is being split.</summary>
/// <param name="rows">n.</param>
internal sealed class TreeRows(int rows)
{
    private readonly int[] _order = new int[rows];
    private readonly int[] _right = new int[rows];
    private readonly ushort[] _local = new ushort[rows];
    private readonly List<int> _classes = [];
    private int[] _classOf = [];
    private int[] _localOf = [];
    private int[] _counts = [];
    private int _from;
    private int _to;

    /// <summary>Rows of each class of the node, in the order of <see cref="Classes"/>.</summary>
    public ReadOnlySpan<int> Counts => _counts.AsSpan(0, _classes.Count);

    /// <summary>The classes of the node in rising order.</summary>
    public IReadOnlyList<int> Classes => _classes;

    /// <summary>The node.</summary>
    public TreeNodeRows Node => new(_order.AsSpan(_from, _to - _from), _local.AsSpan(0, _to - _from), Counts);

    /// <summary>All rows in one node.</summary>
    public void Start(int[] classOf, int classes)
    {
        for (var row = 0; row < _order.Length; row++) _order[row] = row;
        _classOf = classOf;
        _localOf = new int[classes];
        _counts = new int[classes];
        _localOf.AsSpan().Fill(-1);
    }

    /// <summary>Looks at the rows from … to − 1.</summary>
    public void Enter(int from, int to)
    {
        (_from, _to) = (from, to);
        _classes.Clear();
        foreach (var row in _order.AsSpan(from, to - from))
        {
            if (_localOf[_classOf[row]] >= 0) continue;
            _localOf[_classOf[row]] = 0;
            _classes.Add(_classOf[row]);
        }

        _classes.Sort();
        for (var c = 0; c < _classes.Count; c++) (_localOf[_classes[c]], _counts[c]) = (c, 0);
        for (var i = from; i < to; i++)
        {
            var local = _localOf[_classOf[_order[i]]];
            _local[i - from] = (ushort)local;
            _counts[local]++;
        }

        foreach (var c in _classes) _localOf[c] = -1;
    }

    /// <summary>Moves the rows up to a bin before the others, each side in its order; returns where the others begin.</summary>
    public int Part(int from, int to, ReadOnlySpan<byte> bins, int lower)
    {
        var (left, right) = (from, 0);
        for (var i = from; i < to; i++)
        {
            if (bins[_order[i]] <= lower) _order[left++] = _order[i];
            else _right[right++] = _order[i];
        }

        _right.AsSpan(0, right).CopyTo(_order.AsSpan(left));
        return left;
    }
}

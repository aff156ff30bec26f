using Hpa.Actors.Classifiers.Kernels;

namespace Hpa.Actors.Classifiers.Svm;

/// <summary>
/// Kernel rows cut down to chosen columns, so that passes over them are contiguous. A row is gathered when it is first asked for and
/// kept while there is room, then the oldest goes. Buffers are kept.
/// </summary>
/// <param name="room">Most entries kept, but for two rows always: by default 64 MiB, a whole square of 4096 rows.</param>
internal sealed class GatheredRows(int room = 1 << 24)
{
    private float[] _values = [];
    private int[] _slots = [];
    private int[] _owners = [];
    private int[] _columns = [];
    private SquareKernel _kernel;
    private int _count;
    private int _slotCount;
    private int _next;

    /// <summary>Begins anew with other columns.</summary>
    /// <param name="kernel">Where rows come from.</param>
    /// <param name="columns">Kernel rows, rising; a row asked for by its place in this list has these columns.</param>
    public void Start(SquareKernel kernel, ReadOnlySpan<int> columns)
    {
        (_kernel, _count, _next) = (kernel, columns.Length, 0);
        _slotCount = Math.Min(_count, Math.Max(2, room / Math.Max(1, _count)));
        if (_values.Length < (long)_slotCount * _count) _values = GC.AllocateUninitializedArray<float>(_slotCount * _count);
        if (_slots.Length < _count) (_slots, _columns) = (new int[_count], new int[_count]);
        if (_owners.Length < _slotCount) _owners = new int[_slotCount];
        columns.CopyTo(_columns);
        _slots.AsSpan(0, _count).Fill(-1);
        _owners.AsSpan(0, _slotCount).Fill(-1);
    }

    /// <summary>A row by its place in the list of columns; stays while <paramref name="keep"/> is given as that row.</summary>
    public ReadOnlySpan<float> Row(int row, int keep)
    {
        if (_slots[row] < 0) Gather(row, keep);
        return _values.AsSpan(_slots[row] * _count, _count);
    }

    private void Gather(int row, int keep)
    {
        if (_owners[_next] == keep && keep >= 0) _next = (_next + 1) % _slotCount;
        if (_owners[_next] >= 0) _slots[_owners[_next]] = -1;
        (_owners[_next], _slots[row]) = (row, _next);
        var to = _values.AsSpan(_next * _count, _count);
        var columns = _columns.AsSpan(0, _count);
        var from = _kernel.Row(_columns[row], 0, _kernel.Rows);
        for (var c = 0; c < to.Length; c++) to[c] = from[columns[c]];
        _next = (_next + 1) % _slotCount;
    }
}

using Hpa.Actors.Classifiers.Kernels;

namespace Hpa.Actors.Classifiers.Svm;

/// <summary>
/// The rows of a problem that <see cref="SmoSolver"/> still looks at: all, or after shrinking those that may yet change, packed
/// together in their order. What the others' gradients miss meanwhile is made up for when all return.
/// </summary>
internal sealed class ActiveRows
{
    /// <summary>Problems with fewer rows fit the cache as they are and gain nothing.</summary>
    public const int Smallest = 500;
    private readonly SmoState _whole = new();
    private readonly SmoState _part = new();
    private readonly GatheredRows _gathered = new();
    private int[] _rows = [];
    private int[] _columns = [];
    private double[] _before = [];
    private SquareKernel _kernel;
    private RowSegments _segments;

    /// <summary>Whether some rows are left out.</summary>
    public bool Shrunken { get; private set; }

    /// <summary>The rows looked at.</summary>
    public SmoState State => Shrunken ? _part : _whole;

    /// <summary>Begins a problem at α = 0 with all rows.</summary>
    public SmoState Start(SquareKernel kernel, RowSegments rows, ReadOnlySpan<bool> positive)
    {
        (_kernel, _segments, Shrunken) = (kernel, rows, false);
        _whole.Resize(rows.Count);
        _whole.Alpha.Clear();
        for (var t = 0; t < positive.Length; t++)
        {
            var sign = positive[t] ? 1.0 : -1.0;
            _whole.Sign[t] = sign;
            _whole.Gradient[t] = -sign;
            _whole.Up[t] = positive[t] ? 0 : double.NegativeInfinity;
            _whole.Low[t] = positive[t] ? double.NegativeInfinity : 0;
            _whole.Diagonal[t] = kernel.Row(rows[t], rows[t], 1)[0];
        }

        return _whole;
    }

    /// <summary>The kernel row of an active row; the one of <paramref name="keep"/> stays valid beside it.</summary>
    public SmoRow Row(int row, int keep = -1) => Shrunken ? new SmoRow(_gathered.Row(row, keep), default) : Whole(row);

    /// <summary>
    /// Leaves out the rows that will stay at their bound if nothing turns: those that may only shrink (grow) and whose gradient is past
    /// every row that may grow (shrink). Does nothing while most rows stay, for packing has its price.
    /// </summary>
    /// <param name="largestUp">max −F_t over the rows that may grow.</param>
    /// <param name="largestLow">max F_t over the rows that may shrink.</param>
    /// <returns>Whether rows were left out; the numbers of the others have changed.</returns>
    public bool Shrink(double largestUp, double largestLow)
    {
        var state = State;
        var kept = 0;
        for (var t = 0; t < state.Count; t++)
            if (Stays(state, t, largestUp, largestLow)) kept++;
        if (kept > state.Count * 2L / 3) return false;
        if (Shrunken) Return();
        else Remember();
        var to = 0;
        for (var t = 0; t < state.Count; t++)
        {
            if (!Stays(state, t, largestUp, largestLow)) continue;
            _rows[to] = Shrunken ? _rows[t] : t;
            _columns[to] = _segments[_rows[to]];
            _part.Take(state, t, to++);
        }

        _part.Truncate(kept);
        _gathered.Start(_kernel, _columns.AsSpan(0, kept));
        return Shrunken = true;
    }

    /// <summary>Looks at all rows again: F_t += Σ_s K_ts (change of y_s α_s) for the rows that were left out.</summary>
    public void Expand()
    {
        Return();
        Shrunken = false;
        var (last, lastStep) = (-1, 0.0);
        for (var row = 0; row < _whole.Count; row++)
        {
            var step = _whole.Sign[row] * (_whole.Alpha[row] - _before[row]);
            if (step == 0) continue;
            if (last >= 0) SmoScan.UpdateAndSelect(Whole(last), Whole(row), lastStep, step, _whole);
            (last, lastStep) = last >= 0 ? (-1, 0) : (row, step);
        }

        if (last >= 0) SmoScan.UpdateAndSelect(Whole(last), Whole(last), lastStep, 0, _whole);
        for (var t = 0; t < _part.Count; t++) _whole.Gradient[_rows[t]] = _part.Gradient[t];
    }

    /// <summary>The state that <see cref="Expand"/> starts from.</summary>
    private void Remember()
    {
        var n = _whole.Count;
        if (_rows.Length < n) (_rows, _columns, _before) = (new int[n], new int[n], new double[n]);
        _whole.Alpha.CopyTo(_before);
        _part.Resize(n);
    }

    /// <summary>Takes over what the packed rows have come to, but for their gradient.</summary>
    private void Return()
    {
        for (var t = 0; t < _part.Count; t++)
        {
            var row = _rows[t];
            _whole.Alpha[row] = _part.Alpha[t];
            _whole.Up[row] = _part.Up[t];
            _whole.Low[row] = _part.Low[t];
        }
    }

    private SmoRow Whole(int row)
    {
        var at = _segments[row];
        return new SmoRow(
            _kernel.Row(at, _segments.First, _segments.FirstCount), _kernel.Row(at, _segments.Second, _segments.SecondCount));
    }

    private static bool Stays(SmoState state, int t, double largestUp, double largestLow) =>
        !((state.Up[t] < 0 && -state.Gradient[t] > largestUp) || (state.Low[t] < 0 && state.Gradient[t] > largestLow));
}

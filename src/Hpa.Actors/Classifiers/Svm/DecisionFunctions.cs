namespace Hpa.Actors.Classifiers.Svm;

/// <summary>
/// Many decision functions f_m(x) = Σ_s c_ms K(s, x) − ρ_m in flat lists without their zero coefficients: twelve bytes per support
/// vector and function. Buffers are kept. May be read by several threads.
/// </summary>
internal sealed class DecisionFunctions
{
    private int[] _ends = [];
    private double[] _rho = [];
    private int[] _support = [];
    private double[] _coefficients = [];

    /// <summary>Number of functions.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets all.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds one.</summary>
    public void Add(ReadOnlySpan<int> support, ReadOnlySpan<double> coefficients, double rho)
    {
        var start = Start(Count);
        Reserve(Count + 1, start + support.Length);
        support.CopyTo(_support.AsSpan(start));
        coefficients.CopyTo(_coefficients.AsSpan(start));
        _rho[Count] = rho;
        _ends[Count++] = start + support.Length;
    }

    /// <summary>Decision values of the rows of a tile by function <paramref name="index"/>.</summary>
    public void Decide(int index, KernelTile tile, Span<double> values)
    {
        var (start, length) = (Start(index), _ends[index] - Start(index));
        tile.Decide(_support.AsSpan(start, length), _coefficients.AsSpan(start, length), _rho[index], values);
    }

    /// <summary>Takes coefficients in the form [row][column] apart, in two passes over them.</summary>
    /// <param name="coefficients">Rows of the same length.</param>
    /// <param name="rows">Number of each row in the kernel.</param>
    /// <param name="rho">Offset of each function.</param>
    /// <param name="functionOf">The function that (row, column) belongs to.</param>
    public void Fill(double[][] coefficients, ReadOnlySpan<int> rows, ReadOnlySpan<double> rho, Func<int, int, int> functionOf)
    {
        Clear();
        Reserve(rho.Length, 0);
        rho.CopyTo(_rho);
        _ends.AsSpan(0, rho.Length).Clear();
        Count = rho.Length;
        for (var row = 0; row < rows.Length; row++)
            for (var column = 0; column < coefficients[row].Length; column++)
                if (coefficients[row][column] != 0) _ends[functionOf(row, column)]++;
        var total = 0;
        for (var m = 0; m < Count; m++) (_ends[m], total) = (total, checked(total + _ends[m]));
        Reserve(Count, total);
        for (var row = 0; row < rows.Length; row++)
        {
            for (var column = 0; column < coefficients[row].Length; column++)
            {
                if (coefficients[row][column] is var value && value == 0) continue;
                var at = _ends[functionOf(row, column)]++;
                (_support[at], _coefficients[at]) = (rows[row], value);
            }
        }
    }

    private int Start(int index) => index == 0 ? 0 : _ends[index - 1];

    private void Reserve(int functions, int entries)
    {
        if (_ends.Length < functions)
        {
            Array.Resize(ref _ends, Math.Max(functions, 2 * _ends.Length));
            Array.Resize(ref _rho, _ends.Length);
        }

        if (_support.Length >= entries) return;
        Array.Resize(ref _support, Math.Max(entries, (int)Math.Min(Array.MaxLength, 2L * _support.Length)));
        Array.Resize(ref _coefficients, _support.Length);
    }
}

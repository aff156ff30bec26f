namespace Hpa.Actors.Classifiers.Svm;

/// <summary>
/// Buffers of <see cref="SmoSolver"/>, kept between problems; one per thread. Besides some numbers per row they hold at most
/// 64 MiB of kernel entries, whatever the number of rows.
/// </summary>
public sealed class SmoWorkspace
{
    private double[] _result = [];
    private int _count;

    /// <summary>α_t y_t of the problem solved last, length n.</summary>
    public ReadOnlySpan<double> Coefficients => _result.AsSpan(0, _count);

    /// <summary>The rows of the problem, and those that the solver still looks at.</summary>
    internal ActiveRows Active { get; } = new();

    /// <summary>Receives the result.</summary>
    internal Span<double> Result => _result.AsSpan(0, _count);

    /// <summary>Makes room for n rows; contents are undefined.</summary>
    internal void Resize(int n)
    {
        _count = n;
        if (_result.Length < n) _result = new double[n];
    }
}

namespace Hpa.Actors.Classifiers;

/// <summary>Buffers of <see cref="SmoSolver"/>, kept between problems; one per thread.</summary>
public sealed class SmoWorkspace
{
    private double[] _buffer = [];
    private int _count;

    /// <summary>α_t y_t of the problem solved last, length n.</summary>
    public ReadOnlySpan<double> Coefficients => Part(5);

    /// <summary>y_t ∇_t, the gradient of the dual objective with the sign of the row's label.</summary>
    internal Span<double> Gradient => Part(0);

    /// <summary>α_t ≥ 0.</summary>
    internal Span<double> Alpha => Part(1);

    /// <summary>y_t = ±1.</summary>
    internal Span<double> Sign => Part(2);

    /// <summary>0 where y_t α_t may grow, −∞ elsewhere.</summary>
    internal Span<double> Up => Part(3);

    /// <summary>0 where y_t α_t may shrink, −∞ elsewhere.</summary>
    internal Span<double> Low => Part(4);

    /// <summary>K_tt.</summary>
    internal Span<double> Diagonal => Part(6);

    /// <summary>Receives the result.</summary>
    internal Span<double> Result => Part(5);

    /// <summary>Makes room for n rows; contents are undefined.</summary>
    internal void Resize(int n)
    {
        _count = n;
        if (_buffer.Length < 7 * n) _buffer = new double[7 * n];
    }

    private Span<double> Part(int index) => _buffer.AsSpan(index * _count, _count);
}

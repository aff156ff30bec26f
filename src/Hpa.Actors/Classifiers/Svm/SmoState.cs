namespace Hpa.Actors.Classifiers.Svm;

/// <summary>What <see cref="SmoSolver"/> knows of each row of a problem, or of the rows it still looks at; buffers are kept.</summary>
internal sealed class SmoState
{
    private const int Parts = 6;
    private double[] _buffer = [];
    private int _stride;

    /// <summary>Number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>F_t = y_t ∇_t, the gradient of the dual objective with the sign of the row's label.</summary>
    public Span<double> Gradient => Part(0);

    /// <summary>α_t ≥ 0.</summary>
    public Span<double> Alpha => Part(1);

    /// <summary>y_t = ±1.</summary>
    public Span<double> Sign => Part(2);

    /// <summary>0 where y_t α_t may grow, −∞ elsewhere.</summary>
    public Span<double> Up => Part(3);

    /// <summary>0 where y_t α_t may shrink, −∞ elsewhere.</summary>
    public Span<double> Low => Part(4);

    /// <summary>K_tt.</summary>
    public Span<double> Diagonal => Part(5);

    /// <summary>Makes room for n rows; contents are undefined.</summary>
    public void Resize(int n)
    {
        (Count, _stride) = (n, n);
        if (_buffer.Length < Parts * n) _buffer = new double[Parts * n];
    }

    /// <summary>Keeps the first rows only.</summary>
    public void Truncate(int n) => Count = n;

    /// <summary>Copies one row of another state, or of this one, to row <paramref name="to"/>.</summary>
    public void Take(SmoState from, int row, int to)
    {
        for (var part = 0; part < Parts; part++) _buffer[part * _stride + to] = from._buffer[part * from._stride + row];
    }

    private Span<double> Part(int index) => _buffer.AsSpan(index * _stride, Count);
}

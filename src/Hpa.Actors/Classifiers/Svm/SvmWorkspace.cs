namespace Hpa.Actors.Classifiers.Svm;

/// <summary>Buffers for training and deciding, kept between problems; one per thread.</summary>
public sealed class SvmWorkspace
{
    private bool[] _positive = [];
    private int[] _support = [];
    private double[] _coefficients = [];
    private int _count;

    /// <summary>Buffers of the solver.</summary>
    public SmoWorkspace Smo { get; } = new();

    /// <summary>Buffers of the vote.</summary>
    internal PairVotes Votes { get; } = new();

    /// <summary>Pairs that will vote.</summary>
    internal DecisionFunctions Functions { get; } = new();

    /// <summary>Support vectors of the problem solved last, as rows of its kernel, rising within each run of rows.</summary>
    public ReadOnlySpan<int> Support => _support.AsSpan(0, _count);

    /// <summary>y α of each.</summary>
    public ReadOnlySpan<double> SupportCoefficients => _coefficients.AsSpan(0, _count);

    /// <summary>Room for the signs of a problem.</summary>
    internal Span<bool> Positive(int count)
    {
        if (_positive.Length < count) _positive = new bool[count];
        return _positive.AsSpan(0, count);
    }

    /// <summary>Keeps what is not 0 of the solver's result.</summary>
    internal void CollectSupport(RowSegments rows)
    {
        Start(rows.Count);
        var coefficients = Smo.Coefficients;
        for (var t = 0; t < coefficients.Length; t++)
            if (coefficients[t] != 0) Add(rows[t], coefficients[t]);
    }

    /// <summary>Keeps a trained pair for the vote; has the shape of <see cref="PairTrained"/>.</summary>
    internal void Keep(int first, int second, ReadOnlySpan<int> support, ReadOnlySpan<double> coefficients, in SmoResult result) =>
        Functions.Add(support, coefficients, result.Rho);

    /// <summary>Begins a list of at most <paramref name="capacity"/> support vectors.</summary>
    internal void Start(int capacity)
    {
        _count = 0;
        if (_support.Length >= capacity) return;
        _support = new int[capacity];
        _coefficients = new double[capacity];
    }

    /// <summary>Adds one.</summary>
    internal void Add(int row, double coefficient)
    {
        _support[_count] = row;
        _coefficients[_count++] = coefficient;
    }
}

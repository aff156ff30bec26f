namespace Hpa.Actors.Classifiers;

/// <summary>Counts the votes of one-against-one for every evaluation row. Buffers are kept; one per thread.</summary>
internal sealed class PairVotes
{
    private int[] _votes = [];
    private double[] _decisions = [];
    private CrossKernel _kernel;
    private int _classes;

    /// <summary>Votes of one evaluation row per class; they sum to k (k − 1) / 2.</summary>
    public ReadOnlySpan<int> this[int row] => _votes.AsSpan(row * _classes, _classes);

    /// <summary>Begins a count.</summary>
    /// <param name="kernel">Training rows or support vectors × evaluation rows.</param>
    /// <param name="classes">k.</param>
    public void Start(CrossKernel kernel, int classes)
    {
        (_kernel, _classes) = (kernel, classes);
        var length = checked(kernel.EvalRows * classes);
        if (_votes.Length < length) _votes = new int[length];
        if (_decisions.Length < kernel.EvalRows) _decisions = new double[kernel.EvalRows];
        _votes.AsSpan(0, length).Clear();
    }

    /// <summary>Lets one pair vote; has the shape of <see cref="PairTrained"/>.</summary>
    public void Count(int first, int second, ReadOnlySpan<int> support, ReadOnlySpan<double> coefficients, double rho)
    {
        var decisions = _decisions.AsSpan(0, _kernel.EvalRows);
        Decisions.Fill(_kernel, support, coefficients, rho, decisions);
        for (var x = 0; x < decisions.Length; x++) _votes[x * _classes + (decisions[x] > 0 ? first : second)]++;
    }
}

namespace Hpa.Actors.Classifiers.Kernels;

/// <summary>
/// The rows of a kernel that a study looks at, in the order in which it wants to see them (trainers want the rows of a
/// class next to each other). Immutable and cheap; make it once per study.
/// </summary>
public sealed class KernelView
{
    private readonly int[] _ascending;
    private readonly int[] _rank;
    private readonly int[] _eval;

    /// <summary>A view.</summary>
    /// <param name="train">Positions of training rows, each once, in the wanted order.</param>
    /// <param name="eval">Positions of evaluation rows in the wanted order.</param>
    /// <exception cref="ArgumentException">A training row is named twice, or a position is negative.</exception>
    public KernelView(IEnumerable<int> train, IEnumerable<int> eval)
    {
        var wanted = train.ToArray();
        _eval = [.. eval];
        _ascending = [.. wanted.Order()];
        if (_ascending.Distinct().Count() != _ascending.Length || _ascending.Concat(_eval).Any(row => row < 0))
            throw new ArgumentException("a view names each training row once, by its position");
        _rank = [.. wanted.Select(row => Array.BinarySearch(_ascending, row))];
        TrainLeads = IsCount(wanted);
        EvalLeads = IsCount(_eval);
    }

    /// <summary>Training rows in the view.</summary>
    public int TrainRows => _rank.Length;

    /// <summary>Evaluation rows in the view.</summary>
    public int EvalRows => _eval.Length;

    /// <summary>Whether the training rows are the first ones, in their order: nothing has to be rearranged.</summary>
    internal bool TrainLeads { get; }

    /// <summary>Whether the evaluation rows are the first ones, in their order.</summary>
    internal bool EvalLeads { get; }

    /// <summary>Positions of the training rows in rising order.</summary>
    internal ReadOnlySpan<int> Ascending => _ascending;

    /// <summary>For each training row in the wanted order, its place in <see cref="Ascending"/>.</summary>
    internal ReadOnlySpan<int> Rank => _rank;

    /// <summary>Positions of the evaluation rows in the wanted order.</summary>
    internal ReadOnlySpan<int> Eval => _eval;

    /// <summary>Position in the store of the view's training row <paramref name="row"/>.</summary>
    public int TrainPosition(int row) => _ascending[_rank[row]];

    /// <summary>Position in the store of the view's evaluation row <paramref name="row"/>.</summary>
    public int EvalPosition(int row) => _eval[row];

    private static bool IsCount(int[] positions)
    {
        for (var i = 0; i < positions.Length; i++)
            if (positions[i] != i) return false;
        return true;
    }
}

namespace Hpa.Actors.Classifiers.Logistic;

/// <summary>Work on some rows of a problem, <paramref name="from"/> … to − 1, that leaves up to three sums.</summary>
internal delegate void LogisticWork(LogisticProblem problem, int from, int to, Span<double> sums);

/// <summary>Spreads work on problems over threads by rows, and adds up what the parts leave in the order of the rows.</summary>
/// <param name="state">Number of rows and columns.</param>
/// <param name="workers">Threads.</param>
internal sealed class LogisticSums(LogisticState state, Workers workers)
{
    private const int PerPart = 3;
    private readonly int _parts = (state.Rows + LogisticLoss.Rows - 1) / LogisticLoss.Rows;
    private readonly double[] _sums = new double[(state.Rows + LogisticLoss.Rows - 1) / LogisticLoss.Rows * state.Columns * PerPart];
    private readonly double[] _columns = new double[(state.Rows + LogisticLoss.Rows - 1) / LogisticLoss.Rows * state.Columns];

    /// <summary>Does the work for all rows of all the problems.</summary>
    public void Each(LogisticProblem[] problems, LogisticWork work) => workers.For(problems.Length * _parts, piece =>
    {
        var (problem, part) = (problems[piece / _parts], piece % _parts);
        var from = part * LogisticLoss.Rows;
        work(problem, from, Math.Min(state.Rows, from + LogisticLoss.Rows), _sums.AsSpan((problem.Loss.First * _parts + part) * PerPart, PerPart));
    });

    /// <summary>A sum over all rows.</summary>
    public double Total(LogisticProblem problem, int which)
    {
        var total = 0.0;
        for (var part = 0; part < _parts; part++) total += _sums[(problem.Loss.First * _parts + part) * PerPart + which];
        return total;
    }

    /// <summary>Room for one sum per column of a problem, for the part that begins with a row.</summary>
    public Span<double> Columns(LogisticProblem problem, int from) =>
        _columns.AsSpan(from / LogisticLoss.Rows * state.Columns + problem.Loss.First, problem.Loss.Columns);

    /// <summary>Adds up the sums per column.</summary>
    public void Collect(LogisticProblem[] problems, double[] totals)
    {
        foreach (var problem in problems)
        {
            for (var c = problem.Loss.First; c < problem.Loss.First + problem.Loss.Columns; c++)
            {
                totals[c] = 0;
                for (var part = 0; part < _parts; part++) totals[c] += _columns[part * state.Columns + c];
            }
        }
    }
}

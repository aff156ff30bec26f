using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection.Searches;

/// <summary>The best subset that a search had found after so many evaluations.</summary>
/// <param name="Search">The search.</param>
/// <param name="Evaluation">Different subsets asked for so far, from 1.</param>
/// <param name="Best">The best of them.</param>
public sealed record TraceRow(SearchKind Search, int Evaluation, Individual Best);

/// <summary>What a search found.</summary>
/// <param name="Best">The best of all its subsets.</param>
/// <param name="Trace">A row for each better subset; the last row has the number of all evaluations, so it may repeat the best.</param>
/// <param name="Front">With NSGA-II the subsets that no other one beats, by rising time; else empty.</param>
public sealed record SearchOutcome(Individual Best, IReadOnlyList<TraceRow> Trace, IReadOnlyList<Tradeoff> Front)
{
    /// <summary>Different subsets asked for.</summary>
    public int Evaluations => Trace[^1].Evaluation;

    /// <summary>The outcome of a search that asked for these subsets in this order, at least one.</summary>
    public static SearchOutcome Of(SearchKind search, SearchProblem problem, IReadOnlyList<Individual> evaluated)
    {
        var trace = new List<TraceRow>();
        for (var i = 0; i < evaluated.Count; i++)
            if (trace.Count == 0 || problem.Ranking.Compare(evaluated[i], trace[^1].Best) < 0)
                trace.Add(new TraceRow(search, i + 1, evaluated[i]));
        var best = trace[^1].Best;
        if (trace[^1].Evaluation < evaluated.Count) trace.Add(new TraceRow(search, evaluated.Count, best));
        return new SearchOutcome(best, trace, search == SearchKind.Nsga2 ? ParetoFront.Of(evaluated.Select(problem.Tradeoff)) : []);
    }
}

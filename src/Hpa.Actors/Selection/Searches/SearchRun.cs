using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection.Searches;

/// <summary>
/// A search on its way: gives one step of subsets after the other, each once all answers to the step before are in. The order of the
/// answers within a step does not matter, and neither does who knew them: a search that is begun again asks for the same steps.
/// </summary>
public sealed class SearchRun
{
    private readonly IEnumerator<IReadOnlyList<Genome>> _steps;
    private readonly SearchLedger _ledger;
    private readonly HashSet<Genome> _open = [];

    /// <summary>A search before its first step.</summary>
    /// <param name="search">Which one.</param>
    /// <param name="problem">What it chooses from.</param>
    /// <exception cref="ArgumentException">It cannot be done here, see <see cref="SearchProblem.Refusal"/>.</exception>
    public SearchRun(SearchKind search, SearchProblem problem)
    {
        if (problem.Refusal(search) is { } refusal) throw new ArgumentException(refusal, nameof(search));
        Search = search;
        _ledger = new SearchLedger(problem, problem.Allowance(search));
        _steps = Steps(search, _ledger).GetEnumerator();
    }

    /// <summary>Which search it is.</summary>
    public SearchKind Search { get; }

    /// <summary>Different subsets asked for so far.</summary>
    public int Evaluations => _ledger.Asked.Count;

    /// <summary>Subsets of the current step that no answer is in for.</summary>
    public IReadOnlyCollection<Genome> Open => _open;

    /// <summary>The subsets of the next step, each once; null when the search is over.</summary>
    /// <exception cref="InvalidOperationException">An answer of the step before is not in yet.</exception>
    public IReadOnlyList<Genome>? Next()
    {
        if (_open.Count > 0) throw new InvalidOperationException($"{_open.Count} subsets of the step before are not answered");
        while (_steps.MoveNext())
        {
            _open.UnionWith(_steps.Current.Where(subset => !_ledger.Knows(subset)));
            // The answers that are already in are the search's own.
            if (_open.Count > 0) return [.. _steps.Current.Where(_open.Contains)];
        }

        return null;
    }

    /// <summary>An answer; one that was not asked for is nothing.</summary>
    /// <exception cref="ArgumentException">Not a finite number.</exception>
    public void Learn(Genome subset, double fitness)
    {
        if (!_open.Contains(subset)) return;
        _ledger.Learn(subset, fitness);
        _open.Remove(subset);
    }

    /// <summary>What the search has found; of use when it is over.</summary>
    public SearchOutcome Outcome() => SearchOutcome.Of(Search, _ledger.Problem, _ledger.Evaluated());

    /// <summary>Runs a search in a plain loop.</summary>
    /// <param name="search">Which one.</param>
    /// <param name="problem">What it chooses from.</param>
    /// <param name="fitness">Fitness of different subsets, in their order; no subset is asked for twice.</param>
    /// <exception cref="ArgumentException">It cannot be done here, see <see cref="SearchProblem.Refusal"/>.</exception>
    public static SearchOutcome Run(SearchKind search, SearchProblem problem, Func<IReadOnlyList<Genome>, IReadOnlyList<double>> fitness)
    {
        var run = new SearchRun(search, problem);
        while (run.Next() is { } step)
            foreach (var (subset, value) in step.Zip(fitness(step)))
                run.Learn(subset, value);
        return run.Outcome();
    }

    private static IEnumerable<IReadOnlyList<Genome>> Steps(SearchKind search, SearchLedger ledger) => search switch
    {
        SearchKind.BestK => BestK.Steps(ledger),
        SearchKind.GreedyForward => GreedySearch.Forward(ledger),
        SearchKind.GreedyBackward => GreedySearch.Backward(ledger),
        SearchKind.Random => RandomSearch.Steps(ledger),
        SearchKind.Exhaustive => ExhaustiveSearch.Steps(ledger),
        SearchKind.Nsga2 => Nsga2.Steps(ledger),
        _ => throw new ArgumentOutOfRangeException(nameof(search), search, "no such search"),
    };
}

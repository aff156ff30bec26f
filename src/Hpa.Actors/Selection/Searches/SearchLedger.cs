using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection.Searches;

/// <summary>
/// What a search has asked for and learned. Every different subset counts once against the allowance, whether its fitness had been
/// measured before or not, so that the count is a function of settings and seed alone.
/// </summary>
/// <param name="problem">What is chosen from.</param>
/// <param name="allowance">Different subsets that may be asked for.</param>
public sealed class SearchLedger(SearchProblem problem, int allowance)
{
    private readonly List<Genome> _asked = [];
    private readonly HashSet<Genome> _known = [];
    private readonly Dictionary<Genome, double> _fitness = [];

    /// <summary>What is chosen from.</summary>
    public SearchProblem Problem => problem;

    /// <summary>Different subsets that may still be asked for.</summary>
    public int Left => allowance - _asked.Count;

    /// <summary>The different subsets in the order in which they were asked for.</summary>
    public IReadOnlyList<Genome> Asked => _asked;

    /// <summary>Whether the subset was asked for.</summary>
    public bool Has(Genome subset) => _known.Contains(subset);

    /// <summary>Enters a step.</summary>
    /// <param name="wanted">Subsets to be evaluated, the most wanted first.</param>
    /// <returns>Those that were asked for before, and new ones as far as the allowance reaches; each once, in the order given.</returns>
    public IReadOnlyList<Genome> Allow(IEnumerable<Genome> wanted)
    {
        var allowed = new List<Genome>();
        foreach (var subset in wanted.Distinct())
        {
            if (!Has(subset))
            {
                if (Left == 0) continue;
                _known.Add(subset);
                _asked.Add(subset);
            }

            allowed.Add(subset);
        }

        return allowed;
    }

    /// <summary>Enters an answer; the same one again changes nothing.</summary>
    /// <exception cref="ArgumentException">Not a finite number.</exception>
    public void Learn(Genome subset, double fitness) =>
        _fitness[subset] = double.IsFinite(fitness) ? fitness : throw new ArgumentException($"subset {subset} has no finite fitness", nameof(fitness));

    /// <summary>Whether the fitness of a subset is known.</summary>
    public bool Knows(Genome subset) => _fitness.ContainsKey(subset);

    /// <summary>A subset of an earlier step with its fitness.</summary>
    public Individual Of(Genome subset) => new(subset, _fitness[subset]);

    /// <summary>The best of some subsets of earlier steps.</summary>
    public Individual Best(IEnumerable<Genome> subsets) => problem.Ranking.Best(subsets.Select(Of));

    /// <summary>Everything asked for, with its fitness, in the order asked.</summary>
    public IReadOnlyList<Individual> Evaluated() => [.. _asked.Select(Of)];
}

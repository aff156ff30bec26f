using System.Diagnostics.CodeAnalysis;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection;

/// <summary>
/// Fitness by subset, so that no subset is evaluated twice in a study. Not safe for threads: one owner.
/// </summary>
public sealed class FitnessCache
{
    private readonly Dictionary<Genome, double> _fitness = [];

    /// <summary>Subsets that were evaluated. A function of settings and seed once a study is finished.</summary>
    public int Evaluated => _fitness.Count;

    /// <summary>Answers given by <see cref="TryGet"/>; depends on restarts, so it belongs to the timings.</summary>
    public long Hits { get; private set; }

    /// <summary>All known fitness values, for <see cref="IslandState.Decide(IReadOnlyDictionary{Genome, double})"/>.</summary>
    public IReadOnlyDictionary<Genome, double> Known => _fitness;

    /// <summary>The best of all evaluated subsets, or null when there is none.</summary>
    public Individual? Best(Ranking ranking) => _fitness.Count == 0 ? null : ranking.Best(Individuals());

    /// <summary>The evaluated subsets in the genomes' order.</summary>
    public IReadOnlyList<Individual> Sorted() => Individuals().OrderBy(individual => individual.Genome).ToArray();

    /// <summary>A known fitness; counts as a hit.</summary>
    public bool TryGet(Genome genome, [MaybeNullWhen(false)] out double fitness)
    {
        var known = _fitness.TryGetValue(genome, out fitness);
        if (known) Hits++;
        return known;
    }

    /// <summary>Those that have to be evaluated, each once, in the order given.</summary>
    public IReadOnlyList<Genome> Missing(IEnumerable<Genome> wanted) =>
        wanted.Distinct().Where(genome => !_fitness.ContainsKey(genome)).ToArray();

    /// <summary>Records a fitness; the same one again changes nothing.</summary>
    /// <exception cref="ArgumentException">Not a finite number.</exception>
    /// <exception cref="InvalidOperationException">The subset has another fitness: an evaluation was not reproducible.</exception>
    public void Add(Genome genome, double fitness)
    {
        if (!double.IsFinite(fitness)) throw new ArgumentException($"subset {genome} has no finite fitness", nameof(fitness));
        if (_fitness.TryGetValue(genome, out var known) && !known.Equals(fitness))
            throw new InvalidOperationException(FormattableString.Invariant(
                $"subset {genome} was evaluated twice with different results, {known:R} and {fitness:R}"));
        _fitness[genome] = fitness;
    }

    private IEnumerable<Individual> Individuals() => _fitness.Select(entry => new Individual(entry.Key, entry.Value));
}

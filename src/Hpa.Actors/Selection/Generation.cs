using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection;

/// <summary>
/// One step of the genetic algorithm on one island, with the operators of MATLAB's <c>ga</c> that the paper used: elitism,
/// rank scaling, stochastic universal sampling, scattered crossover, uniform mutation. Children that must be new are its addition.
/// </summary>
public static class Generation
{
    /// <summary>Genes flipped in search of a child that the island does not have; with few genes there may be none.</summary>
    private const int Attempts = 64;

    /// <summary>The genomes of a generation.</summary>
    /// <param name="settings">Elite, crossover, mutation, and whether children must be new.</param>
    /// <param name="ranking">Who is better.</param>
    /// <param name="island">The island's <see cref="Population.Stream"/>.</param>
    /// <param name="generation">The generation to make, from 2.</param>
    /// <param name="evaluated">The generation before it, after immigration; the order does not matter.</param>
    /// <returns>As many genomes: the best different ones unchanged, children of crossover, mutated copies.</returns>
    public static Genome[] Next(
        GeneticSettings settings, Ranking ranking, CounterRandom island, int generation, IReadOnlyList<Individual> evaluated)
    {
        var ranked = ranking.BestFirst(evaluated);
        var elite = ranking.BestDistinct(ranked, settings.Elite);
        var children = ranked.Length - elite.Length;
        var crossed = (int)Math.Round(settings.Crossover * children, MidpointRounding.AwayFromZero);

        var stream = island.At((ulong)generation);
        var parents = Sampling.Draw(ranked.Length, crossed + children, stream.At("parents"));
        var next = new Genome[ranked.Length];
        for (var i = 0; i < elite.Length; i++) next[i] = elite[i].Genome;
        // Of the generation before, all but the elite are about to go, but their fitness is known already.
        var present = ranked.Select(individual => individual.Genome).ToHashSet();
        for (var child = 0; child < children; child++)
        {
            var index = elite.Length + child;
            var draws = stream.At((ulong)index);
            next[index] = child < crossed
                ? Breeding.Cross(ranked[parents[2 * child]].Genome, ranked[parents[2 * child + 1]].Genome, ref draws)
                : Breeding.Mutate(ranked[parents[crossed + child]].Genome, settings.Mutation, ref draws);
            for (var attempt = 0; settings.Distinct && attempt < Attempts && !present.Add(next[index]); attempt++)
                next[index] = Breeding.Flip(next[index], ref draws);
        }

        return next;
    }
}

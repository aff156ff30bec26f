using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection;

/// <summary>
/// One step of the genetic algorithm on one island, with the operators of MATLAB's <c>ga</c> that the paper used: elitism,
/// rank scaling, stochastic universal sampling, scattered crossover, uniform mutation. Children that must be new are its addition.
/// </summary>
public static class Generation
{
    /// <summary>Genes flipped in search of a child that the island never had; with few genes there may be none.</summary>
    private const int Attempts = 64;

    /// <summary>The genomes of a generation.</summary>
    /// <param name="settings">Elite, crossover, mutation, and whether children must be new.</param>
    /// <param name="ranking">Who is better.</param>
    /// <param name="island">The island's <see cref="Population.Stream"/>.</param>
    /// <param name="generation">The generation to make, from 2.</param>
    /// <param name="evaluated">The generation before it, after immigration; the order does not matter.</param>
    /// <param name="met">All genomes that the island had in earlier generations.</param>
    /// <returns>As many genomes: the best different ones unchanged, children of crossover, mutated copies.</returns>
    public static Genome[] Next(
        GeneticSettings settings, Ranking ranking, CounterRandom island, int generation, IReadOnlyList<Individual> evaluated, IReadOnlySet<Genome> met)
    {
        var ranked = ranking.BestFirst(evaluated);
        var elite = ranking.BestDistinct(ranked, settings.Elite);
        var children = ranked.Length - elite.Length;
        var crossed = (int)Math.Round(settings.Crossover * children, MidpointRounding.AwayFromZero);

        var stream = island.At((ulong)generation);
        var parents = Sampling.Draw(ranked.Length, crossed + children, stream.At("parents"));
        var taken = ranked.Select(individual => individual.Genome).ToHashSet();
        var near = settings.Distinct ? Near(ranked, taken, met, children - crossed, stream.At("near")) : [];
        var next = new Genome[ranked.Length];
        for (var i = 0; i < elite.Length; i++) next[i] = elite[i].Genome;
        for (var child = 0; child < children; child++)
        {
            var index = elite.Length + child;
            var draws = stream.At((ulong)index);
            if (child >= crossed && child - crossed < near.Length)
            {
                next[index] = near[child - crossed];
                continue;
            }

            next[index] = child < crossed
                ? Breeding.Cross(ranked[parents[2 * child]].Genome, ranked[parents[2 * child + 1]].Genome, ref draws)
                : Breeding.Mutate(ranked[parents[crossed + child]].Genome, settings.Mutation, ref draws);
            for (var attempt = 0; settings.Distinct && attempt < Attempts && (met.Contains(next[index]) || !taken.Add(next[index])); attempt++)
                next[index] = Breeding.Flip(next[index], ref draws);
        }

        return next;
    }

    /// <summary>
    /// The genomes next to the best one that the island never had, in drawn order, then those next to the second best, and so on: climbing
    /// by one block more or less, beside the leaps of crossover. Adds them to <paramref name="taken"/>.
    /// </summary>
    private static Genome[] Near(Individual[] ranked, HashSet<Genome> taken, IReadOnlySet<Genome> met, int count, CounterRandom draws)
    {
        var near = new List<Genome>();
        foreach (var from in ranked.Select(individual => individual.Genome).Distinct())
        {
            if (near.Count == count) break;
            Genome[] around = [.. Enumerable.Range(0, from.Length).Select(gene => from.With(gene, !from[gene])).Where(genome => genome.Count > 0 && !met.Contains(genome))];
            draws.Shuffle(around.AsSpan());
            foreach (var genome in around)
                if (near.Count < count && taken.Add(genome)) near.Add(genome);
        }

        return [.. near];
    }
}

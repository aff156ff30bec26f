using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection;

/// <summary>The operators that make one genome. No result is empty: a subset of no blocks has no fitness.</summary>
internal static class Breeding
{
    /// <summary>Every gene set with probability ½.</summary>
    public static Genome Uniform(int genes, ref CounterRandom draws)
    {
        var genome = Genome.Empty(genes);
        for (var i = 0; i < genes; i++)
            if (draws.NextDouble() < 0.5) genome = genome.With(i, true);
        return Repair(genome, ref draws);
    }

    /// <summary>Scattered crossover: each gene from either parent with probability ½.</summary>
    public static Genome Cross(Genome mother, Genome father, ref CounterRandom draws)
    {
        var child = mother;
        for (var i = 0; i < mother.Length; i++)
            if (draws.NextDouble() < 0.5) child = child.With(i, father[i]);
        return Repair(child, ref draws);
    }

    /// <summary>Each gene flipped with probability <paramref name="rate"/>.</summary>
    public static Genome Mutate(Genome parent, double rate, ref CounterRandom draws)
    {
        var child = parent;
        for (var i = 0; i < parent.Length; i++)
            if (draws.NextDouble() < rate) child = child.With(i, !parent[i]);
        return Repair(child, ref draws);
    }

    /// <summary>One drawn gene flipped.</summary>
    public static Genome Flip(Genome genome, ref CounterRandom draws)
    {
        var gene = draws.NextInt(genome.Length);
        return Repair(genome.With(gene, !genome[gene]), ref draws);
    }

    private static Genome Repair(Genome genome, ref CounterRandom draws) =>
        genome.Count > 0 ? genome : genome.With(draws.NextInt(genome.Length), true);
}

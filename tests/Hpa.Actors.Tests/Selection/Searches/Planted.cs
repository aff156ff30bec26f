using Hpa.Actors.Selection.Searches;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Selection.Searches;

/// <summary>Fitness functions with helpful, harmful and redundant blocks, cheap enough to try every subset.</summary>
internal static class Planted
{
    /// <summary>Blocks 3k and 3k + 1 help little alone and more together, 3k + 2 hurts; all by drawn amounts.</summary>
    public static double Fitness(Genome subset)
    {
        var (fitness, draws) = (0.3, new CounterRandom(11));
        for (var gene = 0; gene < subset.Length; gene++)
        {
            var amount = draws.NextDouble() / subset.Length;
            if (gene % 3 == 2) fitness -= subset[gene] ? amount : 0;
            else if (subset[gene]) fitness += gene % 3 == 1 && subset[gene - 1] ? amount : amount / 4;
        }

        return fitness;
    }

    /// <summary>A problem in which a block that helps more tends to cost more.</summary>
    public static SearchProblem Problem(int genes, int budget, ulong seed = 1) =>
        new("image", [.. Enumerable.Range(0, genes).Select(gene => 1000L + 700 * (gene * 5 % 7))], budget, seed);

    public static IEnumerable<Genome> All(int genes) =>
        Enumerable.Range(1, (1 << genes) - 1).Select(number => Genome.Parse(Convert.ToString(number, 2).PadLeft(genes, '0')));

    public static SearchOutcome Run(SearchKind search, SearchProblem problem, Func<Genome, double>? fitness = null) =>
        SearchRun.Run(search, problem, step => [.. step.Select(fitness ?? Fitness)]);

    /// <summary>Every step of a search; answers come in an order that a seed decides.</summary>
    public static (List<IReadOnlyList<Genome>> Steps, SearchOutcome Outcome) Walk(SearchKind search, SearchProblem problem, ulong order)
    {
        var (run, draws, steps) = (new SearchRun(search, problem), new CounterRandom(order), new List<IReadOnlyList<Genome>>());
        while (run.Next() is { } step)
        {
            steps.Add(step);
            Genome[] shuffled = [.. step];
            draws.Shuffle(shuffled.AsSpan());
            foreach (var subset in shuffled) run.Learn(subset, Fitness(subset));
        }

        return (steps, run.Outcome());
    }
}

using Hpa.Actors.Selection.Searches;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Selection.Searches;

public sealed class RankedSearchTests
{
    private const int Genes = 9;
    private static readonly SearchProblem Problem = Planted.Problem(Genes, 1000);

    [Fact]
    public void Best_k_joins_the_best_blocks()
    {
        var steps = Planted.Walk(SearchKind.BestK, Problem, order: 1).Steps;
        int[] order = [.. Enumerable.Range(0, Genes).OrderByDescending(gene => Planted.Fitness(Genome.Of(Genes, [gene]))).ThenBy(gene => Problem.Costs[gene])];

        Assert.Equal(Enumerable.Range(0, Genes).Select(gene => Genome.Of(Genes, [gene])), steps[0]);
        Assert.Equal(new[] { 2, 3, 4, 5, 6, Genes }.Select(k => Genome.Of(Genes, order.Take(k))), steps[1]);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(4, 7)]
    [InlineData(6, 11)]
    [InlineData(72, 78)]
    public void Best_k_takes_what_it_needs(int genes, int subsets)
    {
        var problem = Planted.Problem(genes, budget: 1);

        Assert.Equal(subsets, problem.Allowance(SearchKind.BestK));
        Assert.Equal(subsets, Planted.Run(SearchKind.BestK, problem).Evaluations);
    }

    [Fact]
    public void Greedy_forward_is_what_a_plain_loop_finds()
    {
        var (asked, chosen) = (new List<Genome>(), new List<int>());
        while (chosen.Count < Genes)
        {
            var best = (Fitness: double.MinValue, Cost: 0L, Gene: -1);
            foreach (var gene in Enumerable.Range(0, Genes).Except(chosen))
            {
                var subset = Genome.Of(Genes, chosen.Append(gene));
                asked.Add(subset);
                var (fitness, cost) = (Planted.Fitness(subset), Problem.Costs[gene]);
                if (fitness > best.Fitness || (fitness == best.Fitness && cost < best.Cost)) best = (fitness, cost, gene);
            }

            chosen.Add(best.Gene);
        }

        var (steps, outcome) = Planted.Walk(SearchKind.GreedyForward, Problem, order: 1);
        Assert.Equal(asked, steps.SelectMany(step => step));
        Assert.Equal(asked.Max(Planted.Fitness), outcome.Best.Fitness);
        // It went on to all blocks although the last ones hurt, and the answer is the best on the way.
        Assert.True(outcome.Best.Genome.Count < Genes);
    }

    [Fact]
    public void Greedy_backward_is_what_a_plain_loop_finds()
    {
        var current = Enumerable.Range(0, Genes).ToHashSet();
        var asked = new List<Genome> { Genome.All(Genes) };
        while (current.Count > 1)
        {
            var without = current.Order().ToDictionary(gene => gene, gene => Genome.Of(Genes, current.Where(other => other != gene)));
            asked.AddRange(without.Values);
            // Of equals the dearest leaves.
            current.Remove(without.OrderByDescending(entry => Planted.Fitness(entry.Value)).ThenByDescending(entry => Problem.Costs[entry.Key]).First().Key);
        }

        var (steps, outcome) = Planted.Walk(SearchKind.GreedyBackward, Problem, order: 1);
        Assert.Equal(asked, steps.SelectMany(step => step));
        Assert.Equal(asked.Max(Planted.Fitness), outcome.Best.Fitness);
    }

    [Fact]
    public void Greedy_search_ends_in_the_middle_of_a_step_when_the_budget_does()
    {
        var steps = Planted.Walk(SearchKind.GreedyForward, Planted.Problem(Genes, Genes + 3), order: 1).Steps;

        Assert.Equal([Genes, 3], steps.Select(step => step.Count));
    }
}

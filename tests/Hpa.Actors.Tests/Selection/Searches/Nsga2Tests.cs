using Hpa.Actors.Selection.Searches;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Selection.Searches;

public sealed class Nsga2Tests
{
    [Theory]
    [InlineData(8, 200)]
    [InlineData(10, 600)]
    public void It_finds_the_whole_front(int genes, int budget)
    {
        Tradeoff[] all = [.. Planted.All(genes).Select(subset => Planted.Problem(genes, 1).Tradeoff(new Individual(subset, Planted.Fitness(subset))))];
        Tradeoff[] beaten = [.. all.Where(one => all.Any(other => other.Dominates(one)))];

        for (ulong seed = 1; seed <= 3; seed++)
        {
            var outcome = Planted.Run(SearchKind.Nsga2, Planted.Problem(genes, budget, seed));

            Assert.Empty(outcome.Front.Intersect(beaten));
            Assert.Equal(
                all.Except(beaten).Select(point => (point.Fitness, point.Microseconds)).Distinct().OrderBy(point => point.Microseconds),
                outcome.Front.Select(point => (point.Fitness, point.Microseconds)));
            Assert.InRange(outcome.Evaluations, outcome.Front.Count, budget);
        }
    }

    [Fact]
    public void No_subset_of_the_front_is_beaten_by_anything_it_asked_for()
    {
        var problem = Planted.Problem(60, 500);
        var (steps, outcome) = Planted.Walk(SearchKind.Nsga2, problem, order: 1);
        Tradeoff[] asked = [.. steps.SelectMany(step => step).Select(subset => problem.Tradeoff(new Individual(subset, Planted.Fitness(subset))))];

        Assert.All(outcome.Front, point => Assert.DoesNotContain(asked, other => other.Dominates(point)));
        Assert.All(asked, one => Assert.Contains(outcome.Front, point => point.Dominates(one) || (point.Fitness, point.Microseconds) == (one.Fitness, one.Microseconds)));
        Assert.Equal(outcome.Front.OrderBy(point => point.Microseconds), outcome.Front);
    }

    [Fact]
    public void It_gets_further_than_random_subsets_of_the_same_number()
    {
        var problem = Planted.Problem(60, 800);
        var found = Planted.Run(SearchKind.Nsga2, problem).Front;
        var drawn = ParetoFront.Of(Planted.Walk(SearchKind.Random, problem, order: 1).Steps.SelectMany(step => step)
            .Select(subset => problem.Tradeoff(new Individual(subset, Planted.Fitness(subset)))));

        // Both ends of the front are easily drawn; what counts is between them.
        Assert.InRange(drawn.Count(point => found.Any(other => other.Dominates(point))), 0.6 * drawn.Count, drawn.Count);
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(50, 10)]
    [InlineData(800, 40)]
    [InlineData(1_000_000, 200)]
    public void The_population_follows_the_budget(int budget, int individuals) => Assert.Equal(individuals, Nsga2.Population(budget));

    [Fact]
    public void No_step_but_the_first_is_larger_than_the_population()
    {
        var steps = Planted.Walk(SearchKind.Nsga2, Planted.Problem(30, 300), order: 1).Steps;

        Assert.All(steps, step => Assert.InRange(step.Count, 1, Nsga2.Population(300)));
        Assert.True(steps.Count > 5);
    }
}

using Hpa.Actors.Selection.Searches;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Selection.Searches;

public sealed class SearchRunTests
{
    public static TheoryData<SearchKind> Kinds => [.. Enum.GetValues<SearchKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_order_of_the_answers_changes_nothing(SearchKind search)
    {
        var (steps, outcome) = Planted.Walk(search, Planted.Problem(9, 120), order: 1);
        for (ulong order = 2; order < 6; order++)
        {
            var (otherSteps, other) = Planted.Walk(search, Planted.Problem(9, 120), order);
            Assert.Equal(steps.SelectMany(step => step), otherSteps.SelectMany(step => step));
            Assert.Equal(outcome.Trace, other.Trace);
            Assert.Equal(outcome.Front, other.Front);
        }
    }

    [Theory]
    [InlineData(SearchKind.GreedyForward, 1)]
    [InlineData(SearchKind.GreedyForward, 50)]
    [InlineData(SearchKind.GreedyBackward, 50)]
    [InlineData(SearchKind.Random, 100)]
    [InlineData(SearchKind.Nsga2, 5)]
    [InlineData(SearchKind.Nsga2, 333)]
    public void A_search_asks_for_as_many_different_subsets_as_its_budget(SearchKind search, int budget)
    {
        var (steps, outcome) = Planted.Walk(search, Planted.Problem(24, budget), order: 1);

        Assert.Equal(budget, steps.SelectMany(step => step).Distinct().Count());
        Assert.Equal(budget, outcome.Evaluations);
        Assert.Equal(budget, steps.Sum(step => step.Count));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void No_search_goes_on_for_ever_when_the_budget_is_larger_than_the_number_of_subsets(SearchKind search)
    {
        var outcome = Planted.Run(search, Planted.Problem(3, 10_000));

        Assert.InRange(outcome.Evaluations, 3, 7);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_single_block_is_found(SearchKind search) => Assert.Equal("1", Planted.Run(search, Planted.Problem(1, 20)).Best.Genome.ToString());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_trace_rises_to_the_best_and_ends_with_the_number_of_evaluations(SearchKind search)
    {
        var (steps, outcome) = Planted.Walk(search, Planted.Problem(9, 120), order: 1);
        Genome[] asked = [.. steps.SelectMany(step => step)];

        Assert.Equal(asked.Max(Planted.Fitness), outcome.Best.Fitness);
        Assert.Equal(asked.Length, outcome.Trace[^1].Evaluation);
        Assert.Equal(outcome.Best, outcome.Trace[^1].Best);
        foreach (var row in outcome.Trace)
            Assert.Equal(asked.Take(row.Evaluation).Max(Planted.Fitness), row.Best.Fitness);
        Assert.All(outcome.Trace.SkipLast(1), row => Assert.Equal(asked[row.Evaluation - 1], row.Best.Genome));
    }

    [Fact]
    public void Of_subsets_with_the_same_fitness_the_cheapest_is_the_best()
    {
        var problem = new SearchProblem("image", [30, 10, 20], 7, 1);

        Assert.Equal("010", Planted.Run(SearchKind.Exhaustive, problem, _ => 0.5).Best.Genome.ToString());
        Assert.Equal("010", Planted.Run(SearchKind.GreedyForward, problem, _ => 0.5).Best.Genome.ToString());
    }

    [Fact]
    public void A_step_waits_for_all_answers_to_the_one_before()
    {
        var run = new SearchRun(SearchKind.GreedyForward, Planted.Problem(4, 20));
        var step = run.Next()!;
        foreach (var subset in step.Skip(1)) run.Learn(subset, 0.5);

        Assert.Contains("1 subsets", Assert.Throws<InvalidOperationException>(() => run.Next()).Message, StringComparison.Ordinal);
        run.Learn(step[0], 0.5);
        Assert.Equal(3, run.Next()!.Count);
    }

    [Fact]
    public void A_fitness_that_is_no_number_is_refused()
    {
        var run = new SearchRun(SearchKind.GreedyForward, Planted.Problem(4, 20));
        var step = run.Next()!;

        Assert.Throws<ArgumentException>(() => run.Learn(step[0], double.NaN));
    }

    [Fact]
    public void Exhaustive_search_is_refused_above_16_blocks()
    {
        Assert.Null(Planted.Problem(16, 1).Refusal(SearchKind.Exhaustive));
        Assert.Contains("17 blocks", Planted.Problem(17, 1).Refusal(SearchKind.Exhaustive), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new SearchRun(SearchKind.Exhaustive, Planted.Problem(17, 1)));
    }

    [Fact]
    public void Exhaustive_search_tries_every_subset_once()
    {
        var (steps, outcome) = Planted.Walk(SearchKind.Exhaustive, Planted.Problem(10, 1), order: 1);

        Assert.Equal(Planted.All(10).Order(), steps.SelectMany(step => step).Order());
        Assert.Equal(Planted.All(10).Max(Planted.Fitness), outcome.Best.Fitness);
    }

    [Fact]
    public void Another_seed_or_study_draws_other_subsets()
    {
        var problem = Planted.Problem(20, 40);
        string First(SearchProblem p) => string.Join(' ', Planted.Walk(SearchKind.Random, p, 1).Steps[0]);

        Assert.NotEqual(First(problem), First(problem with { Seed = 2 }));
        Assert.NotEqual(First(problem), First(problem with { Study = "cell" }));
    }

    [Fact]
    public void Random_subsets_have_every_size_alike_and_every_block_alike()
    {
        var subsets = Planted.Walk(SearchKind.Random, Planted.Problem(40, 4000), order: 1).Steps.SelectMany(step => step).ToArray();

        // 4000 subsets of 40 sizes: 100 of each with a standard deviation of 10, save the sizes that have few subsets.
        Assert.All(Enumerable.Range(3, 34), size => Assert.InRange(subsets.Count(s => s.Count == size), 50, 150));
        Assert.All(Enumerable.Range(0, 40), gene => Assert.InRange(subsets.Count(s => s[gene]), 1850, 2250));
    }
}

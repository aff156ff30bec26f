using Hpa.Actors.Selection;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Selection;

public sealed class IslandModelTests
{
    public static TheoryData<int, int, int> Shapes => new() { { 1, 0, 0 }, { 2, 2, 0 }, { 4, 2, 0 }, { 1, 2, 6 }, { 3, 0, 6 }, { 4, 2, 8 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Its_history_is_that_of_islands_in_step(int islands, int migrants, int stall)
    {
        var settings = Settings.Small with { Islands = islands, Population = 8 * islands, Migrants = migrants, StallGenerations = stall, Generations = 40 };
        var reports = Islands.Reports(settings, "image");

        var model = IslandModel.Run(settings, 1, "image", Islands.Costs, Fitness);

        Assert.Equal(reports.Select(r => Statistics.Of(r.Generation, r.Key.Island, r.Population)), model.History);
        Assert.Equal(reports.SelectMany(r => r.Population).Select(i => i.Genome).Distinct().Order(), model.Asked.Select(i => i.Genome).Order());
        Assert.Equal(reports.TakeLast(islands).Select(r => r.Population), model.Islands);
        Assert.Equal(Islands.Ranking.Best(model.Asked), model.Best);
    }

    [Fact]
    public void No_subset_is_asked_for_twice()
    {
        var asked = new List<Genome>();
        var model = IslandModel.Run(Islands.Stalling, 1, "image", Islands.Costs, subsets =>
        {
            asked.AddRange(subsets);
            return [.. subsets.Select(Fitness)];
        });

        Assert.Equal(asked.Distinct(), asked);
        Assert.Equal(asked, model.Asked.Select(individual => individual.Genome));
    }

    [Fact]
    public void Without_a_number_of_generations_there_are_a_hundred_for_each_block()
    {
        var settings = Settings.Small with { Islands = 1, Population = 4, Elite = 1, Generations = 0 };

        Assert.Equal(300, IslandModel.Run(settings, 1, "image", [1, 1, 1], genome => genome.Count).History[^1].Generation);
    }

    [Theory]
    [InlineData(3, new[] { 0.1, 0.2, 0.2, 0.2 }, false)]
    [InlineData(3, new[] { 0.1, 0.2, 0.2, 0.2, 0.2 }, true)]
    [InlineData(3, new[] { 0.2, 0.1, 0.1, 0.2 }, true)]
    [InlineData(3, new[] { 0.2, 0.1, 0.1, 0.2000001 }, false)]
    [InlineData(3, new[] { 0.2, 0.2, 0.2 }, false)]
    public void The_islands_end_when_the_best_of_all_has_not_risen_for_so_many_generations(int stall, double[] best, bool ends) =>
        Assert.Equal(ends, StallRule.Ends(Settings.Small with { StallGenerations = stall }, best));

    [Fact]
    public void They_agree_whenever_they_would_exchange_migrants_but_not_after_the_last_generation()
    {
        Assert.Equal([3, 6, 9], Enumerable.Range(1, 12).Where(g => StallRule.Asks(Settings.Small with { StallGenerations = 1, Islands = 1, Migrants = 0 }, g)));
        Assert.DoesNotContain(Enumerable.Range(1, 12), g => StallRule.Asks(Settings.Small, g));
    }

    private static double Fitness(Genome genome) => Islands.Fitness("image", genome);
}

using Hpa.Actors.Selection;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Selection;

public sealed class MigrationTests
{
    private static readonly Ranking Free = new([0, 0, 0, 0]);

    private static readonly Individual[] Island =
        [new(Genome.Parse("1000"), 0.4), new(Genome.Parse("0100"), 0.3), new(Genome.Parse("0010"), 0.2), new(Genome.Parse("0001"), 0.1)];

    [Theory]
    [InlineData(0, 3, 1)]
    [InlineData(2, 3, 0)]
    [InlineData(0, 1, 0)]
    public void The_ring_closes_in_both_directions(int island, int islands, int target)
    {
        Assert.Equal(target, Migration.Target(island, islands));
        Assert.Equal(island, Migration.Source(target, islands));
    }

    [Fact]
    public void Islands_exchange_every_so_many_generations_but_not_after_the_last() =>
        Assert.Equal([3, 6, 9], Enumerable.Range(1, 12).Where(g => Migration.Follows(Settings.Small, g)));

    [Fact]
    public void One_island_or_no_migrants_means_no_exchange()
    {
        Assert.DoesNotContain(Enumerable.Range(1, 12), g => Migration.Follows(Settings.Small with { Islands = 1 }, g));
        Assert.DoesNotContain(Enumerable.Range(1, 12), g => Migration.Follows(Settings.Small with { Migrants = 0 }, g));
    }

    [Fact]
    public void Emigrants_are_the_best_different_individuals() =>
        Assert.Equal(["1000", "0100"], Migration.Emigrants(Settings.Small, Free, [Island[3], Island[0], Island[0], Island[1]]).Select(i => i.Genome.ToString()));

    [Fact]
    public void New_migrants_replace_the_worst_even_when_they_are_worse() =>
        Assert.Equal(
            ["1000", "0100", "0110", "0111"],
            Migration.Immigrate(Free, Island, [new(Genome.Parse("0110"), 0.05), new(Genome.Parse("0111"), 0.01)]).Select(i => i.Genome.ToString()));

    [Fact]
    public void A_migrant_that_is_already_there_replaces_nobody() =>
        Assert.Equal(
            ["1111", "1000", "0100", "0010"],
            Migration.Immigrate(Free, Island, [new(Genome.Parse("1111"), 0.9), new(Genome.Parse("0010"), 0.2)]).Select(i => i.Genome.ToString()));
}

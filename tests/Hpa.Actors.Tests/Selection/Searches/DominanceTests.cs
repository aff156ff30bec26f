using Hpa.Actors.Selection.Searches;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Selection.Searches;

public sealed class DominanceTests
{
    /// <summary>By hand: 1, 2 and 5 are beaten by none; 3 is beaten by 2 alone; 4 by 2, 3 and 1.</summary>
    private static readonly Tradeoff[] Five = [Point(1, 0.3, 10), Point(2, 0.6, 20), Point(3, 0.5, 30), Point(4, 0.3, 40), Point(5, 0.9, 60)];

    [Fact]
    public void Fronts_follow_one_another()
    {
        var fronts = Dominance.Fronts(Five);

        Assert.Equal(["1 2 5", "3", "4"], fronts.Select(Numbers));
    }

    [Fact]
    public void Equals_do_not_dominate_each_other()
    {
        var fronts = Dominance.Fronts([Point(1, 0.5, 10), Point(2, 0.5, 10), Point(3, 0.5, 11)]);

        Assert.Equal(["1 2", "3"], fronts.Select(Numbers));
    }

    [Fact]
    public void Crowding_is_the_room_between_the_neighbours()
    {
        Tradeoff[] front = [Point(1, 0.2, 10), Point(2, 0.4, 20), Point(3, 0.5, 60), Point(4, 1.0, 110)];

        var distances = Dominance.Crowding(front);

        Assert.Equal([double.PositiveInfinity, 0.3 / 0.8 + 50 / 100.0, 0.6 / 0.8 + 90 / 100.0, double.PositiveInfinity], distances.Select(d => Math.Round(d, 12)));
    }

    [Fact]
    public void A_front_of_equals_has_ends_and_no_room()
    {
        Assert.Equal(
            [double.PositiveInfinity, 0, double.PositiveInfinity],
            Dominance.Crowding([Point(1, 0.5, 10), Point(2, 0.5, 10), Point(3, 0.5, 10)]));
    }

    [Fact]
    public void The_order_goes_by_front_and_then_by_room()
    {
        Tradeoff[] subsets = [Point(1, 0.2, 10), Point(2, 0.4, 20), Point(3, 0.5, 60), Point(4, 1.0, 110), Point(6, 0.1, 10)];
        var draws = new CounterRandom(5);
        for (var i = 0; i < 10; i++)
        {
            draws.Shuffle(subsets.AsSpan());
            Assert.Equal("1 4 3 2 6", Numbers(Dominance.Order(subsets)));
        }
    }

    [Fact]
    public void The_pick_is_the_cheapest_that_loses_little()
    {
        var front = ParetoFront.Of(Five);

        Assert.Equal("1 2 5", Numbers(front));
        Assert.Equal(5, Number(ParetoFront.Pick(front, 0)));
        Assert.Equal(5, Number(ParetoFront.Pick(front, 0.29)));
        Assert.Equal(2, Number(ParetoFront.Pick(front, 0.3001)));
        Assert.Equal(1, Number(ParetoFront.Pick(front, 1)));
    }

    [Fact]
    public void Of_equals_the_one_with_fewer_blocks_is_on_the_front()
    {
        Tradeoff[] equals = [new(Genome.Parse("011"), 0.5, 10), new(Genome.Parse("100"), 0.5, 10), new(Genome.Parse("010"), 0.5, 10)];

        Assert.Equal("010", ParetoFront.Of(equals).Single().Genome.ToString());
    }

    private static Tradeoff Point(int number, double fitness, long time) => new(Genome.Parse(Convert.ToString(number, 2).PadLeft(4, '0')), fitness, time);

    private static int Number(Tradeoff point) => Convert.ToInt32(point.Genome.ToString(), 2);

    private static string Numbers(IEnumerable<Tradeoff> points) => string.Join(' ', points.Select(Number));
}

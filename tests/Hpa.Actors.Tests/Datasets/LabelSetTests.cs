using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Tests.Datasets;

public sealed class LabelSetTests
{
    [Fact]
    public void A_set_has_its_classes_in_rising_order_and_each_once()
    {
        var set = LabelSet.Of(25, 0, 25, 27);

        Assert.Equal([0, 25, 27], set.Classes);
        Assert.Equal(3, set.Count);
        Assert.Equal("0 25 27", set.ToString());
        Assert.Equal(LabelSet.Of(0, 27, 25), set);
        Assert.All(Enumerable.Range(0, 28), c => Assert.Equal(c is 0 or 25 or 27, set.Contains(c)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(28)]
    public void There_are_28_classes(int other)
    {
        Assert.Equal(28, LocationClasses.Names.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelSet.Of(0, other));
    }

    [Fact]
    public void Sets_order_by_their_bits() =>
        Assert.Equal(["", "0", "1", "0 1", "27"], new[] { LabelSet.Of(27), LabelSet.Of(0, 1), LabelSet.Of(1), default, LabelSet.Of(0) }.Order().Select(set => set.ToString()));
}

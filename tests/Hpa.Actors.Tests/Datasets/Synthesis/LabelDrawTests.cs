using Hpa.Actors.Datasets.Synthesis;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Datasets.Synthesis;

public sealed class LabelDrawTests
{
    [Fact]
    public void The_frequencies_are_those_of_the_real_table()
    {
        var all = LabelFrequencies.All;
        Assert.Equal(577, all.Count);
        Assert.Equal(31_072, all.Sum(set => set.Count));
        Assert.Equal(15_126, all.Where(set => set.Labels.Count == 1).Sum(set => set.Count));
        Assert.Equal(12_885, all.Where(set => set.Labels.Contains(0)).Sum(set => set.Count));
        Assert.Equal(11, all.Where(set => set.Labels.Contains(27)).Sum(set => set.Count));
        Assert.Equal(577, all.Select(set => set.Labels).Distinct().Count());
    }

    [Fact]
    public void Label_sets_are_drawn_as_often_as_they_occur()
    {
        var drawn = Draw(20_000, 0);
        Assert.InRange(drawn.Count(labels => labels.Contains(0)) / 20_000.0, 0.40, 0.43);
        Assert.InRange(drawn.Count(labels => labels.Count == 1) / 20_000.0, 0.47, 0.50);
    }

    [Theory]
    [InlineData(28, 1)]
    [InlineData(140, 5)]
    [InlineData(1000, 12)]
    public void Each_class_reaches_the_minimum(int images, int minimum)
    {
        var drawn = Draw(images, minimum);
        Assert.Equal(images, drawn.Length);
        Assert.All(Enumerable.Range(0, LocationClasses.Count), c => Assert.True(drawn.Count(labels => labels.Contains(c)) >= minimum, $"class {c}"));
    }

    [Fact]
    public void Only_sets_of_the_real_table_or_single_classes_are_drawn()
    {
        var real = LabelFrequencies.All.Select(set => set.Labels).ToHashSet();
        Assert.All(Draw(500, 10), labels => Assert.True(labels.Count == 1 || real.Contains(labels)));
    }

    private static LabelSet[] Draw(int images, int minimum) => new LabelDraw(new Dice(new CounterRandom(5))).Draw(images, minimum);
}

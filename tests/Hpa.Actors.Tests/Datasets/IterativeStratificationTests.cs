using Hpa.Actors.Datasets;
using Hpa.Actors.Datasets.Synthesis;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Datasets;

public sealed class IterativeStratificationTests
{
    /// <summary>The label sets of the real table, shuffled.</summary>
    private static readonly LabelSet[] s_real = RealTable();

    [Theory]
    [InlineData(0.70, 0.15, 0.15, 1)]
    [InlineData(0.70, 0.15, 0.15, 2)]
    [InlineData(0.70, 0.15, 0.15, 3)]
    [InlineData(0.80, 0.10, 0.10, 4)]
    [InlineData(0.34, 0.33, 0.33, 5)]
    public void Every_class_of_the_real_table_keeps_its_share_within_one_percent_or_one_row(double train, double val, double test, ulong seed)
    {
        var parts = IterativeStratification.Split(s_real, train, val, test, seed);

        foreach (var (part, share) in new[] { (Part.Train, train), (Part.Val, val), (Part.Test, test) })
        {
            Assert.InRange(parts.Count(p => p == part) - share * s_real.Length, -1, 1);
            for (var c = 0; c < LocationClasses.Count; c++)
            {
                var target = share * s_real.Count(set => set.Contains(c));
                var found = parts.Zip(s_real, (p, set) => p == part && set.Contains(c)).Count(hit => hit);
                Assert.True(Math.Abs(found - target) <= Math.Max(1, 0.01 * target) + 1e-9, $"class {c} in {part}: {found}, target {target}");
            }
        }
    }

    [Fact]
    public void The_seed_decides_the_split()
    {
        var labels = s_real[..2000];
        var first = IterativeStratification.Split(labels, 0.7, 0.15, 0.15, 1);
        Assert.Equal(first, IterativeStratification.Split(labels, 0.7, 0.15, 0.15, 1));
        Assert.NotEqual(first, IterativeStratification.Split(labels, 0.7, 0.15, 0.15, 2));
    }

    [Fact]
    public void No_part_is_taken_from_one_end_of_the_table()
    {
        var labels = Enumerable.Repeat(LabelSet.Of(0), 1000).ToArray();
        var parts = IterativeStratification.Split(labels, 0.7, 0.15, 0.15, 1);
        Assert.InRange(parts[..500].Count(part => part == Part.Train), 310, 390);
        Assert.InRange(parts[..500].Count(part => part == Part.Test), 50, 100);
    }

    [Fact]
    public void Tiny_tables_always_have_training_images()
    {
        for (var images = 1; images <= 12; images++)
            for (var seed = 0UL; seed < 20; seed++)
                foreach (var share in new[] { 0.7, 0.34, 0.02 })
                {
                    var parts = IterativeStratification.Split(s_real[..images], share, (1 - share) / 2, (1 - share) / 2, seed);
                    Assert.Equal(images, parts.Length);
                    Assert.Contains(Part.Train, parts);
                }

        Assert.Empty(IterativeStratification.Split([], 0.7, 0.15, 0.15, 1));
    }

    [Theory]
    [InlineData(0.7, 0.2, 0.2)]
    [InlineData(1.0, 0.0, 0.0)]
    [InlineData(1.2, -0.1, -0.1)]
    public void Shares_that_are_none_are_refused(double train, double val, double test) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => IterativeStratification.Split(s_real[..10], train, val, test, 1));

    private static LabelSet[] RealTable()
    {
        var labels = LabelFrequencies.All.SelectMany(set => Enumerable.Repeat(set.Labels, set.Count)).ToArray();
        new CounterRandom(1).Shuffle<LabelSet>(labels);
        return labels;
    }
}

using Hpa.Actors.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class LabelMergingTests
{
    [Fact]
    public void A_rare_set_becomes_its_largest_frequent_subset()
    {
        var merging = LabelMerging.Fit([.. Times(9, 0), .. Times(3, 0, 1), .. Times(2, 0, 1, 2)], 3);
        Assert.Equal(LabelSet.Of(0, 1), merging.Of(LabelSet.Of(0, 1, 2)));
        Assert.Equal((1, 2), (merging.Sets, merging.Rows));
    }

    [Fact]
    public void Of_subsets_with_as_many_labels_the_one_with_more_rows_is_taken_then_the_lower_bits()
    {
        Assert.Equal(LabelSet.Of(1, 2), LabelMerging.Fit([.. Times(3, 0, 1), .. Times(4, 1, 2), .. Times(1, 0, 1, 2)], 3).Of(LabelSet.Of(0, 1, 2)));
        Assert.Equal(LabelSet.Of(0, 1), LabelMerging.Fit([.. Times(3, 1, 2), .. Times(3, 0, 1), .. Times(1, 0, 1, 2)], 3).Of(LabelSet.Of(0, 1, 2)));
    }

    [Fact]
    public void Without_a_frequent_subset_a_rare_set_becomes_its_class_that_stands_alone_most_often()
    {
        var merging = LabelMerging.Fit([.. Times(1, 3), .. Times(2, 5), .. Times(1, 3, 5, 6), .. Times(9, 6, 7)], 5);
        Assert.Equal(LabelSet.Of(5), merging.Of(LabelSet.Of(3, 5, 6)));
        Assert.Equal(LabelSet.Of(3), LabelMerging.Fit([.. Times(2, 5), .. Times(2, 3), .. Times(1, 3, 5)], 5).Of(LabelSet.Of(3, 5)));
    }

    [Fact]
    public void A_rare_set_with_no_subset_among_the_training_rows_stays()
    {
        var merging = LabelMerging.Fit([.. Times(1, 3, 5), .. Times(1, 8), .. Times(9, 6)], 5);
        Assert.Equal(LabelSet.Of(3, 5), merging.Of(LabelSet.Of(3, 5)));
        Assert.Equal(LabelSet.Of(8), merging.Of(LabelSet.Of(8)));
        Assert.Equal((0, 0), (merging.Sets, merging.Rows));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void No_set_is_rarer_than_one_row(int minRows) => Assert.Equal(0, LabelMerging.Fit(Random(1), minRows).Sets);

    [Fact]
    public void Merging_takes_labels_away_but_never_all_and_merging_again_changes_nothing()
    {
        for (var seed = 0UL; seed < 50; seed++)
        {
            var labels = Random(seed);
            var merging = LabelMerging.Fit(labels, 4);
            var merged = merging.Apply(labels);
            Assert.NotEqual(0, merging.Rows);
            Assert.Equal(merging.Rows, Twin.Pairs(labels, merged).Count(pair => pair.Expected != pair.Actual));
            Assert.All(Twin.Pairs(labels, merged), pair => Assert.Equal(pair.Actual.Bits, pair.Actual.Bits & pair.Expected.Bits));
            Assert.All(merged, set => Assert.NotEqual(default, set));
            Assert.Equal(merged, merging.Apply(merged));
            Assert.Equal(merged, LabelMerging.Fit(merged, 4).Apply(merged));
        }
    }

    [Fact]
    public void The_order_of_the_rows_does_not_matter()
    {
        var labels = Random(3);
        var expected = LabelMerging.Fit(labels, 5);
        var other = LabelMerging.Fit([.. labels.Reverse()], 5);
        Assert.All(labels, set => Assert.Equal(expected.Of(set), other.Of(set)));
    }

    [Fact]
    public void A_set_without_labels_or_unknown_to_training_stays()
    {
        var merging = LabelMerging.Fit([default, .. Times(5, 1)], 3);
        Assert.Equal(default, merging.Of(default));
        Assert.Equal(LabelSet.Of(1, 9), merging.Of(LabelSet.Of(1, 9)));
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelMerging.Fit([], -1));
    }

    private static IEnumerable<LabelSet> Times(int rows, params int[] classes) => Enumerable.Repeat(LabelSet.Of(classes), rows);

    private static LabelSet[] Random(ulong seed)
    {
        var random = new CounterRandom(seed);
        var labels = new LabelSet[60];
        for (var i = 0; i < labels.Length; i++) labels[i] = new LabelSet((uint)(random.NextInt(32) & random.NextInt(32)) | 1u << random.NextInt(5));
        return labels;
    }
}

using Hpa.Actors.Classifiers.Kernels;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class StratifiedFoldsTests
{
    private static readonly CounterRandom Random = new CounterRandom(4).At("folds");

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(20)]
    public void Every_fold_has_its_share_of_all_rows_and_of_each_label_set_within_one_row(int folds)
    {
        LabelSet[] labels = new Synthetic(217, 1, 2).TrainLabels;
        var fold = StratifiedFolds.Of(labels, folds, Random);

        Assert.All(labels.Distinct().Select(set => (LabelSet?)set).Prepend(null), set =>
        {
            var rows = Enumerable.Range(0, folds).Select(f => Enumerable.Range(0, labels.Length).Count(row => fold[row] == f && (set is null || labels[row] == set))).ToArray();
            Assert.InRange(rows.Max() - rows.Min(), 0, 1);
        });
    }

    [Fact]
    public void The_same_stream_deals_the_same_and_another_deals_otherwise()
    {
        LabelSet[] labels = new Synthetic(100, 1, 2).TrainLabels;

        Assert.Equal(StratifiedFolds.Of(labels, 5, Random), StratifiedFolds.Of(labels, 5, Random));
        Assert.NotEqual(StratifiedFolds.Of(labels, 5, Random), StratifiedFolds.Of(labels, 5, new CounterRandom(5)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Fewer_than_two_folds_and_more_than_rows_are_refused(int folds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => StratifiedFolds.Of([LabelSet.Of(0), LabelSet.Of(1), LabelSet.Of(0)], folds, Random));
}

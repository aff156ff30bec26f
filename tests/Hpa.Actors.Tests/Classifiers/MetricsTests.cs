using Hpa.Actors.Classifiers;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class MetricsTests
{
    [Fact]
    public void Every_figure_is_scikit_learns_on_random_labels_with_empty_classes()
    {
        foreach (var expected in Twin.Read<Fixture>("metrics.json").Cases)
        {
            var card = Metrics.Measure(Twin.Sets(expected.Truth), Twin.Sets(expected.Predicted), LabelSet.Of(expected.Scored));
            AssertScore([.. expected.Macro], card.Macro);
            AssertScore([.. expected.Micro], card.Micro);
            AssertScore([.. expected.Weighted], card.Weighted);
            Assert.Equal(expected.SubsetAccuracy, card.SubsetAccuracy, 1e-9);
            Assert.Equal(expected.HammingLoss, card.HammingLoss, 1e-9);
            Assert.Equal(expected.Scored, card.PerClass.Select(c => c.Class));
            for (var c = 0; c < expected.Scored.Length; c++) AssertScore([.. expected.PerClass.Select(figure => figure[c])], card.PerClass[c].Score);
        }
    }

    [Fact]
    public void Macro_f1_alone_has_the_bits_of_the_score_card()
    {
        foreach (var expected in Twin.Read<Fixture>("metrics.json").Cases)
        {
            var (truth, predicted, scored) = (Twin.Sets(expected.Truth), Twin.Sets(expected.Predicted), LabelSet.Of(expected.Scored));
            Assert.Equal(Metrics.Measure(truth, predicted, scored).Macro.F1, Metrics.MacroF1(truth, predicted, scored));
        }
    }

    [Fact]
    public void Support_and_predicted_count_images()
    {
        var card = Metrics.Measure([LabelSet.Of(1), LabelSet.Of(1, 2), LabelSet.Of(2)], [LabelSet.Of(1), LabelSet.Of(2), LabelSet.Of(2, 3)], LabelSet.Of(1, 2, 3));
        Assert.Equal([(1, 2, 1), (2, 2, 2), (3, 0, 1)], card.PerClass.Select(c => (c.Class, c.Support, c.Predicted)));
        Assert.Equal(3, card.Images);
        Assert.Equal(new Score(0, 0, 0), card.PerClass[2].Score);
    }

    [Fact]
    public void Nothing_to_measure_is_refused_rather_than_scored()
    {
        Assert.Throws<ArgumentException>(() => Metrics.Measure([], [], LabelSet.Of(1)));
        Assert.Throws<ArgumentException>(() => Metrics.Measure([LabelSet.Of(1)], [LabelSet.Of(1)], default));
        Assert.Throws<ArgumentException>(() => Metrics.MacroF1([LabelSet.Of(1)], [], LabelSet.Of(1)));
    }

    private static void AssertScore(double[] expected, Score score)
    {
        Assert.Equal(expected[0], score.Precision, 1e-9);
        Assert.Equal(expected[1], score.Recall, 1e-9);
        Assert.Equal(expected[2], score.F1, 1e-9);
    }

    private sealed record Fixture(Case[] Cases);

    private sealed record Case(
        int[] Scored, uint[] Truth, uint[] Predicted, double SubsetAccuracy, double HammingLoss, double[] Macro, double[] Micro, double[] Weighted, double[][] PerClass);
}

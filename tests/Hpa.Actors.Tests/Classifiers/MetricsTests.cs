using Hpa.Actors.Classifiers.Scores;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class MetricsTests
{
    private static IEnumerable<Case> Cases => Twin.Read<Fixture>("metrics.json").Cases.Concat(Twin.Read<Measures>("measures.json").Metrics);

    [Fact]
    public void Every_figure_is_scikit_learns_on_random_labels_with_empty_classes_and_rows()
    {
        foreach (var expected in Cases)
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
    public void The_twins_cases_have_empty_classes_and_rows_and_classes_on_one_side_only()
    {
        Assert.Contains(Cases, c => Present(c.Truth, 2) is false && Present(c.Predicted, 2));
        Assert.Contains(Cases, c => Present(c.Truth, 3) && Present(c.Predicted, 3) is false);
        Assert.Contains(Cases, c => c.Scored.Contains(5) && !Present(c.Truth, 5) && !Present(c.Predicted, 5));
        Assert.Contains(Cases, c => c.Truth.Zip(c.Predicted).Any(row => row is (0, 0)) && Present(c.Truth, 1));
        Assert.Contains(Cases, c => c.Truth.All(row => row == 0) && c.Predicted.Any(row => row != 0));

        static bool Present(uint[] rows, int c) => rows.Any(row => (row >> c & 1) == 1);
    }

    [Fact]
    public void Every_figure_is_the_textbooks_on_many_random_labels()
    {
        for (var seed = 0UL; seed < 500; seed++)
        {
            var (truth, predicted, scored) = NaiveFigures.Random(new CounterRandom(seed));
            var expected = NaiveFigures.Of(truth, predicted, scored);
            var card = Metrics.Measure(truth, predicted, scored);
            AssertScore(Parts(expected.Macro), card.Macro);
            AssertScore(Parts(expected.Micro), card.Micro);
            AssertScore(Parts(expected.Weighted), card.Weighted);
            Assert.Equal(expected.SubsetAccuracy, card.SubsetAccuracy, 1e-12);
            Assert.Equal(expected.HammingLoss, card.HammingLoss, 1e-12);
            foreach (var (own, measured) in Twin.Pairs(expected.PerClass, card.PerClass))
            {
                Assert.Equal((own.Class, own.Support, own.Predicted), (measured.Class, measured.Support, measured.Predicted));
                AssertScore(Parts(own.Score), measured.Score);
            }
        }
    }

    [Fact]
    public void Macro_f1_alone_has_the_bits_of_the_score_card_whatever_list_holds_the_labels()
    {
        for (var seed = 0UL; seed < 200; seed++)
        {
            var (truth, predicted, scored) = NaiveFigures.Random(new CounterRandom(seed));
            var expected = Metrics.Measure(truth, predicted, scored).Macro.F1;
            Assert.Equal(expected, Metrics.MacroF1(truth, predicted, scored));
            Assert.Equal(expected, Metrics.MacroF1(truth.ToList(), predicted.ToList(), scored));
        }
    }

    [Fact]
    public void Macro_f1_of_arrays_allocates_nothing()
    {
        var (truth, predicted, scored) = NaiveFigures.Random(new CounterRandom(3));
        Metrics.MacroF1(truth, predicted, scored);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Metrics.MacroF1(truth, predicted, scored);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
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
    public void A_class_that_is_not_scored_spoils_the_exact_set_and_nothing_else()
    {
        var card = Metrics.Measure([LabelSet.Of(1), LabelSet.Of(1)], [LabelSet.Of(1), LabelSet.Of(1, 9)], LabelSet.Of(1));
        Assert.Equal(0.5, card.SubsetAccuracy);
        Assert.Equal(0, card.HammingLoss);
        Assert.Equal(new Score(1, 1, 1), card.Macro);
        Assert.Equal(new Score(1, 1, 1), card.Micro);
    }

    [Fact]
    public void Nothing_to_measure_is_refused_rather_than_scored()
    {
        Assert.Throws<ArgumentException>(() => Metrics.Measure([], [], LabelSet.Of(1)));
        Assert.Throws<ArgumentException>(() => Metrics.Measure([LabelSet.Of(1)], [LabelSet.Of(1)], default));
        Assert.Throws<ArgumentException>(() => Metrics.Measure([LabelSet.Of(1)], [], LabelSet.Of(1)));
        Assert.Throws<ArgumentException>(() => Metrics.MacroF1([LabelSet.Of(1)], [], LabelSet.Of(1)));
        Assert.Throws<ArgumentException>(() => Metrics.MacroF1([], [], LabelSet.Of(1)));
    }

    private static double[] Parts(Score score) => [score.Precision, score.Recall, score.F1];

    private static void AssertScore(double[] expected, Score score)
    {
        Assert.Equal(expected[0], score.Precision, 1e-9);
        Assert.Equal(expected[1], score.Recall, 1e-9);
        Assert.Equal(expected[2], score.F1, 1e-9);
    }

    private sealed record Fixture(Case[] Cases);

    private sealed record Measures(Case[] Metrics);

    private sealed record Case(
        int[] Scored, uint[] Truth, uint[] Predicted, double SubsetAccuracy, double HammingLoss, double[] Macro, double[] Micro, double[] Weighted, double[][] PerClass);
}

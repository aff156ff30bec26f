using Hpa.Actors.Classifiers.Scores;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class BootstrapTests
{
    private static readonly CounterRandom Stream = new CounterRandom(5).At("bootstrap");

    private static readonly Func<ScoreCard, double>[] Figures =
        [card => card.Macro.F1, card => card.Micro.F1, card => card.Weighted.F1, card => card.SubsetAccuracy, card => card.HammingLoss];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(60)]
    public void Intervals_are_the_percentiles_of_score_cards_of_the_images_drawn(int resamples)
    {
        for (var seed = 0UL; seed < 20; seed++)
        {
            var (truth, predicted, scored) = NaiveFigures.Random(new CounterRandom(seed));
            var cards = Enumerable.Range(0, resamples).Select(r =>
            {
                var drawn = Drawn(r, truth.Length);
                return Metrics.Measure([.. drawn.Select(i => truth[i])], [.. drawn.Select(i => predicted[i])], scored);
            }).ToArray();
            var intervals = Bootstrap.Intervals(truth, predicted, scored, resamples, Stream)!;

            Assert.Equal(resamples, intervals.Resamples);
            Assert.Equal(Figures.Select(figure => Middle(cards.Select(figure))), Parts(intervals));
        }
    }

    [Fact]
    public void The_interval_of_a_share_has_the_width_of_the_binomial()
    {
        const int n = 2500;
        LabelSet[] truth = [.. Enumerable.Repeat(LabelSet.Of(0), n)];
        LabelSet[] predicted = [.. Enumerable.Range(0, n).Select(i => LabelSet.Of(i % 5 == 0 ? 1 : 0))];
        var interval = Bootstrap.Intervals(truth, predicted, LabelSet.Of(0, 1), 2000, Stream)!.SubsetAccuracy;

        var deviation = Math.Sqrt(0.8 * 0.2 / n);
        Assert.Equal(0.8 - 1.96 * deviation, interval.Low, 0.12 * deviation);
        Assert.Equal(0.8 + 1.96 * deviation, interval.High, 0.12 * deviation);
    }

    [Fact]
    public void A_class_that_a_resample_misses_counts_nought_in_its_macro_f1()
    {
        LabelSet[] labels = [LabelSet.Of(1), .. Enumerable.Repeat(LabelSet.Of(0), 9)];
        var intervals = Bootstrap.Intervals(labels, labels, LabelSet.Of(0, 1), 200, Stream)!;
        Assert.Equal(new Interval(0.5, 1), intervals.MacroF1);
        Assert.Equal(new Interval(1, 1), intervals.MicroF1);
    }

    [Fact]
    public void No_resample_gives_no_interval_and_nothing_to_draw_from_is_refused()
    {
        LabelSet[] one = [LabelSet.Of(1)];
        Assert.Null(Bootstrap.Intervals(one, one, LabelSet.Of(1), 0, Stream));
        Assert.Throws<ArgumentException>(() => Bootstrap.Intervals([], [], LabelSet.Of(1), 10, Stream));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.Intervals(one, one, LabelSet.Of(1), -1, Stream));
    }

    private static int[] Drawn(int resample, int images)
    {
        var draws = Stream.At((ulong)resample);
        var drawn = new int[images];
        for (var i = 0; i < images; i++) drawn[i] = draws.NextInt(images);
        return drawn;
    }

    /// <summary>numpy.percentile([2.5, 97.5]).</summary>
    private static Interval Middle(IEnumerable<double> values)
    {
        double[] rising = [.. values.Order()];
        double At(double share)
        {
            var (below, place) = ((int)Math.Floor(share * (rising.Length - 1)), share * (rising.Length - 1));
            return below + 1 < rising.Length ? rising[below] + (place - below) * (rising[below + 1] - rising[below]) : rising[below];
        }

        return new Interval(At(0.025), At(0.975));
    }

    private static Interval[] Parts(Intervals intervals) =>
        [intervals.MacroF1, intervals.MicroF1, intervals.WeightedF1, intervals.SubsetAccuracy, intervals.HammingLoss];
}

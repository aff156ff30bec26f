using Hpa.Actors.Classifiers.Scores;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class ThresholdsTests
{
    [Fact]
    public void The_f1_at_the_threshold_is_the_best_that_scikit_learn_finds_among_the_midpoints()
    {
        foreach (var expected in Twin.Read<Fixture>("measures.json").Thresholds)
        {
            var positive = Array.ConvertAll(expected.Positive, v => v == 1);
            Assert.Equal(expected.Best, F1(expected.Scores, positive, Choose(expected.Scores, positive, 0)), 1e-12);
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    public void Every_candidate_is_worse_or_as_good_and_farther_from_the_default(double standard)
    {
        for (var seed = 0UL; seed < 300; seed++)
        {
            var random = new CounterRandom(seed);
            var scores = new float[1 + random.NextInt(30)];
            var positive = new bool[scores.Length];
            // Few distinct values, so that scores and F1 tie often.
            for (var i = 0; i < scores.Length; i++) (scores[i], positive[i]) = ((random.NextInt(15) - 7) / 8f, random.NextInt(3) == 0);
            double[] distinct = [.. scores.Distinct().Order().Select(v => (double)v)];
            double[] candidates = [standard, .. distinct.Skip(1).Zip(distinct, (high, low) => (high + low) / 2)];
            var expected = positive.Contains(true)
                ? candidates.OrderByDescending(c => F1(scores, positive, c)).ThenBy(c => Math.Abs(c - standard)).ThenByDescending(c => c).First()
                : standard;

            Assert.Equal(expected, Choose(scores, positive, standard));
        }
    }

    [Fact]
    public void Of_two_as_good_and_as_near_the_higher_is_taken() => Assert.Equal(
        1, Choose([1.5f, 1.5f, 0.5f, 0.5f, -0.5f, -1.5f], [true, true, false, false, true, true], 0));

    [Fact]
    public void A_class_without_a_row_keeps_the_default() => Assert.Equal(0.5, Choose([1, 2, 3], [false, false, false], 0.5));

    [Fact]
    public void Equal_scores_keep_the_default() => Assert.Equal(0, Choose([-1, -1, -1], [true, false, true], 0));

    [Fact]
    public void A_threshold_between_neighbouring_numbers_tells_them_apart()
    {
        var above = MathF.BitIncrement(3);
        Assert.InRange(Choose([3, above], [false, true], 0), Math.BitIncrement(3.0), Math.BitDecrement((double)above));
    }

    /// <summary>By the definition of F1 with precision and recall; rounded, so that equal is equal.</summary>
    private static double F1(float[] scores, bool[] positive, double threshold)
    {
        double tp = scores.Where((s, i) => s > threshold && positive[i]).Count();
        if (tp == 0) return 0;
        var (precision, recall) = (tp / scores.Count(s => s > threshold), tp / positive.Count(p => p));
        return Math.Round(2 * precision * recall / (precision + recall), 12);
    }

    private static double Choose(float[] scores, bool[] positive, double standard) => Thresholds.Choose([.. scores], [.. positive], standard);

    private sealed record Fixture(Case[] Thresholds);

    private sealed record Case(float[] Scores, int[] Positive, double Best);
}

using Hpa.Actors.Classifiers.Scores;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class PlattSigmoidTests
{
    [Fact]
    public void The_sigmoid_is_the_minimum_of_scikit_learns_objective_and_its_own_to_the_end_of_its_search()
    {
        foreach (var expected in Twin.Read<Fixture>("measures.json").Calibration)
        {
            var sigmoid = PlattSigmoid.Fit(expected.Scores, Array.ConvertAll(expected.Positive, v => v == 1));
            Assert.Equal(1, sigmoid.A / expected.A, 1e-6);
            Assert.Equal(expected.B, sigmoid.B, 1e-6 * Math.Max(1, Math.Abs(expected.B)));
            Assert.All(expected.Scores, f => Assert.Equal(1 / (1 + Math.Exp(expected.OwnA * f + expected.OwnB)), sigmoid.Probability(f), 1e-6));
        }
    }

    [Fact]
    public void Scores_in_another_unit_give_the_same_probabilities()
    {
        float[] scores = [-3, -1, -0.5f, 0, 0.25f, 1, 2];
        bool[] positive = [false, false, true, false, true, true, true];
        var expected = PlattSigmoid.Fit(scores, positive);
        foreach (var unit in new[] { 1f / (1 << 20), 1 << 20 })
        {
            var other = PlattSigmoid.Fit(Array.ConvertAll(scores, f => f * unit), positive);
            Assert.All(scores, f => Assert.Equal(expected.Probability(f), other.Probability(f * unit), 1e-9));
        }
    }

    [Theory]
    [InlineData(false, 1 / 5.0)]
    [InlineData(true, 4 / 5.0)]
    public void With_one_outcome_only_every_score_has_the_share_of_platts_target(bool outcome, double share)
    {
        var sigmoid = PlattSigmoid.Fit([1, 2, 3], [outcome, outcome, outcome]);
        Assert.Equal(0, sigmoid.A);
        Assert.Equal(share, sigmoid.Probability(-100), 1e-12);
        Assert.Equal(share, sigmoid.Probability(100), 1e-12);
    }

    [Fact]
    public void One_score_for_all_rows_gives_the_mean_target()
    {
        var sigmoid = PlattSigmoid.Fit([-1, -1, -1, -1], [true, false, false, false]);
        Assert.Equal(0, sigmoid.A);
        Assert.Equal((2 / 3.0 + 3 * (1 / 5.0)) / 4, sigmoid.Probability(-1), 1e-12);
    }

    [Fact]
    public void Rows_apart_from_each_other_end_at_a_finite_slope()
    {
        var sigmoid = PlattSigmoid.Fit([-1000, -999, 1, 2], [false, false, true, true]);
        Assert.True(double.IsFinite(sigmoid.A) && sigmoid.A < 0, $"A = {sigmoid.A}");
        Assert.Equal(3 / 4.0, sigmoid.Probability(1.5), 1e-3);
        Assert.Equal(1 / 4.0, sigmoid.Probability(-999.5), 1e-3);
    }

    [Fact]
    public void Extreme_scores_stay_probabilities()
    {
        var sigmoid = new PlattSigmoid(-1, 0);
        Assert.Equal(1, sigmoid.Probability(1e300));
        Assert.Equal(0, sigmoid.Probability(-1e300));
    }

    [Fact]
    public void No_row_or_another_number_of_labels_is_refused()
    {
        Assert.Throws<ArgumentException>(() => PlattSigmoid.Fit([], []));
        Assert.Throws<ArgumentException>(() => PlattSigmoid.Fit([1], [true, false]));
    }

    private sealed record Fixture(Case[] Calibration);

    private sealed record Case(float[] Scores, int[] Positive, double A, double B, double OwnA, double OwnB);
}

using System.Text.Json;
using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Scores;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class ScoreDecisionTests
{
    private static readonly LabelSet Classes = new((1u << LocationClasses.Count) - 1);
    private static readonly LabelSet[] Truth = [.. Enumerable.Range(0, 120).Select(i => LabelSet.Of(i % 3, 3 + i % 7))];
    private static readonly Prediction Validation = Scored(Truth, 1);

    [Fact]
    public void With_both_options_off_a_prediction_is_left_as_it_is()
    {
        var decision = ScoreDecision.Fit(Validation, Truth, new DecisionOptions(false, false, 0));
        Assert.Same(Validation, decision.Apply(Validation));
    }

    [Fact]
    public void Thresholds_leave_scores_alone_and_never_lower_a_classs_f1_on_the_rows_they_were_chosen_on()
    {
        var plain = Metrics.Measure(Truth, Above(Validation.Scores, 0), Classes);
        var chosen = ScoreDecision.Fit(Validation, Truth, new DecisionOptions(false, true, 0)).Apply(Validation);
        var card = Metrics.Measure(Truth, chosen.Labels, Classes);

        Assert.Same(Validation.Scores, chosen.Scores);
        Assert.All(Twin.Pairs(plain.PerClass, card.PerClass), pair => Assert.True(pair.Actual.Score.F1 >= pair.Expected.Score.F1));
        Assert.True(card.Macro.F1 > plain.Macro.F1 + 0.05, $"{card.Macro.F1} after {plain.Macro.F1}");
    }

    [Fact]
    public void A_class_that_no_validation_row_has_keeps_the_default_threshold()
    {
        var thresholds = ScoreDecision.Fit(Validation, Truth, new DecisionOptions(false, true, 0.25)).Thresholds!;
        Assert.All(thresholds[10..], threshold => Assert.Equal(0.25, threshold));
        Assert.DoesNotContain(0.25, thresholds[..10]);
    }

    [Fact]
    public void Calibrated_scores_are_each_classs_sigmoid_and_labels_those_above_a_half()
    {
        var decision = ScoreDecision.Fit(Validation, Truth, new DecisionOptions(true, false, 0));
        var test = Scored(Truth[..20], 2);
        var calibrated = decision.Apply(test);

        Assert.Null(decision.Thresholds);
        for (var c = 0; c < LocationClasses.Count; c++)
        {
            var sigmoid = PlattSigmoid.Fit([.. Validation.Scores.Select(row => row[c])], [.. Truth.Select(set => set.Contains(c))]);
            Assert.Equal((sigmoid.A, sigmoid.B), (decision.A![c], decision.B![c]));
            for (var row = 0; row < 20; row++) Assert.Equal((float)sigmoid.Probability(test.Scores[row][c]), calibrated.Scores[row][c]);
        }

        Assert.Equal(Above(calibrated.Scores, 0.5f), calibrated.Labels);
    }

    [Fact]
    public void With_both_thresholds_are_chosen_on_the_calibrated_scores_from_a_half()
    {
        var both = ScoreDecision.Fit(Validation, Truth, new DecisionOptions(true, true, 0));
        var calibration = ScoreDecision.Fit(Validation, Truth, new DecisionOptions(true, false, 0));
        var thresholds = ScoreDecision.Fit(calibration.Apply(Validation), Truth, new DecisionOptions(false, true, 0.5));

        Assert.Equal(calibration.A, both.A);
        Assert.Equal(calibration.B, both.B);
        Assert.Equal(thresholds.Thresholds, both.Thresholds);
        Assert.Equal(thresholds.Apply(calibration.Apply(Validation)).Labels, both.Apply(Validation).Labels);
    }

    [Fact]
    public void A_row_where_no_score_is_above_its_threshold_stays_empty()
    {
        var decision = new ScoreDecision(null, null, [.. Enumerable.Repeat(0.5, LocationClasses.Count)]);
        var shares = new float[LocationClasses.Count];
        shares[4] = 0.5f;
        Assert.Equal(default, decision.Apply(new Prediction([LabelSet.Of(4)], [shares])).Labels[0]);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void A_decision_written_as_numbers_decides_the_same_when_read(bool calibration, bool thresholds)
    {
        var decision = ScoreDecision.Fit(Validation, Truth, new DecisionOptions(calibration, thresholds, 0));
        var read = JsonSerializer.Deserialize<ScoreDecision>(JsonSerializer.Serialize(decision, JsonSerializerOptions.Web), JsonSerializerOptions.Web)!;
        var (expected, actual) = (decision.Apply(Validation), read.Apply(Validation));
        Assert.Equal(expected.Labels, actual.Labels);
        Assert.Equal(expected.Scores, actual.Scores);
    }

    [Fact]
    public void Numbers_that_are_no_decision_are_refused()
    {
        var good = new double[LocationClasses.Count];
        Assert.Throws<ArgumentException>(() => new ScoreDecision(good, null, null));
        Assert.Throws<ArgumentException>(() => new ScoreDecision(null, null, new double[3]));
        Assert.Throws<ArgumentException>(() => new ScoreDecision(null, null, [double.NaN, .. good[1..]]));
    }

    [Fact]
    public void Validation_rows_that_say_nothing_are_refused()
    {
        var options = new DecisionOptions(false, true, 0);
        Assert.Contains("validation images", Assert.Throws<InputException>(() => ScoreDecision.Fit(new Prediction([], []), [], options)).Message);
        Assert.Throws<ArgumentException>(() => ScoreDecision.Fit(Validation, Truth[..5], options));
        var row = new float[LocationClasses.Count];
        row[7] = float.NaN;
        var spoilt = new Prediction([default], [row]);
        Assert.Contains("row 0 for class 7", Assert.Throws<ArgumentException>(() => ScoreDecision.Fit(spoilt, Truth[..1], options)).Message);
        Assert.Throws<ArgumentException>(() => ScoreDecision.Fit(Validation, Truth, options).Apply(spoilt));
    }

    /// <summary>Decision values that know the labels in part and lie too low.</summary>
    private static Prediction Scored(LabelSet[] truth, ulong seed)
    {
        var random = new CounterRandom(seed);
        float[][] scores = [.. truth.Select(set => Enumerable.Range(0, LocationClasses.Count)
            .Select(c => (float)(1.6 * (set.Contains(c) ? 1 : 0) - 1.5 + 0.6 * random.NextNormal())).ToArray())];
        return new Prediction(Above(scores, 0), scores);
    }

    private static LabelSet[] Above(float[][] scores, float threshold) =>
        [.. scores.Select(row => LabelSet.Of([.. Enumerable.Range(0, row.Length).Where(c => row[c] > threshold)]))];
}

using Hpa.Contracts;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Classifiers.Scores;

/// <summary>
/// How labels are read from scores, fitted on validation rows and applied to any later rows: first calibration, then
/// thresholds on the calibrated scores. Plain numbers, each list by class number or null where the option is off.
/// </summary>
/// <remarks>
/// With either option a row has every class whose score is above the class's threshold, each class for itself. A row where
/// none is stays empty, and label powerset then may give a set that no training row has, or none: its winning set no longer counts. With
/// both off a prediction is left as it is.
/// </remarks>
public sealed record ScoreDecision
{
    /// <summary>The numbers of a decision.</summary>
    /// <param name="a">[28] slopes of the sigmoids.</param>
    /// <param name="b">[28] their offsets; given if and only if <paramref name="a"/> is.</param>
    /// <param name="thresholds">[28] thresholds; null for ½ on calibrated scores.</param>
    /// <exception cref="ArgumentException">A list of another length, with a number that is not finite, or one of a and b alone.</exception>
    public ScoreDecision(double[]? a, double[]? b, double[]? thresholds)
    {
        if (a is null != b is null) throw new ArgumentException("a sigmoid needs both A and B");
        foreach (var values in new[] { a, b, thresholds })
            if (values is not null && (values.Length != LocationClasses.Count || !values.All(double.IsFinite)))
                throw new ArgumentException($"{values.Length} numbers, or one that is not finite, where {LocationClasses.Count} numbers are due");
        (A, B, Thresholds) = (a, b, thresholds);
    }

    /// <summary>Slope per class, or null without calibration.</summary>
    public double[]? A { get; }

    /// <summary>Offset per class, or null without calibration.</summary>
    public double[]? B { get; }

    /// <summary>Threshold per class, or null where none were chosen.</summary>
    public double[]? Thresholds { get; }

    /// <summary>Fits what the options ask for.</summary>
    /// <param name="validation">Scores of validation rows, which took no part in the training.</param>
    /// <param name="truth">Their labels.</param>
    /// <param name="options">What to fit.</param>
    /// <exception cref="InputException">There is no validation row to fit on.</exception>
    /// <exception cref="ArgumentException">As many labels as there are not rows, or a score that is not finite.</exception>
    public static ScoreDecision Fit(Prediction validation, IReadOnlyList<LabelSet> truth, DecisionOptions options)
    {
        if (!options.Calibration && !options.Thresholds) return new ScoreDecision(null, null, null);
        if (validation.Scores.Length != truth.Count) throw new ArgumentException($"{validation.Scores.Length} rows of scores for {truth.Count} labels");
        if (truth.Count == 0)
            throw new InputException("thresholds and calibration need validation images, there are none: give more images, or a larger hpa.datasets.split.val");
        Check(validation.Scores);
        var calibrated = options.Calibration ? Calibrated(validation.Scores, truth) : new ScoreDecision(null, null, null);
        if (!options.Thresholds) return calibrated;
        var standard = options.Calibration ? Scores.Thresholds.Share : options.Standard;
        var thresholds = PerClass(
            calibrated.Calibrate(validation.Scores), truth, (scores, positive) => Scores.Thresholds.Choose(scores, positive, standard));
        return new ScoreDecision(calibrated.A, calibrated.B, thresholds);
    }

    /// <summary>Reads labels from scores anew.</summary>
    /// <returns>Calibrated scores, and labels from them; rows in the same order.</returns>
    /// <exception cref="ArgumentException">A score is not finite.</exception>
    public Prediction Apply(Prediction prediction)
    {
        if (A is null && Thresholds is null) return prediction;
        Check(prediction.Scores);
        var scores = Calibrate(prediction.Scores);
        return new Prediction([.. scores.Select(Above)], scores);
    }

    private static ScoreDecision Calibrated(float[][] scores, IReadOnlyList<LabelSet> truth)
    {
        var sigmoids = PerClass(scores, truth, (column, positive) => PlattSigmoid.Fit(column, positive));
        return new ScoreDecision([.. sigmoids.Select(s => s.A)], [.. sigmoids.Select(s => s.B)], null);
    }

    /// <summary>Fits something to the scores and labels of each class. The two lists are the callee's to reorder.</summary>
    private static T[] PerClass<T>(float[][] scores, IReadOnlyList<LabelSet> truth, Func<float[], bool[], T> fit)
    {
        var column = new float[scores.Length];
        var positive = new bool[scores.Length];
        var fitted = new T[LocationClasses.Count];
        for (var c = 0; c < fitted.Length; c++)
        {
            for (var row = 0; row < column.Length; row++) (column[row], positive[row]) = (scores[row][c], truth[row].Contains(c));
            fitted[c] = fit(column, positive);
        }

        return fitted;
    }

    private static void Check(float[][] scores)
    {
        for (var row = 0; row < scores.Length; row++)
        {
            if (scores[row].Length != LocationClasses.Count) throw new ArgumentException($"row {row} has {scores[row].Length} scores, not {LocationClasses.Count}");
            for (var c = 0; c < scores[row].Length; c++)
                if (!float.IsFinite(scores[row][c])) throw new ArgumentException($"the score of row {row} for class {c} is {scores[row][c]}");
        }
    }

    private float[][] Calibrate(float[][] scores)
    {
        if (A is null || B is null) return scores;
        return Array.ConvertAll(scores, row =>
        {
            var calibrated = new float[row.Length];
            for (var c = 0; c < row.Length; c++) calibrated[c] = (float)new PlattSigmoid(A[c], B[c]).Probability(row[c]);
            return calibrated;
        });
    }

    private LabelSet Above(float[] scores)
    {
        var bits = 0u;
        for (var c = 0; c < scores.Length; c++)
            if (scores[c] > (Thresholds?[c] ?? Scores.Thresholds.Share)) bits |= 1u << c;
        return new LabelSet(bits);
    }
}

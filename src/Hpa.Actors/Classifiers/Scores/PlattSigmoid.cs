namespace Hpa.Actors.Classifiers.Scores;

/// <summary>A score f as a probability: p(f) = 1 / (1 + exp(A f + B)) (Platt 1999). A is below 0 where larger scores are likelier.</summary>
public readonly record struct PlattSigmoid(double A, double B)
{
    /// <summary>The probability of the class; in [0, 1].</summary>
    public double Probability(double score)
    {
        var exponent = A * score + B;
        // Of the two equal forms, the one that cannot overflow.
        return exponent >= 0 ? Math.Exp(-exponent) / (1 + Math.Exp(-exponent)) : 1 / (1 + Math.Exp(exponent));
    }

    /// <summary>
    /// The maximum of the likelihood of Platt's targets, (n₊ + 1) / (n₊ + 2) for rows with the class and 1 / (n₋ + 2) for the
    /// others, as in scikit-learn's _sigmoid_calibration. Where the rows tell nothing of the slope (all with the class, or none, or one score
    /// for all) A = 0 and p is the mean target: the class's share, drawn towards ½ by as much as few rows cannot tell.
    /// </summary>
    /// <param name="scores">n finite scores, at least one.</param>
    /// <param name="positive">Which rows have the class.</param>
    /// <exception cref="ArgumentException">No row, or lists of different lengths.</exception>
    public static PlattSigmoid Fit(ReadOnlySpan<float> scores, ReadOnlySpan<bool> positive)
    {
        if (scores.Length == 0 || scores.Length != positive.Length) throw new ArgumentException($"{scores.Length} scores and {positive.Length} labels");
        double with = positive.Count(true), without = scores.Length - with;
        var targets = new double[scores.Length];
        for (var i = 0; i < targets.Length; i++) targets[i] = positive[i] ? (with + 1) / (with + 2) : 1 / (without + 2);
        var (mean, spread) = Spread(scores);
        if (with == 0 || without == 0 || spread == 0)
        {
            var share = targets.Average();
            return new PlattSigmoid(0, Math.Log((1 - share) / share));
        }

        var standard = new double[scores.Length];
        for (var i = 0; i < standard.Length; i++) standard[i] = (scores[i] - mean) / spread;
        var (slope, offset) = new PlattSearch(standard, targets).Minimum(Math.Log((without + 1) / (with + 1)));
        return new PlattSigmoid(slope / spread, offset - slope * mean / spread);
    }

    /// <summary>Mean and standard deviation; the deviation is 0 only where all scores are equal.</summary>
    private static (double Mean, double Deviation) Spread(ReadOnlySpan<float> scores)
    {
        var (sum, squares, differ) = (0.0, 0.0, false);
        foreach (var score in scores)
        {
            sum += score;
            differ |= score != scores[0];
        }

        var mean = sum / scores.Length;
        foreach (var score in scores) squares += (score - mean) * (score - mean);
        return (mean, differ ? Math.Sqrt(squares / scores.Length) : 0);
    }
}

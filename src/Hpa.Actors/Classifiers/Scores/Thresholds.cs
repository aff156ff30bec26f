namespace Hpa.Actors.Classifiers.Scores;

/// <summary>
/// The score above which a class is predicted, chosen to maximise its F1 on given rows (SCut: Yang, "A study of thresholding
/// strategies for text categorization", SIGIR 2001).
/// </summary>
public static class Thresholds
{
    /// <summary>Where a decision value changes its side.</summary>
    public const double DecisionValue = 0;

    /// <summary>Where a probability, or the share of votes of label powerset, is undecided.</summary>
    public const double Share = 0.5;

    /// <summary>
    /// Tries the default and every midpoint between neighbouring distinct scores. Of equal F1 the threshold nearest the default
    /// is taken (at equal distance the higher), so nothing moves without gain. Without a row of the class, the default.
    /// </summary>
    /// <param name="scores">n scores of one class; left in rising order.</param>
    /// <param name="positive">Which rows have the class; left in the same order.</param>
    /// <param name="standard">The default.</param>
    /// <returns>A row is predicted to have the class if its score is larger.</returns>
    public static double Choose(Span<float> scores, Span<bool> positive, double standard)
    {
        scores.Sort(positive);
        var support = positive.Count(true);
        if (support == 0) return standard;
        var first = 0;
        while (first < scores.Length && scores[first] <= standard) first++;
        var best = new Cut(standard, positive[first..].Count(true), scores.Length - first);
        var hits = 0;
        for (var i = scores.Length - 1; i > 0; i--)
        {
            if (positive[i]) hits++;
            if (scores[i - 1] == scores[i]) continue;
            var cut = new Cut(((double)scores[i - 1] + scores[i]) / 2, hits, scores.Length - i);
            if (cut.IsBetterThan(best, support, standard)) best = cut;
        }

        return best.Threshold;
    }

    /// <summary>A threshold, the rows above it that have the class, and all rows above it.</summary>
    private readonly record struct Cut(double Threshold, int Hits, int Predicted)
    {
        public bool IsBetterThan(Cut other, int support, double standard)
        {
            // F1 = 2 hits / (support + predicted), compared as fractions of whole numbers: equal is equal.
            var gain = ((long)Hits * (support + other.Predicted)).CompareTo((long)other.Hits * (support + Predicted));
            if (gain != 0) return gain > 0;
            var nearer = Math.Abs(other.Threshold - standard).CompareTo(Math.Abs(Threshold - standard));
            return nearer != 0 ? nearer > 0 : Threshold > other.Threshold;
        }
    }
}

using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Classifiers;

/// <summary>
/// Multi-label figures with scikit-learn's definitions and zero_division = 0: a quotient without denominator is 0.
/// </summary>
public static class Metrics
{
    /// <summary>All figures of one prediction.</summary>
    /// <param name="truth">One set per image; at least one image.</param>
    /// <param name="predicted">As many sets.</param>
    /// <param name="classesScored">The classes that count, at least one; other classes are left out of every figure but <see cref="ScoreCard.SubsetAccuracy"/>.</param>
    /// <exception cref="ArgumentException">No image, no class, or lists of different lengths: there is no number to give.</exception>
    public static ScoreCard Measure(IReadOnlyList<LabelSet> truth, IReadOnlyList<LabelSet> predicted, LabelSet classesScored)
    {
        Check(truth, predicted, classesScored);
        var counts = classesScored.Classes.Select(c => Counts.Of(c, truth, predicted)).ToArray();
        var perClass = counts.Select(c => new ClassScore(c.Class, c.Score(), c.Support, c.Predicted)).ToArray();
        var pooled = new Counts(-1, counts.Sum(c => c.Hits), counts.Sum(c => c.Support), counts.Sum(c => c.Predicted));
        var exact = truth.Where((set, image) => set == predicted[image]).Count();
        var wrong = counts.Sum(c => (long)c.Support + c.Predicted - 2L * c.Hits);
        return new ScoreCard(
            truth.Count,
            Mean(perClass, _ => 1),
            pooled.Score(),
            Mean(perClass, c => c.Support),
            (double)exact / truth.Count,
            (double)wrong / ((long)truth.Count * counts.Length),
            perClass);
    }

    /// <summary>The macro-F1 of <see cref="Measure"/> alone, the same bits.</summary>
    public static double MacroF1(IReadOnlyList<LabelSet> truth, IReadOnlyList<LabelSet> predicted, LabelSet classesScored)
    {
        Check(truth, predicted, classesScored);
        return classesScored.Classes.Sum(c => Counts.Of(c, truth, predicted).Score().F1) / classesScored.Count;
    }

    private static void Check(IReadOnlyList<LabelSet> truth, IReadOnlyList<LabelSet> predicted, LabelSet classesScored)
    {
        if (truth.Count == 0 || truth.Count != predicted.Count || classesScored.Count == 0)
            throw new ArgumentException($"nothing to measure: {truth.Count} true and {predicted.Count} predicted sets, {classesScored.Count} classes");
    }

    private static Score Mean(ClassScore[] perClass, Func<ClassScore, int> weight)
    {
        double total = perClass.Sum(weight);
        double Of(Func<Score, double> figure) => Ratio(perClass.Sum(c => weight(c) * figure(c.Score)), total);
        return new Score(Of(s => s.Precision), Of(s => s.Recall), Of(s => s.F1));
    }

    private static double Ratio(double numerator, double denominator) => denominator == 0 ? 0 : numerator / denominator;

    private readonly record struct Counts(int Class, int Hits, int Support, int Predicted)
    {
        public static Counts Of(int c, IReadOnlyList<LabelSet> truth, IReadOnlyList<LabelSet> predicted)
        {
            var (hits, support, positive) = (0, 0, 0);
            for (var i = 0; i < truth.Count; i++)
            {
                var (isTrue, isPredicted) = (truth[i].Contains(c), predicted[i].Contains(c));
                if (isTrue) support++;
                if (isPredicted) positive++;
                if (isTrue && isPredicted) hits++;
            }

            return new Counts(c, hits, support, positive);
        }

        public Score Score() => new(Ratio(Hits, Predicted), Ratio(Hits, Support), Ratio(2.0 * Hits, (double)Support + Predicted));
    }
}

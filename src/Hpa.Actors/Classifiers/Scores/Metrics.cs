using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Classifiers.Scores;

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
        var tally = new ClassTally(stackalloc int[ClassTally.Length]);
        var exact = tally.Add(truth, predicted);
        var perClass = new List<ClassScore>(classesScored.Count);
        foreach (var c in classesScored.Classes) perClass.Add(new ClassScore(c, tally[c].Score(), tally[c].Support, tally[c].Predicted));
        var figures = HeadlineFigures.Of(tally, classesScored, exact, truth.Count);
        return new ScoreCard(
            truth.Count,
            Mean(perClass, _ => 1),
            tally.Pooled(classesScored).Score(),
            Mean(perClass, c => c.Support),
            figures.SubsetAccuracy,
            figures.HammingLoss,
            perClass);
    }

    /// <summary>The macro-F1 of <see cref="Measure"/> alone, the same bits; allocates nothing where both lists are arrays.</summary>
    public static double MacroF1(IReadOnlyList<LabelSet> truth, IReadOnlyList<LabelSet> predicted, LabelSet classesScored)
    {
        Check(truth, predicted, classesScored);
        var tally = new ClassTally(stackalloc int[ClassTally.Length]);
        var exact = tally.Add(truth, predicted);
        return HeadlineFigures.Of(tally, classesScored, exact, truth.Count).MacroF1;
    }

    internal static void Check(IReadOnlyList<LabelSet> truth, IReadOnlyList<LabelSet> predicted, LabelSet classesScored)
    {
        if (truth.Count == 0 || truth.Count != predicted.Count || classesScored.Count == 0)
            throw new ArgumentException($"nothing to measure: {truth.Count} true and {predicted.Count} predicted sets, {classesScored.Count} classes");
    }

    private static Score Mean(List<ClassScore> perClass, Func<ClassScore, int> weight)
    {
        double total = perClass.Sum(weight);
        double Of(Func<Score, double> figure) => ClassCounts.Ratio(perClass.Sum(c => weight(c) * figure(c.Score)), total);
        return new Score(Of(s => s.Precision), Of(s => s.Recall), Of(s => s.F1));
    }
}

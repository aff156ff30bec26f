using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Classifiers;

/// <summary>The figures by their textbook formulas on tables of yes and no, one class and one row at a time, and random labels to try them on.</summary>
internal static class NaiveFigures
{
    public static ScoreCard Of(LabelSet[] truth, LabelSet[] predicted, LabelSet scored)
    {
        int[] classes = [.. scored.Classes];
        int Count(int c, bool isTrue, bool isPredicted) =>
            Enumerable.Range(0, truth.Length).Count(i => truth[i].Contains(c) == isTrue && predicted[i].Contains(c) == isPredicted);
        var cells = classes.Select(c => (Tp: Count(c, true, true), Fp: Count(c, false, true), Fn: Count(c, true, false))).ToArray();
        var scores = cells.Select(cell => Textbook(cell.Tp, cell.Fp, cell.Fn)).ToArray();
        var support = cells.Select(cell => (double)(cell.Tp + cell.Fn)).ToArray();
        Score Mean(double[] weights) => new(
            Weighted([.. scores.Select(s => s.Precision)], weights), Weighted([.. scores.Select(s => s.Recall)], weights), Weighted([.. scores.Select(s => s.F1)], weights));
        return new ScoreCard(
            truth.Length,
            Mean([.. classes.Select(_ => 1.0)]),
            Textbook(cells.Sum(cell => cell.Tp), cells.Sum(cell => cell.Fp), cells.Sum(cell => cell.Fn)),
            Mean(support),
            truth.Zip(predicted, (own, other) => own.Classes.SequenceEqual(other.Classes) ? 1.0 : 0.0).Average(),
            cells.Sum(cell => cell.Fp + cell.Fn) / (double)(truth.Length * classes.Length),
            [.. classes.Select((c, i) => new ClassScore(c, scores[i], cells[i].Tp + cells[i].Fn, cells[i].Tp + cells[i].Fp))]);
    }

    /// <summary>Labels of some density and a prediction that copies a share of them; some classes and rows are emptied on one side or both.</summary>
    public static (LabelSet[] Truth, LabelSet[] Predicted, LabelSet Scored) Random(CounterRandom random)
    {
        var rows = 1 + random.NextInt(80);
        var (density, copied) = (random.NextDouble() * random.NextDouble(), random.NextDouble());
        var (deadTrue, deadPredicted) = (Mask(ref random, 0.2), Mask(ref random, 0.2));
        var truth = new LabelSet[rows];
        var predicted = new LabelSet[rows];
        for (var i = 0; i < rows; i++)
        {
            var (own, guess, keep) = (Mask(ref random, density), Mask(ref random, density), Mask(ref random, copied));
            truth[i] = new LabelSet(random.NextInt(8) == 0 ? 0 : own & ~deadTrue);
            predicted[i] = new LabelSet(random.NextInt(8) == 0 ? 0 : (own & keep | guess & ~keep) & ~deadPredicted);
        }

        return (truth, predicted, new LabelSet(Mask(ref random, 0.7) | 1u << random.NextInt(LocationClasses.Count)));
    }

    private static uint Mask(ref CounterRandom random, double density)
    {
        var bits = 0u;
        for (var c = 0; c < LocationClasses.Count; c++)
            if (random.NextDouble() < density) bits |= 1u << c;
        return bits;
    }

    private static Score Textbook(int tp, int fp, int fn)
    {
        var precision = tp + fp == 0 ? 0 : tp / (double)(tp + fp);
        var recall = tp + fn == 0 ? 0 : tp / (double)(tp + fn);
        return new Score(precision, recall, precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall));
    }

    private static double Weighted(double[] values, double[] weights) =>
        weights.Sum() == 0 ? 0 : values.Zip(weights, (value, weight) => value * weight).Sum() / weights.Sum();
}

using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Classifiers.Scores;

/// <summary>
/// 95 % percentile intervals from images drawn with replacement (Efron and Tibshirani 1993, chapter 13). They say how far a
/// figure moves with the images measured on, not with other training rows or another seed. Resample r draws from
/// <c>stream.At(r)</c>: with one stream, all predictions of as many images are measured on the same draws.
/// </summary>
public static class Bootstrap
{
    /// <summary>
    /// Intervals of one prediction. A class without truth and prediction in a resample has F1 = 0 there, as in
    /// <see cref="Metrics"/>, and macro-F1 stays the mean over the same classes.
    /// </summary>
    /// <param name="truth">One set per image; at least one image.</param>
    /// <param name="predicted">As many sets.</param>
    /// <param name="classesScored">The classes that count, at least one.</param>
    /// <param name="resamples">R; 0 for none.</param>
    /// <param name="stream">The stream of these draws.</param>
    /// <returns>Null if R = 0.</returns>
    /// <exception cref="ArgumentException">There is nothing to measure, or R is negative.</exception>
    public static Intervals? Intervals(
        IReadOnlyList<LabelSet> truth, IReadOnlyList<LabelSet> predicted, LabelSet classesScored, int resamples, CounterRandom stream)
    {
        Metrics.Check(truth, predicted, classesScored);
        ArgumentOutOfRangeException.ThrowIfNegative(resamples);
        if (resamples == 0) return null;
        var images = new Resampling(truth, predicted);
        var drawn = new HeadlineFigures[resamples];
        for (var r = 0; r < resamples; r++)
        {
            images.Draw(stream.At((ulong)r));
            drawn[r] = images.Measure(classesScored);
        }

        Interval Of(Converter<HeadlineFigures, double> figure) => Middle(Array.ConvertAll(drawn, figure));
        return new Intervals(resamples, Of(f => f.MacroF1), Of(f => f.MicroF1), Of(f => f.WeightedF1), Of(f => f.SubsetAccuracy), Of(f => f.HammingLoss));
    }

    private static Interval Middle(double[] drawn)
    {
        Array.Sort(drawn);
        return new Interval(Quantile(drawn, 0.025), Quantile(drawn, 0.975));
    }

    /// <summary>Linear between the neighbours of place q (R − 1), as numpy's percentile.</summary>
    private static double Quantile(double[] rising, double q)
    {
        var place = q * (rising.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, rising.Length - 1);
        return rising[below] + (place - below) * (rising[above] - rising[below]);
    }
}

namespace Hpa.Contracts.Classifiers;

/// <summary>The middle 95 % of the resamples: from their 2.5th to their 97.5th percentile.</summary>
public sealed record Interval(double Low, double High);

/// <summary>Bootstrap intervals of the headline figures of one prediction.</summary>
/// <param name="Resamples">How many times as many images were drawn with replacement.</param>
/// <param name="MacroF1">
/// Over the same classes in every resample; a class that is in neither truth nor prediction of a resample counts 0 there, so that rare
/// classes pull the interval down and its middle lies below the figure itself.
/// </param>
/// <param name="MicroF1">From pooled counts.</param>
/// <param name="WeightedF1">Weighted by the support in the resample.</param>
/// <param name="SubsetAccuracy">Share of images with exactly the right set.</param>
/// <param name="HammingLoss">Share of wrong entries.</param>
public sealed record Intervals(
    int Resamples, Interval MacroF1, Interval MicroF1, Interval WeightedF1, Interval SubsetAccuracy, Interval HammingLoss);

/// <summary>One figure of a prediction minus that of another prediction of the same images.</summary>
/// <param name="Value">On the images themselves.</param>
/// <param name="Interval">Over the resamples.</param>
/// <param name="Positive">Share of the resamples in which the difference is above 0; equal figures do not count.</param>
public sealed record Difference(double Value, Interval Interval, double Positive);

/// <summary>Differences of the headline figures; above 0 is better for the first prediction, but for the Hamming loss.</summary>
/// <param name="Resamples">How many; each draws the same images for both predictions.</param>
/// <param name="MacroF1">See <see cref="Intervals"/>.</param>
/// <param name="MicroF1">From pooled counts.</param>
/// <param name="WeightedF1">Weighted by the support in the resample.</param>
/// <param name="SubsetAccuracy">Share of images with exactly the right set.</param>
/// <param name="HammingLoss">Below 0 is better for the first.</param>
public sealed record Differences(
    int Resamples, Difference MacroF1, Difference MicroF1, Difference WeightedF1, Difference SubsetAccuracy, Difference HammingLoss);

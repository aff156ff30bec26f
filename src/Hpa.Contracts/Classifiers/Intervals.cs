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

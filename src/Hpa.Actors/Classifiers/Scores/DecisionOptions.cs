namespace Hpa.Actors.Classifiers.Scores;

/// <summary>What is done with a classifier's scores before labels are read from them.</summary>
/// <param name="Calibration">Scores become probabilities by a <see cref="PlattSigmoid"/> per class.</param>
/// <param name="Thresholds">A threshold per class is chosen; after calibration on the probabilities.</param>
/// <param name="Standard">
/// Threshold of the plain scores where none is chosen: <see cref="Scores.Thresholds.DecisionValue"/> or
/// <see cref="Scores.Thresholds.Share"/>. After calibration it is ½ whatever stands here.
/// </param>
public sealed record DecisionOptions(bool Calibration, bool Thresholds, double Standard);

using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Classifiers;

/// <summary>What a multi-label classifier says of n rows.</summary>
/// <param name="Labels">One set per row; binary relevance may give an empty one.</param>
/// <param name="Scores">
/// [n][28], larger for more likely. Label powerset: in [0, 1], the share won of all pairwise votes between a label set
/// with the class and one without it (the area under a ROC curve has the same form), so 0.5 is undecided for every class,
/// common or rare; 0 for a class in no training label set, 1 for one in all of them. Binary relevance: the decision value of the
/// class's machine, −1 for a class that has none.
/// </param>
public sealed record Prediction(LabelSet[] Labels, float[][] Scores);

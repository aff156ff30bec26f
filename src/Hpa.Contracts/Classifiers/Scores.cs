using System.Text.Json.Serialization;

namespace Hpa.Contracts.Classifiers;

/// <summary>Precision, recall and F1 of one class, or an average of them; all in [0, 1].</summary>
public sealed record Score(double Precision, double Recall, double F1);

/// <summary>One class's figures on one part.</summary>
/// <param name="Class">Class number, 0 … 27.</param>
/// <param name="Score">0 where scikit-learn's zero_division=0 says so.</param>
/// <param name="Support">Images with the class in truth.</param>
/// <param name="Predicted">Images predicted to have it.</param>
public sealed record ClassScore(int Class, Score Score, int Support, int Predicted);

/// <summary>All figures of one prediction of one part.</summary>
/// <param name="Images">Rows.</param>
/// <param name="Macro">Unweighted mean over <see cref="PerClass"/>.</param>
/// <param name="Micro">From pooled counts.</param>
/// <param name="Weighted">Mean weighted by support.</param>
/// <param name="SubsetAccuracy">Share of rows with exactly the right set.</param>
/// <param name="HammingLoss">Share of wrong (row, class) entries over the classes in <see cref="PerClass"/>.</param>
/// <param name="PerClass">The classes scored: those that occur anywhere in the data set's labels. Empty where a table keeps averages alone.</param>
/// <param name="Intervals">How far the figures would move with other images; null where none were computed, and then not written.</param>
public sealed record ScoreCard(
    int Images, Score Macro, Score Micro, Score Weighted, double SubsetAccuracy, double HammingLoss, IReadOnlyList<ClassScore> PerClass,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Intervals? Intervals = null);

using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Reports;

namespace Hpa.Actors.Reports;

/// <summary>
/// The prediction whose locations are shown one by one: the best of the table by validation or, in a run without a table,
/// label powerset with an SVM on the chosen blocks.
/// </summary>
/// <param name="Subject">What predicted.</param>
/// <param name="Val">Null when it was not measured.</param>
/// <param name="Test">Null when it was not measured.</param>
internal sealed record LocationScores(string Subject, ScoreCard? Val, ScoreCard? Test)
{
    public static LocationScores Of(RunMetrics metrics) => metrics.Best is { } best
        ? new(ResultName.Of(best), best.Val, best.Test)
        : new($"{ResultName.Of(Strategy.LabelPowerset, ClassifierKind.Svm)} on the chosen blocks", Chosen(metrics, Part.Val), Chosen(metrics, Part.Test));

    private static ScoreCard? Chosen(RunMetrics metrics, Part part) => metrics.Find(SubsetName.Chosen, Strategy.LabelPowerset, part);
}

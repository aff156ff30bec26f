using Hpa.Contracts.Classifiers;

namespace Hpa.Actors.Reports;

/// <summary>The columns of a result in report/tables/*.csv; those of an interval are empty where none was computed.</summary>
internal static class ScoreColumns
{
    private static readonly string[] Figures = ["MacroF1", "MicroF1", "WeightedF1", "SubsetAccuracy", "HammingLoss"];

    public static readonly string[] Names =
    [
        "Images", "MacroPrecision", "MacroRecall", "MacroF1", "MicroPrecision", "MicroRecall", "MicroF1",
        "WeightedPrecision", "WeightedRecall", "WeightedF1", "SubsetAccuracy", "HammingLoss",
        .. Figures.SelectMany(figure => new[] { "Low" + figure, "High" + figure }),
    ];

    public static string[] Of(ScoreCard card) =>
    [
        Wording.Exact(card.Images), .. Of(card.Macro), .. Of(card.Micro), .. Of(card.Weighted),
        Wording.Exact(card.SubsetAccuracy), Wording.Exact(card.HammingLoss), .. Bounds(card.Intervals),
    ];

    /// <summary>Precision, recall, F1.</summary>
    public static string[] Of(Score score) => [Wording.Exact(score.Precision), Wording.Exact(score.Recall), Wording.Exact(score.F1)];

    /// <summary>Macro-F1 and the ends of its interval.</summary>
    public static string[] MacroF1(ScoreCard card) =>
        [Wording.Exact(card.Macro.F1), .. card.Intervals is { MacroF1: var range } ? new[] { Wording.Exact(range.Low), Wording.Exact(range.High) } : ["", ""]];

    private static IEnumerable<string> Bounds(Intervals? intervals) => intervals is null
        ? Figures.SelectMany(_ => new[] { "", "" })
        : new[] { intervals.MacroF1, intervals.MicroF1, intervals.WeightedF1, intervals.SubsetAccuracy, intervals.HammingLoss }
            .SelectMany(interval => new[] { Wording.Exact(interval.Low), Wording.Exact(interval.High) });
}

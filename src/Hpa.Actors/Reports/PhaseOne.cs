using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;

namespace Hpa.Actors.Reports;

/// <summary>A row of the table of phase 1: a way to choose blocks.</summary>
/// <param name="Choice">How.</param>
/// <param name="Best">With <see cref="BlockChoice.BestBlocks"/>: how many of the best; 0 otherwise.</param>
/// <param name="Blocks">How many blocks the SVM saw.</param>
internal readonly record struct PhaseOneRow(BlockChoice Choice, int Best, int Blocks);

/// <summary>How the paper orders its tables of phase 1: the best blocks side by side, all, then those that a search chose.</summary>
internal static class PhaseOne
{
    /// <summary>Column groups.</summary>
    public static readonly Multiclass[] Methods = Enum.GetValues<Multiclass>();

    /// <summary>The feature sets that the run has, in order.</summary>
    public static FeatureSet[] Sets(RunMetrics metrics) => [.. metrics.SingleLabel.Select(result => result.Features).Distinct().Order()];

    /// <summary>The rows of a feature set's table.</summary>
    public static PhaseOneRow[] Rows(RunMetrics metrics, FeatureSet features) =>
    [
        .. metrics.SingleLabel.Where(result => result.Features == features)
            .Select(result => new PhaseOneRow(result.Choice, result.Best, result.Blocks)).Distinct()
            .OrderBy(row => row.Choice).ThenBy(row => row.Best),
    ];

    /// <summary>A cell of a feature set's table, or null when the run has none.</summary>
    public static ScoreCard? Find(RunMetrics metrics, FeatureSet features, PhaseOneRow row, Multiclass method, Part part) =>
        metrics.SingleLabel.FirstOrDefault(result =>
            (result.Features, result.Choice, result.Best, result.Method, result.Part) == (features, row.Choice, row.Best, method, part))?.Scores;

    /// <summary>The row and method with the best macro-F1 on the validation part, or null when nothing was measured there.</summary>
    public static (PhaseOneRow Row, Multiclass Method)? Best(RunMetrics metrics, FeatureSet features) =>
        metrics.SingleLabel.Where(result => result.Features == features && result.Part == Part.Val).MaxBy(result => result.Scores.Macro.F1) is { } best
            ? (new PhaseOneRow(best.Choice, best.Best, best.Blocks), best.Method)
            : null;

    /// <summary>Validation and test of a row, one against one; null unless both were measured.</summary>
    public static (ScoreCard Val, ScoreCard Test)? Pair(RunMetrics metrics, FeatureSet features, PhaseOneRow row) =>
        Find(metrics, features, row, Multiclass.OneAgainstOne, Part.Val) is { } val && Find(metrics, features, row, Multiclass.OneAgainstOne, Part.Test) is { } test
            ? (val, test)
            : null;
}

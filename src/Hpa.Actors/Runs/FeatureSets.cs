using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Runs;

/// <summary>A feature set as a subset of a run's blocks.</summary>
/// <param name="Facts">What the report says of it.</param>
/// <param name="Subset">The same blocks as genes.</param>
internal sealed record FeatureSetSubset(FeatureSetBlocks Facts, Genome Subset);

/// <summary>The blocks that stand for each feature set of the paper's tables.</summary>
internal static class FeatureSets
{
    /// <summary>
    /// The feature sets that a run has blocks for: what was chosen of each, all its blocks where nothing was to be chosen, and for both
    /// levels what stands for the image beside what stands for the cells.
    /// </summary>
    /// <param name="blocks">The run's blocks: gene i is block i.</param>
    /// <param name="chosen">Subsets of all blocks, by the feature set that they were chosen of.</param>
    public static IReadOnlyList<FeatureSetSubset> Of(IReadOnlyList<BlockName> blocks, IReadOnlyDictionary<FeatureSet, Genome> chosen)
    {
        IEnumerable<int> Blocks(FeatureSet features) => features == FeatureSet.Both
            ? Blocks(FeatureSet.Image).Concat(Blocks(FeatureSet.Cell))
            : chosen.TryGetValue(features, out var own) ? own.Chosen() : Enumerable.Range(0, blocks.Count).Where(i => features.Has(blocks[i]));
        bool IsChosen(FeatureSet features) => features == FeatureSet.Both
            ? chosen.ContainsKey(FeatureSet.Image) || chosen.ContainsKey(FeatureSet.Cell)
            : chosen.ContainsKey(features);
        return [.. blocks.FeatureSets().Select(features =>
        {
            var subset = Genome.Of(blocks.Count, Blocks(features));
            return new FeatureSetSubset(new FeatureSetBlocks(features, [.. subset.Chosen().Select(i => blocks[i])], IsChosen(features)), subset);
        })];
    }
}

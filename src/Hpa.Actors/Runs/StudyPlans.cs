using Hpa.Actors.Selection;
using Hpa.Contracts;
using Hpa.Contracts.Features;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Runs;

/// <summary>The studies that settings ask for and blocks allow.</summary>
internal static class StudyPlans
{
    /// <summary>Feature sets that the final classifiers use.</summary>
    private static readonly FeatureSet[] Deciding = [FeatureSet.Image, FeatureSet.Cell];

    /// <summary>
    /// The true labels once with every feature set, which decides, then repetition after repetition, then the shuffled labels with the
    /// feature sets that the final classifiers use.
    /// </summary>
    /// <param name="blocks">All blocks of the run.</param>
    /// <param name="costs">Microseconds per image of each.</param>
    /// <param name="settings">The run's settings.</param>
    public static IReadOnlyList<StudyPlan> Of(IReadOnlyList<BlockName> blocks, IReadOnlyList<long> costs, RunSettings settings)
    {
        var sets = Sets(blocks, settings.Selection);
        IEnumerable<StudyName> names =
        [
            .. from repeat in Enumerable.Range(1, settings.Selection.Repeat) from set in sets select new StudyName(set, Repeat: repeat),
            .. from set in sets where settings.ShuffledControl && Deciding.Contains(set) select new StudyName(set, Shuffled: true),
        ];
        return [.. names.Select(name =>
        {
            int[] own = [.. Enumerable.Range(0, blocks.Count).Where(i => name.Features.Has(blocks[i]))];
            return new StudyPlan(name, own, [.. own.Select(i => costs[i])]);
        })];
    }

    /// <summary>Refuses settings that leave nothing to choose from.</summary>
    /// <exception cref="SettingsException">The run has blocks for none of the feature sets.</exception>
    public static void Require(RunSettings settings)
    {
        if (Sets(settings.Blocks, settings.Selection).Length > 0) return;
        var there = settings.Blocks.FeatureSets().Where(set => set != FeatureSet.Both).Select(StudyName.Word);
        throw new SettingsException(
            $"hpa.selection.features = {string.Join(", ", settings.Selection.Features.Select(StudyName.Word))}: the run has nothing of this to choose from; name some of {string.Join(", ", there)}");
    }

    private static FeatureSet[] Sets(IReadOnlyList<BlockName> blocks, SelectionSettings settings) =>
        [.. blocks.FeatureSets().Where(set => set != FeatureSet.Both && settings.Features.Contains(set))];
}

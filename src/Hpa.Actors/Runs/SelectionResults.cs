using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Runs;

/// <summary>What the Select stage left, from its files.</summary>
internal sealed class SelectionResults
{
    /// <summary>Reads the files.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="studies">Its studies.</param>
    /// <exception cref="Contracts.InputException">A file is missing or damaged.</exception>
    public SelectionResults(RunPlan plan, RunStudies studies)
    {
        Choices = StudyChoices.Read(plan, studies);
        var results = new StudyResults(plan, studies, Choices);
        (Studies, Stability) = (results.Studies(), results.Stability());
        Searches = SearchResults.Read(plan, studies, Studies.ToDictionary(study => study.Name));
        Features = FeatureSets.Of(studies.Blocks, Decided(plan, studies));
        Shuffled = FeatureSets.Of(studies.Blocks, Choices.Deciding(shuffled: true))[^1].Subset;
    }

    /// <summary>What the genetic algorithm chose in each study.</summary>
    public StudyChoices Choices { get; }

    /// <summary>The studies, in the order of shuffled, features, repeat.</summary>
    public IReadOnlyList<StudyMetrics> Studies { get; }

    /// <summary>How often blocks are chosen, in the order of features.</summary>
    public IReadOnlyList<StabilityMetrics> Stability { get; }

    /// <summary>What other searches found.</summary>
    public SearchResults Searches { get; }

    /// <summary>The blocks that stand for each feature set; the last one is the largest.</summary>
    public IReadOnlyList<FeatureSetSubset> Features { get; }

    /// <summary>The chosen blocks: those of the largest feature set.</summary>
    public Genome Chosen => Features[^1].Subset;

    /// <summary>The same with shuffled labels, by the genetic algorithm; all blocks in a run without the control.</summary>
    public Genome Shuffled { get; }

    /// <summary>What decides on each feature set: the genetic algorithm, or what was picked from the front where the settings say so.</summary>
    private Dictionary<FeatureSet, Genome> Decided(RunPlan plan, RunStudies studies)
    {
        var chosen = Choices.Deciding(shuffled: false);
        if (plan.Settings.Selection.Final == FinalChoice.Front)
            foreach (var (features, blocks) in Searches.Picked) chosen[features] = studies.Subset(blocks);
        return chosen;
    }
}

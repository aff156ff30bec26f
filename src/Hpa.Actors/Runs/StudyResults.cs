using Hpa.Actors.Selection;
using Hpa.Contracts.Reports;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Runs;

/// <summary>What the report says of the selections, from their files.</summary>
/// <param name="plan">The run.</param>
/// <param name="studies">The studies.</param>
/// <param name="choices">What they chose.</param>
internal sealed class StudyResults(RunPlan plan, RunStudies studies, StudyChoices choices)
{
    /// <summary>Every study, in the order of shuffled, features, repeat.</summary>
    public IReadOnlyList<StudyMetrics> Studies() =>
        [.. studies.Plans.OrderBy(study => study.Name.Shuffled).ThenBy(study => study.Name.Features).ThenBy(study => study.Name.Repeat).Select(Study)];

    /// <summary>How often blocks are chosen with the true labels, in the order of features.</summary>
    public IReadOnlyList<StabilityMetrics> Stability() =>
    [
        .. from study in studies.Plans
           where !study.Name.Shuffled
           group study by study.Name.Features into repeats
           orderby repeats.Key
           select Stability([.. repeats.OrderBy(study => study.Name.Repeat)]),
    ];

    private StudyFiles Files(StudyPlan study) => new(plan.Folder.Path, study.Name.ToString());

    private StudyMetrics Study(StudyPlan study)
    {
        var (name, chosen) = (study.Name, choices.Own(study));
        var evaluated = Files(study).ReadEvaluations(study.Blocks.Count);
        return new StudyMetrics(
            name.ToString(), name.Features, name.Shuffled, name.Repeat, study.Blocks.Count, [.. choices.Of(study).Chosen().Select(block => studies.Blocks[block])],
            evaluated.Known[chosen], evaluated.Evaluated, Files(study).ReadHistory().Max(row => row.Generation), study.Cost(chosen) / 1000.0);
    }

    private StabilityMetrics Stability(IReadOnlyList<StudyPlan> repeats)
    {
        Genome[] chosen = [.. repeats.Select(choices.Own)];
        var islands = repeats.SelectMany(study => Files(study).ReadIslands()).ToArray();
        var offered = repeats[0].Blocks.Select(block => studies.Blocks[block]);
        return new StabilityMetrics(
            repeats[0].Name.Features, repeats.Count, islands.Length, Selection.Stability.Index(chosen),
            [.. offered.Select((block, gene) => new BlockFrequency(
                block, chosen.Count(subset => subset[gene]), islands.Count(island => island.Contains(block))))]);
    }
}

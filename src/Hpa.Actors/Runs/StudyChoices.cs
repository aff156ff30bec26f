using Hpa.Actors.Selection;
using Hpa.Contracts.Features;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Runs;

/// <summary>What the studies of a run chose: the genetic algorithm's best subsets, each file read once.</summary>
internal sealed class StudyChoices
{
    private readonly RunStudies _studies;
    private readonly Dictionary<StudyPlan, Genome> _own;

    private StudyChoices(RunStudies studies, Dictionary<StudyPlan, Genome> own) => (_studies, _own) = (studies, own);

    /// <summary>Reads the studies' files.</summary>
    /// <exception cref="Contracts.InputException">A file is missing or damaged.</exception>
    public static StudyChoices Read(RunPlan plan, RunStudies studies) => new(studies, studies.Plans.ToDictionary(study => study, study =>
    {
        var gene = study.Blocks.Select((block, i) => (Name: studies.Blocks[block], Gene: i)).ToDictionary(offered => offered.Name, offered => offered.Gene);
        var chosen = new StudyFiles(plan.Folder.Path, study.Name.ToString()).ReadChosen();
        return Genome.Of(study.Blocks.Count, chosen.Select(name => gene[name]));
    }));

    /// <summary>A study's choice among the blocks that it was offered.</summary>
    public Genome Own(StudyPlan study) => _own[study];

    /// <summary>A study's choice among all blocks of the run.</summary>
    public Genome Of(StudyPlan study) => study.Widen(_own[study], _studies.Blocks.Count);

    /// <summary>The choices that decide, by feature set: those of the first repetition.</summary>
    /// <param name="shuffled">With which labels.</param>
    public Dictionary<FeatureSet, Genome> Deciding(bool shuffled) => _studies.Plans
        .Where(study => study.Name.Shuffled == shuffled && study.Name.Repeat == 1)
        .ToDictionary(study => study.Name.Features, Of);
}

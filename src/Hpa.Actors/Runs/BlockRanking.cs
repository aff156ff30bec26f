using Hpa.Actors.Classifiers;
using Hpa.Actors.Selection;
using Hpa.Contracts.Reports;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Runs;

/// <summary>The blocks by their fitness alone.</summary>
/// <param name="plan">The run.</param>
/// <param name="studies">Fitness.</param>
/// <param name="steps">Told of each block that is done.</param>
internal sealed class BlockRanking(RunPlan plan, RunStudies studies, EvaluationSteps steps)
{
    /// <summary>Measures the blocks that the selection has not measured, and sorts all.</summary>
    /// <returns>Best first, equals in the order of their names.</returns>
    public IReadOnlyList<BlockRank> Run()
    {
        var blocks = studies.Blocks;
        var known = new FitnessFile(plan.Folder.Path, studies.FitnessKey, blocks.Count).Read()[StudyLabels.AsGiven].Known;
        var workspace = new FitnessWorkspace();
        var ranks = new List<BlockRank>();
        for (var block = 0; block < blocks.Count; block++)
        {
            var alone = Genome.Of(blocks.Count, [block]);
            var fitness = known.TryGetValue(alone, out var before) ? before : studies.Fitness[StudyLabels.AsGiven].Evaluate(alone, workspace);
            ranks.Add(new BlockRank(blocks[block], fitness));
            steps.Done($"block {blocks[block]}");
        }

        return [.. ranks.OrderByDescending(rank => rank.ValidationFitness).ThenBy(rank => rank.Block.ToString(), StringComparer.Ordinal)];
    }
}

using Hpa.Contracts.Features;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection;

/// <summary>One study of a run.</summary>
/// <param name="Name">What it chooses from, with which labels.</param>
/// <param name="Blocks">The blocks offered as rising indexes into the run's blocks: gene i of the study is the run's block <c>Blocks[i]</c>.</param>
/// <param name="Costs">Time that the networks take for each offered block, microseconds per image.</param>
public sealed record StudyPlan(StudyName Name, IReadOnlyList<int> Blocks, IReadOnlyList<long> Costs)
{
    /// <summary>The same subset among all blocks of the run.</summary>
    /// <param name="own">A subset of the blocks offered.</param>
    /// <param name="blocks">Number of blocks of the run.</param>
    public Genome Widen(Genome own, int blocks) => Genome.Of(blocks, own.Chosen().Select(gene => Blocks[gene]));

    /// <summary>Time that the networks take for a subset, microseconds per image.</summary>
    public long Cost(Genome own) => own.Chosen().Sum(gene => Costs[gene]);
}

/// <summary>What the selection of a run is about.</summary>
/// <param name="Run">The run's name.</param>
/// <param name="RunFolder">Where selection/ is written.</param>
/// <param name="Studies">The studies in the order they are done.</param>
/// <param name="Blocks">The run's blocks.</param>
/// <param name="Settings">How blocks are chosen.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="FitnessKey">SHA-256 in hex of the data and settings that a fitness value depends on.</param>
public sealed record SelectionPlan(
    string Run, string RunFolder, IReadOnlyList<StudyPlan> Studies, IReadOnlyList<BlockName> Blocks, SelectionSettings Settings, ulong Seed, string FitnessKey);

using Hpa.Contracts.Features;
using Hpa.Contracts.Selection;

namespace Hpa.Contracts.Reports;

/// <summary>How blocks were chosen from those offered.</summary>
public enum BlockChoice
{
    /// <summary>The best k on their own, side by side.</summary>
    BestBlocks,

    /// <summary>All that were offered.</summary>
    AllOffered,

    /// <summary>The genetic algorithm.</summary>
    Genetic,

    /// <summary><see cref="SearchKind.GreedyForward"/>.</summary>
    GreedyForward,

    /// <summary><see cref="SearchKind.GreedyBackward"/>.</summary>
    GreedyBackward,

    /// <summary><see cref="SearchKind.Random"/>.</summary>
    Random,

    /// <summary><see cref="SearchKind.Exhaustive"/>.</summary>
    Exhaustive,

    /// <summary>The subset picked from the front of <see cref="SearchKind.Nsga2"/>.</summary>
    Front,
}

/// <summary>One selection by the genetic algorithm.</summary>
/// <param name="Name">The study's name as text, also its folder below selection/.</param>
/// <param name="Features">Which blocks were offered.</param>
/// <param name="Shuffled">Whether labels were shuffled.</param>
/// <param name="Repeat">Repetition, from 1.</param>
/// <param name="Offered">Number of blocks offered.</param>
/// <param name="Chosen">The best subset, in column order.</param>
/// <param name="ValidationFitness">Its fitness, in [0, 1].</param>
/// <param name="Evaluations">Different subsets that it asked for.</param>
/// <param name="Generations">Generations until it ended.</param>
/// <param name="Milliseconds">Time of the networks that the best subset needs, per image.</param>
public sealed record StudyMetrics(
    string Name, FeatureSet Features, bool Shuffled, int Repeat, int Offered, IReadOnlyList<BlockName> Chosen,
    double ValidationFitness, int Evaluations, int Generations, double Milliseconds);

/// <summary>What another search found among the same blocks, with the same fitness.</summary>
/// <param name="Features">Which blocks were offered.</param>
/// <param name="Search">The search.</param>
/// <param name="Chosen">The best subset, in column order; of NSGA-II the one that was picked from its front.</param>
/// <param name="ValidationFitness">Its fitness, in [0, 1].</param>
/// <param name="Evaluations">Different subsets that it asked for.</param>
/// <param name="Budget">How many it might have asked for.</param>
/// <param name="Milliseconds">Time of the networks that the subset needs, per image.</param>
public sealed record SearchMetrics(
    FeatureSet Features, SearchKind Search, IReadOnlyList<BlockName> Chosen, double ValidationFitness, int Evaluations, int Budget, double Milliseconds);

/// <summary>A subset that no other one beats in both fitness and time.</summary>
/// <param name="Features">Which blocks were offered.</param>
/// <param name="Chosen">The subset, in column order.</param>
/// <param name="ValidationFitness">Its fitness, in [0, 1].</param>
/// <param name="Milliseconds">Time of the networks that it needs, per image.</param>
/// <param name="Picked">Whether this is the one that the settings pick.</param>
public sealed record FrontPoint(FeatureSet Features, IReadOnlyList<BlockName> Chosen, double ValidationFitness, double Milliseconds, bool Picked);

/// <summary>How often blocks are chosen, over repetitions and islands.</summary>
/// <param name="Features">Which blocks were offered.</param>
/// <param name="Repeats">Number of repetitions R.</param>
/// <param name="Islands">Number of islands over all repetitions.</param>
/// <param name="Index">
/// Stability of the chosen subsets over the repetitions (Nogueira, Sechidis, Brown, JMLR 18(174), 2018), at most 1 where all agree, about 0
/// where they agree by chance; null with one repetition, and where every one chose all blocks.
/// </param>
/// <param name="Blocks">Every block offered, in column order.</param>
public sealed record StabilityMetrics(FeatureSet Features, int Repeats, int Islands, double? Index, IReadOnlyList<BlockFrequency> Blocks);

/// <summary>How often a block is chosen.</summary>
/// <param name="Block">The block.</param>
/// <param name="InRepeats">In how many repetitions' best subsets.</param>
/// <param name="InIslands">In how many islands' best subsets of the last generation.</param>
public sealed record BlockFrequency(BlockName Block, int InRepeats, int InIslands);

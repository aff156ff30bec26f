using Hpa.Actors.Selection;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Runs;

/// <summary>A subset in the table of phase 1.</summary>
/// <param name="Features">Which blocks were offered.</param>
/// <param name="Choice">How some of them were chosen.</param>
/// <param name="Best">With <see cref="BlockChoice.BestBlocks"/>: how many of the best; 0 otherwise.</param>
/// <param name="Subset">The blocks, among all of the run.</param>
internal sealed record ComparedSubset(FeatureSet Features, BlockChoice Choice, int Best, Genome Subset);

/// <summary>The rows of the table of phase 1, as in the paper: the best blocks side by side, all of them, and what was chosen.</summary>
internal static class ComparedSubsets
{
    /// <summary>The paper puts up to so many of the best blocks side by side.</summary>
    private const int MostBest = 6;

    /// <summary>Rows in the order of features, choice, number of best blocks.</summary>
    /// <param name="studies">The studies; those of the first repetition with the true labels are compared.</param>
    /// <param name="ranking">All blocks of the run by their fitness alone, best first; as many rows come of any other order.</param>
    /// <param name="selection">What was chosen of them.</param>
    /// <param name="best">Whether the best blocks are asked for.</param>
    public static IReadOnlyList<ComparedSubset> Of(
        RunStudies studies, IReadOnlyList<BlockName> ranking, SelectionResults selection, bool best) =>
    [
        .. from study in studies.Plans
           where study.Name is { Shuffled: false, Repeat: 1 }
           from row in Of(study, [.. ranking.Where(block => study.Name.Features.Has(block))], selection.Choices.Of(study), selection.Searches, best ? MostBest : 0, studies.Subset)
           orderby row.Features, row.Choice, row.Best
           select row,
    ];

    private static IEnumerable<ComparedSubset> Of(
        StudyPlan study, BlockName[] ranked, Genome genetic, SearchResults searches, int best, Func<IEnumerable<BlockName>, Genome> subset)
    {
        var features = study.Name.Features;
        for (var k = 1; k <= Math.Min(best, ranked.Length - 1); k++)
            yield return new ComparedSubset(features, BlockChoice.BestBlocks, k, subset(ranked.Take(k)));
        yield return new ComparedSubset(features, BlockChoice.AllOffered, 0, subset(ranked));
        yield return new ComparedSubset(features, BlockChoice.Genetic, 0, genetic);
        foreach (var search in searches.Searches)
            if (search.Features == features && Choice(search.Search) is { } choice)
                yield return new ComparedSubset(features, choice, 0, subset(search.Chosen));
    }

    /// <summary>Best-k stands in the table block by block.</summary>
    private static BlockChoice? Choice(SearchKind search) => search switch
    {
        SearchKind.GreedyForward => BlockChoice.GreedyForward,
        SearchKind.GreedyBackward => BlockChoice.GreedyBackward,
        SearchKind.Random => BlockChoice.Random,
        SearchKind.Exhaustive => BlockChoice.Exhaustive,
        SearchKind.Nsga2 => BlockChoice.Front,
        _ => null,
    };
}

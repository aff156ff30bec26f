using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection.Searches;

/// <summary>The paper's ranking: every block on its own, then the best k side by side, k = 2 … 6, and all of them.</summary>
internal static class BestK
{
    private const int Most = 6;

    /// <summary>Different subsets that it asks for.</summary>
    public static int Needs(int genes) => genes + Sizes(genes).Count();

    /// <summary>The search, see <see cref="SearchRun"/>.</summary>
    public static IEnumerable<IReadOnlyList<Genome>> Steps(SearchLedger ledger)
    {
        var genes = ledger.Problem.Genes;
        var single = ledger.Allow(Enumerable.Range(0, genes).Select(gene => Genome.Of(genes, [gene])));
        yield return single;
        int[] order = [.. ledger.Problem.Ranking.BestFirst(single.Select(ledger.Of)).SelectMany(block => block.Genome.Chosen())];
        yield return ledger.Allow(Sizes(genes).Select(k => Genome.Of(genes, order.Take(k))));
    }

    private static IEnumerable<int> Sizes(int genes) => Enumerable.Range(2, Most - 1).Append(genes).Where(k => k > 1 && k <= genes).Distinct();
}

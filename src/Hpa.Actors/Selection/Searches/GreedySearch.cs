using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection.Searches;

/// <summary>
/// Sequential selection: forward from nothing, each time with the block that helps most, backward from all, each time without the one that
/// is missed least. It goes on where a step only hurts, because a later one may make good for it, until the evaluations or the
/// blocks are used up; a last step that the evaluations do not cover is tried for the first blocks of it.
/// </summary>
internal static class GreedySearch
{
    /// <summary>Blocks are added.</summary>
    public static IEnumerable<IReadOnlyList<Genome>> Forward(SearchLedger ledger) => Steps(ledger, Genome.Empty(ledger.Problem.Genes), add: true);

    /// <summary>Blocks are left out.</summary>
    public static IEnumerable<IReadOnlyList<Genome>> Backward(SearchLedger ledger)
    {
        var all = Genome.All(ledger.Problem.Genes);
        yield return ledger.Allow([all]);
        foreach (var step in Steps(ledger, all, add: false)) yield return step;
    }

    private static IEnumerable<IReadOnlyList<Genome>> Steps(SearchLedger ledger, Genome current, bool add)
    {
        var last = add ? current.Length : 1;
        while (current.Count != last && ledger.Left > 0)
        {
            var from = current;
            var step = ledger.Allow(Enumerable.Range(0, from.Length).Where(gene => from[gene] != add).Select(gene => from.With(gene, add)));
            yield return step;
            current = ledger.Best(step).Genome;
        }
    }
}

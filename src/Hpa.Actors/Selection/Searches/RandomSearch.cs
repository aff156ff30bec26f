using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection.Searches;

/// <summary>
/// Subsets drawn at random, first how many blocks (every number alike), then which: no block more often than another, and both ends of the
/// range, which fair coins for each block practically never reach.
/// </summary>
internal static class RandomSearch
{
    private const int StepSize = 64;

    /// <summary>Draws spent on a subset that was not asked for before; with few blocks there may be none.</summary>
    private const int Attempts = 64;

    /// <summary>The search, see <see cref="SearchRun"/>.</summary>
    public static IEnumerable<IReadOnlyList<Genome>> Steps(SearchLedger ledger)
    {
        var stream = ledger.Problem.Stream(SearchKind.Random);
        for (ulong step = 0; ledger.Left > 0 && ledger.Asked.Count < ledger.Problem.Subsets; step++)
            yield return ledger.Allow(Distinct(ledger, stream.At(step), StepSize));
    }

    /// <summary>So many different subsets that were not asked for before; fewer where none is found.</summary>
    /// <param name="ledger">Knows what was asked for.</param>
    /// <param name="stream">The stream of the step.</param>
    /// <param name="count">How many.</param>
    public static IReadOnlyList<Genome> Distinct(SearchLedger ledger, CounterRandom stream, int count)
    {
        var drawn = new List<Genome>();
        var taken = new HashSet<Genome>();
        for (var i = 0; i < count; i++)
        {
            var draws = stream.At((ulong)i);
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var subset = Subset(ledger.Problem.Genes, ref draws);
                if (ledger.Has(subset) || !taken.Add(subset)) continue;
                drawn.Add(subset);
                break;
            }
        }

        return drawn;
    }

    private static Genome Subset(int genes, ref CounterRandom draws)
    {
        var count = 1 + draws.NextInt(genes);
        int[] order = [.. Enumerable.Range(0, genes)];
        draws.Shuffle(order.AsSpan());
        return Genome.Of(genes, order.Take(count));
    }
}

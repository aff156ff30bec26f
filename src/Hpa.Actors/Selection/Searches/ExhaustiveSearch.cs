using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection.Searches;

/// <summary>Every subset but the empty one, in the order of the binary numbers whose digit i is gene i.</summary>
internal static class ExhaustiveSearch
{
    private const int StepSize = 512;

    /// <summary>The search, see <see cref="SearchRun"/>.</summary>
    public static IEnumerable<IReadOnlyList<Genome>> Steps(SearchLedger ledger)
    {
        var genes = ledger.Problem.Genes;
        return Enumerable.Range(1, ledger.Problem.Subsets).Chunk(StepSize).Select(numbers => ledger.Allow(numbers.Select(number => Of(genes, number))));
    }

    private static Genome Of(int genes, int number) => Genome.Of(genes, Enumerable.Range(0, genes).Where(gene => (number >> gene & 1) == 1));
}

using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection.Searches;

/// <summary>
/// NSGA-II (Deb, Pratap, Agarwal, Meyarivan, IEEE Transactions on Evolutionary Computation 6(2), 2002), fitness against the time of the networks:
/// binary tournaments, uniform crossover, per-bit mutation; parents and children together are ordered by <see cref="Dominance"/> and
/// the first half lives on. A child that was asked for before would tell nothing new, so another one is drawn in its place.
/// </summary>
internal static class Nsga2
{
    private const double Crossover = 0.9;
    private const int Least = 8, Most = 200;

    /// <summary>Draws spent on a child that was not asked for before.</summary>
    private const int Attempts = 16;

    /// <summary>Generations in a row without such a child, after which there is nothing left to find around here.</summary>
    private const int Idle = 5;

    /// <summary>Individuals: twice as many as there are then generations, an even number from 8 to 200.</summary>
    public static int Population(int budget) => Math.Clamp(2 * (int)Math.Round(Math.Sqrt(2.0 * budget) / 2), Least, Most);

    /// <summary>The search, see <see cref="SearchRun"/>.</summary>
    public static IEnumerable<IReadOnlyList<Genome>> Steps(SearchLedger ledger)
    {
        var (problem, size) = (ledger.Problem, Population(ledger.Left));
        var stream = problem.Stream(SearchKind.Nsga2);
        var first = ledger.Allow(RandomSearch.Distinct(ledger, stream.At(1), size));
        yield return first;
        var parents = Dominance.Order(first.Select(Weighed));
        for (var (generation, idle) = (2UL, 0); ledger.Left > 0 && idle < Idle; generation++)
        {
            var children = ledger.Allow(Children(ledger, parents, size, stream.At(generation)));
            idle = children.Count > 0 ? 0 : idle + 1;
            yield return children;
            parents = [.. Dominance.Order(parents.Concat(children.Select(Weighed))).Take(size)];
        }

        Tradeoff Weighed(Genome subset) => problem.Tradeoff(ledger.Of(subset));
    }

    /// <summary>Different children that were not asked for before; fewer where none is found.</summary>
    private static List<Genome> Children(SearchLedger ledger, IReadOnlyList<Tradeoff> parents, int count, CounterRandom generation)
    {
        var (children, taken) = (new List<Genome>(), new HashSet<Genome>());
        for (var i = 0; i < count; i++)
        {
            var draws = generation.At((ulong)i);
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var child = Child(parents, ref draws);
                if (ledger.Has(child) || !taken.Add(child)) continue;
                children.Add(child);
                break;
            }
        }

        return children;
    }

    private static Genome Child(IReadOnlyList<Tradeoff> parents, ref CounterRandom draws)
    {
        var child = Tournament(parents, ref draws);
        if (draws.NextDouble() < Crossover) child = Breeding.Cross(child, Tournament(parents, ref draws), ref draws);
        return Breeding.Mutate(child, 1.0 / child.Length, ref draws);
    }

    /// <summary>Parents stand in order, so the better of two is the one further to the front.</summary>
    private static Genome Tournament(IReadOnlyList<Tradeoff> parents, ref CounterRandom draws) =>
        parents[Math.Min(draws.NextInt(parents.Count), draws.NextInt(parents.Count))].Genome;
}

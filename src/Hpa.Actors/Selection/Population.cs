using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection;

/// <summary>The first individuals of an island.</summary>
public static class Population
{
    /// <summary>Draws that are spent on a genome that no earlier individual has; with few genes there may be none.</summary>
    private const int Attempts = 64;

    /// <summary>The stream that every draw of an island comes from.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="study">Name of the study, so that the control draws other numbers than the selection it controls.</param>
    /// <param name="island">Island, from 0.</param>
    public static CounterRandom Stream(ulong seed, string study, int island) =>
        new CounterRandom(seed).At("selection").At(study).At((ulong)island);

    /// <summary>Generation 1: uniform random subsets, none empty, all different where possible.</summary>
    /// <param name="settings">Gives the number of individuals.</param>
    /// <param name="island">The island's <see cref="Stream"/>.</param>
    /// <param name="genes">Number of blocks offered, 1 … 512.</param>
    public static Genome[] First(GeneticSettings settings, CounterRandom island, int genes)
    {
        var taken = new HashSet<Genome>();
        var first = new Genome[settings.IslandSize];
        for (var i = 0; i < first.Length; i++)
        {
            var draws = island.At(1).At((ulong)i);
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                first[i] = Breeding.Uniform(genes, ref draws);
                if (taken.Add(first[i])) break;
            }
        }

        return first;
    }
}

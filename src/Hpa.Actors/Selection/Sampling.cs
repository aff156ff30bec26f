using Hpa.Contracts.Runs;

namespace Hpa.Actors.Selection;

/// <summary>
/// Rank scaling with stochastic universal sampling (Baker 1987): rank r = 1 … n gets the share 1/√r of the wheel, and one
/// draw sets <c>count</c> evenly spaced pointers, so that every rank is taken ⌊e⌋ or ⌈e⌉ times where e is its expectation.
/// </summary>
internal static class Sampling
{
    /// <summary>Draws parents.</summary>
    /// <param name="ranks">Number of ranks n, at least 1.</param>
    /// <param name="count">Number of parents.</param>
    /// <param name="stream">The stream of this draw.</param>
    /// <returns>[count] ranks from 0, shuffled, so that neighbours are not of like rank when they are paired.</returns>
    public static int[] Draw(int ranks, int count, CounterRandom stream)
    {
        var drawn = new int[count];
        var total = Enumerable.Range(1, ranks).Sum(r => 1 / Math.Sqrt(r));
        var offset = stream.NextDouble();
        var (rank, reached) = (0, 1.0);
        for (var i = 0; i < count; i++)
        {
            var pointer = (i + offset) * total / count;
            while (reached <= pointer && rank < ranks - 1) reached += 1 / Math.Sqrt(++rank + 1);
            drawn[i] = rank;
        }

        stream.Shuffle<int>(drawn);
        return drawn;
    }
}

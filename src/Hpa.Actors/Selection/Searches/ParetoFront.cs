
namespace Hpa.Actors.Selection.Searches;

/// <summary>The subsets that no other one beats in both fitness and time.</summary>
public static class ParetoFront
{
    /// <summary>The front of some subsets, by rising time; of subsets equal in both the one with fewer blocks, then by the genome's order.</summary>
    public static IReadOnlyList<Tradeoff> Of(IEnumerable<Tradeoff> subsets)
    {
        var front = new List<Tradeoff>();
        foreach (var next in subsets.OrderBy(s => s.Microseconds).ThenByDescending(s => s.Fitness).ThenBy(s => s.Genome.Count).ThenBy(s => s.Genome))
            if (front.Count == 0 || next.Fitness > front[^1].Fitness)
                front.Add(next);
        return front;
    }

    /// <summary>The cheapest of a front whose fitness is little below the best one's.</summary>
    /// <param name="front">At least one subset, by rising time.</param>
    /// <param name="loss">How far the fitness may be below the best, in [0, 1].</param>
    public static Tradeoff Pick(IReadOnlyList<Tradeoff> front, double loss)
    {
        var best = front.Max(subset => subset.Fitness);
        return front.First(subset => subset.Fitness >= best - loss);
    }
}

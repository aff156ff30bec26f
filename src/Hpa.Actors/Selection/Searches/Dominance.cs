namespace Hpa.Actors.Selection.Searches;

/// <summary>
/// How NSGA-II orders subsets with two objectives (Deb, Pratap, Agarwal, Meyarivan, IEEE Transactions on Evolutionary Computation 6(2), 2002): by the
/// front they are in, and within a front by how much room there is around them. Both are functions of the set, whatever its order.
/// </summary>
internal static class Dominance
{
    /// <summary>The first front is dominated by none, the second by the first alone, and so on; within a front in the genomes' order.</summary>
    /// <param name="subsets">Different subsets.</param>
    public static IReadOnlyList<IReadOnlyList<Tradeoff>> Fronts(IEnumerable<Tradeoff> subsets)
    {
        Tradeoff[] all = [.. subsets.OrderBy(subset => subset.Genome)];
        var beats = Array.ConvertAll(all, one => Enumerable.Range(0, all.Length).Where(other => one.Dominates(all[other])).ToArray());
        var beatenBy = new int[all.Length];
        foreach (var other in beats.SelectMany(others => others)) beatenBy[other]++;
        var fronts = new List<IReadOnlyList<Tradeoff>>();
        int[] current = [.. Enumerable.Range(0, all.Length).Where(i => beatenBy[i] == 0)];
        while (current.Length > 0)
        {
            fronts.Add(Array.ConvertAll(current, i => all[i]));
            current = [.. current.SelectMany(i => beats[i]).Where(other => --beatenBy[other] == 0).Order()];
        }

        return fronts;
    }

    /// <summary>
    /// Crowding distance of each subset of a front: the sum over the objectives of the gap between its neighbours, as a share of the front's
    /// range; infinite at the ends. An objective in which all agree adds nothing but the ends.
    /// </summary>
    /// <returns>[front] distances in the front's order.</returns>
    public static double[] Crowding(IReadOnlyList<Tradeoff> front)
    {
        var distances = new double[front.Count];
        foreach (var objective in new Func<Tradeoff, double>[] { subset => subset.Fitness, subset => subset.Microseconds })
        {
            // Equal values stand in the genomes' order, so that it is no matter of the list which of them is at an end.
            int[] order = [.. Enumerable.Range(0, front.Count).OrderBy(i => objective(front[i])).ThenBy(i => front[i].Genome)];
            var range = objective(front[order[^1]]) - objective(front[order[0]]);
            distances[order[0]] = distances[order[^1]] = double.PositiveInfinity;
            for (var k = 1; range > 0 && k < order.Length - 1; k++)
                distances[order[k]] += (objective(front[order[k + 1]]) - objective(front[order[k - 1]])) / range;
        }

        return distances;
    }

    /// <summary>All subsets, the most wanted first: by front, then by crowding distance falling, then by the genome's order.</summary>
    public static IReadOnlyList<Tradeoff> Order(IEnumerable<Tradeoff> subsets) => [.. Fronts(subsets).SelectMany(front =>
    {
        var distances = Crowding(front);
        return Enumerable.Range(0, front.Count).OrderByDescending(i => distances[i]).ThenBy(i => front[i].Genome).Select(i => front[i]);
    })];
}

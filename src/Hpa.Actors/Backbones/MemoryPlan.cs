using Hpa.Contracts;

namespace Hpa.Actors.Backbones;

/// <summary>
/// Which networks are in memory at the same time. All of them, if the budget allows; otherwise groups that run one after
/// the other over each batch of images.
/// </summary>
public static class MemoryPlan
{
    /// <summary>
    /// The process without networks: runtime, libraries, decoded images, rows on their way to the disk. Measured with `hpa bench
    /// extract`; docs/benchmarks.md has the figures.
    /// </summary>
    public const long Base = 600L << 20;

    /// <summary>Outputs of layers that are in memory at the same time, each as large as the largest; the arena is shared by all networks.</summary>
    private const long Outputs = 4;

    /// <summary>While a network is loaded, its weights are there as mapped file, as read, and as arranged for the processor.</summary>
    private const double WhileLoading = 2;

    /// <summary>Divides networks into groups.</summary>
    /// <param name="networks">Name, bytes of weights, numbers in the largest output of a layer for one input; in the order of the columns.</param>
    /// <param name="inputsAtOnce">Session calls at once times inputs per call.</param>
    /// <param name="budget">Bytes that the process may take.</param>
    /// <param name="reserved">Bytes of them that other work needs.</param>
    /// <returns>Positions in <paramref name="networks"/>; each group in the order in which it is best loaded, the largest first.</returns>
    /// <exception cref="SettingsException">A network does not fit by itself; says what would do.</exception>
    public static IReadOnlyList<IReadOnlyList<int>> Groups(IReadOnlyList<(string Name, long Bytes, long Widest)> networks, int inputsAtOnce, long budget, long reserved = 0)
    {
        var reserve = Base + reserved + inputsAtOnce * Outputs * sizeof(float) * networks.Max(n => n.Widest);
        var groups = new List<List<int>>();
        foreach (var i in Enumerable.Range(0, networks.Count).OrderByDescending(i => networks[i].Bytes).ThenBy(i => i))
        {
            if (Peak([networks[i].Bytes]) + reserve > budget)
                throw new SettingsException($"hpa.backbones.memory-budget-mib = {budget >> 20} is too little for {networks[i].Name}: set at least {(Peak([networks[i].Bytes]) + reserve >> 20) + 1}, or a smaller hpa.backbones.batch or fewer threads");
            var group = groups.Find(g => Peak([.. g.Append(i).Select(n => networks[n].Bytes)]) + reserve <= budget);
            if (group is null) groups.Add([i]);
            else group.Add(i);
        }

        return groups;
    }

    /// <summary>The most that loading networks one after the other takes.</summary>
    private static long Peak(IReadOnlyList<long> bytes)
    {
        var (loaded, peak) = (0L, 0L);
        foreach (var one in bytes)
        {
            peak = Math.Max(peak, loaded + (long)(one * (1 + WhileLoading)));
            loaded += one;
        }

        return peak;
    }
}

using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Reports;

/// <summary>
/// A made-up selection for <see cref="SampleReport"/>: a study per feature set in five repetitions, the control, other
/// searches, fronts. Every third block is useful, and the useful ones are chosen nearly always.
/// </summary>
internal sealed class SampleSelection(IReadOnlyList<BlockName> blocks)
{
    private const int Islands = 4, Generations = 50;

    private static readonly FeatureSet[] Studied = [FeatureSet.ImageGreen, FeatureSet.Image, FeatureSet.Nucleus, FeatureSet.Membrane, FeatureSet.Cell];
    private static readonly double[] Milliseconds = [4.7, 2.7, 9.3, 4.8, 7.9, 21, 39, 32, 29, 74, 97, 55];

    public const int Repeats = 5;

    public FeatureSet[] Sets => [.. Studied.Where(set => blocks.FeatureSets().Contains(set))];

    public BlockName[] Offered(FeatureSet set) => [.. blocks.Where(block => set.Has(block))];

    /// <summary>The blocks of a repetition's best subset.</summary>
    public BlockName[] Chosen(FeatureSet set, int repeat = 1) =>
        [.. Offered(set).Where((block, i) => Draw(set, repeat, i) < (Useful(block) ? 0.9 : 0.12) || (i == 1 && repeat == 1))];

    public StudyMetrics[] Studies() =>
    [
        .. from set in Sets from repeat in Enumerable.Range(1, Repeats) select Study(new StudyName(set, false, repeat), Fitness(set) - 0.004 * (repeat % 3)),
        .. from set in Sets select Study(new StudyName(set, true), 0.0874 + 0.002 * (int)set),
    ];

    public SearchMetrics[] Searches() =>
    [
        .. from set in Sets
           from search in Enum.GetValues<SearchKind>()
           where search != SearchKind.Exhaustive || Offered(set).Length <= 16
           let behind = new[] { 0.031, 0.009, 0.006, 0.022, -0.001, 0.011 }[(int)search]
           let chosen = Offered(set).Where((block, i) => Useful(block) && i % 12 != 3 * (int)search % 12).DefaultIfEmpty(Offered(set)[0]).ToArray()
           select new SearchMetrics(set, search, chosen, Fitness(set) - behind, search == SearchKind.BestK ? Offered(set).Length + 5 : 1100 + 12 * (int)search, 1200, Time(chosen)),
    ];

    public FrontPoint[] Fronts() =>
    [
        .. from set in Sets
           let order = Offered(set).OrderBy(block => (Useful(block) ? 0 : 1, Cost(block))).ToArray()
           let picked = Math.Max(1, order.Length / 5)
           from size in Enumerable.Range(1, Math.Max(1, order.Length / 3))
           let chosen = order[..size]
           select new FrontPoint(set, chosen, Fitness(set) * (1 - 0.4 * Math.Exp(-12.0 * size / order.Length)), Time(chosen), size == picked),
    ];

    public StabilityMetrics[] Stability() =>
    [
        .. from set in Sets
           let subsets = Enumerable.Range(1, Repeats).Select(repeat => Chosen(set, repeat)).ToArray()
           select new StabilityMetrics(set, Repeats, Repeats * Islands, new[] { 0.52, 0.58, 0.64, 0.7, 0.76 }[(int)set],
               [.. Offered(set).Select((block, i) => (block, Found: subsets.Count(subset => subset.Contains(block)), i))
                   .Select(of => new BlockFrequency(of.block, of.Found, Math.Min(Repeats * Islands, of.Found * Islands + (int)(3 * Draw(set, 0, of.i)))))]),
    ];

    public Dictionary<string, IReadOnlyList<HistoryRow>> Histories()
    {
        var histories = new Dictionary<string, IReadOnlyList<HistoryRow>>();
        foreach (var set in Sets)
        {
            histories[new StudyName(set).ToString()] = History(Fitness(set) - 0.14, 0.14);
            histories[new StudyName(set, Shuffled: true).ToString()] = History(0.055, 0.032);
        }

        return histories;
    }

    /// <summary>Islands rise and lose diversity, each at its own pace; what is best stays.</summary>
    private static HistoryRow[] History(double from, double gain)
    {
        var draws = new CounterRandom(3);
        var rows = new List<HistoryRow>();
        for (var island = 0; island < Islands; island++)
        {
            var best = from;
            for (var generation = 1; generation <= Generations; generation++)
            {
                best = Math.Max(best, from + gain * (1 - Math.Exp(-generation / (6.0 + 3 * island))) - gain * 0.1 * draws.NextDouble());
                rows.Add(new HistoryRow(generation, island, best, best - gain * (0.1 + 0.5 / Math.Sqrt(generation)) * (0.8 + 0.4 * draws.NextDouble()), 0.06 + 0.42 * Math.Exp(-generation / (9.0 + 2 * island))));
            }
        }

        return [.. rows];
    }

    private StudyMetrics Study(StudyName name, double fitness)
    {
        var chosen = name.Shuffled ? [.. Offered(name.Features).Where((_, i) => i % 2 == 0)] : Chosen(name.Features, name.Repeat);
        return new StudyMetrics(
            name.ToString(), name.Features, name.Shuffled, name.Repeat, Offered(name.Features).Length, chosen, fitness, 1180 + 7 * name.Repeat, Generations, Time(chosen));
    }

    private static double Fitness(FeatureSet set) => new[] { 0.3612, 0.4312, 0.3127, 0.2859, 0.3954 }[(int)set];

    private bool Useful(BlockName block) => Enumerable.Range(0, blocks.Count).First(i => blocks[i] == block) % 3 == 1;

    private double Cost(BlockName block) => Milliseconds[blocks.Select(b => b.Backbone).Distinct().ToList().IndexOf(block.Backbone)] * (block.Level == Level.Cell ? 8 : 1);

    private double Time(IEnumerable<BlockName> chosen) => chosen.Sum(Cost);

    private static double Draw(FeatureSet set, int repeat, int block) => new CounterRandom(17).At((ulong)set).At((ulong)repeat).At((ulong)block).NextDouble();
}

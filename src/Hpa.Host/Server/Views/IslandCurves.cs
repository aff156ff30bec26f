using Hpa.Contracts.Features;
using Hpa.Contracts.Selection;

namespace Hpa.Host.Server.Views;

/// <summary>The generations of one study by island: from 1, without gaps until the last that is known.</summary>
/// <param name="Study">The study.</param>
/// <param name="Islands">Curves, island 0 first.</param>
public sealed record IslandCurves(string Study, IReadOnlyList<IslandCurve> Islands)
{
    private static readonly string[] s_first = [StudyName.Word(FeatureSet.Image), StudyName.Word(FeatureSet.Cell), StudyName.Word(FeatureSet.Nucleus), StudyName.Word(FeatureSet.Membrane)];

    /// <summary>Generations of the longest curve.</summary>
    public int Generations => Islands.Select(island => island.Best.Count).DefaultIfEmpty().Max();

    /// <summary>The highest fitness of all.</summary>
    public double Best => Islands.SelectMany(island => island.Best).OfType<double>().DefaultIfEmpty().Max();

    /// <summary>Curves of studies, those that are done from their files and the others as they were told.</summary>
    /// <param name="histories">By study.</param>
    /// <param name="told">Points of any study, in any order; one that is told twice counts once.</param>
    public static IReadOnlyList<IslandCurves> Of(IReadOnlyDictionary<string, IReadOnlyList<HistoryRow>> histories, IEnumerable<(string Study, HistoryRow Row)> told)
    {
        var live = told.GroupBy(point => point.Study, point => point.Row).ToDictionary(study => study.Key, IReadOnlyList<HistoryRow> (study) => [.. study]);
        return
        [
            .. from study in histories.Keys.Union(live.Keys)
               let rows = live.GetValueOrDefault(study) ?? histories[study]
               let all = histories.TryGetValue(study, out var done) && done.Count >= rows.Count ? done : rows
               orderby Order(study), study
               select new IslandCurves(study, [.. all.GroupBy(row => row.Island).OrderBy(island => island.Key).Select(IslandCurve.Of)]),
        ];
    }

    /// <summary>The whole image and the cells first, those on shuffled labels last.</summary>
    private static int Order(string study) =>
        study.Contains("-shuffled", StringComparison.Ordinal) ? s_first.Length + 1
        : Array.IndexOf(s_first, study) is >= 0 and var place ? place : s_first.Length;
}

/// <summary>One island's generations.</summary>
/// <param name="Island">From 0.</param>
/// <param name="Best">Highest fitness by generation, null where it was not told.</param>
/// <param name="Mean">Mean fitness by generation.</param>
public sealed record IslandCurve(int Island, IReadOnlyList<double?> Best, IReadOnlyList<double?> Mean)
{
    /// <summary>The curve of rows in any order.</summary>
    public static IslandCurve Of(IGrouping<int, HistoryRow> rows)
    {
        var length = rows.Max(row => row.Generation);
        var (best, mean) = (new double?[length], new double?[length]);
        foreach (var row in rows.Where(row => row.Generation >= 1)) (best[row.Generation - 1], mean[row.Generation - 1]) = (row.Best, row.Mean);
        return new IslandCurve(rows.Key, best, mean);
    }
}

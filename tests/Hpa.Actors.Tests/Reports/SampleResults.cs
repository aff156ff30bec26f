using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Reports;

/// <summary>Made-up tables of believable size for <see cref="SampleReport"/>: both phases, options, confusions.</summary>
internal static class SampleResults
{
    private static readonly Part[] Parts = [Part.Val, Part.Test];

    /// <summary>What was chosen of every feature set; both joins image and cell.</summary>
    public static FeatureSetBlocks[] FeatureSets(SampleSelection selection)
    {
        var sets = selection.Sets.Select(set => new FeatureSetBlocks(set, selection.Chosen(set), Chosen: true)).ToArray();
        return sets.Any(set => set.Features == FeatureSet.Cell)
            ? [.. sets, new FeatureSetBlocks(FeatureSet.Both, [.. selection.Chosen(FeatureSet.Image), .. selection.Chosen(FeatureSet.Cell)], Chosen: true)]
            : sets;
    }

    public static TableEntry[] Table(bool cells, CounterRandom draws) =>
    [
        .. from features in cells ? new[] { FeatureSet.Image, FeatureSet.Cell, FeatureSet.Both } : [FeatureSet.Image]
           from strategy in Enum.GetValues<Strategy>()
           from classifier in Enum.GetValues<ClassifierKind>()
           from part in Parts
           select new TableEntry(features, strategy, classifier, part, Averages(Level(features, strategy, classifier, part, draws))),
    ];

    /// <summary>The best of a table, with figures per class around its averages.</summary>
    public static BestEntry? Best(IReadOnlyList<TableEntry> table)
    {
        var best = table.Where(entry => entry.Part == Part.Val).MaxBy(entry => entry.Scores.Macro.F1);
        if (best is null) return null;
        var test = table.First(e => (e.Features, e.Strategy, e.Classifier, e.Part) == (best.Features, best.Strategy, best.Classifier, Part.Test));
        return new BestEntry(best.Features, best.Strategy, best.Classifier, Whole(best.Scores, 21), Whole(test.Scores, 22));
    }

    public static AblationEntry[] Ablation() =>
    [
        .. from strategy in Enum.GetValues<Strategy>()
           from option in Enum.GetValues<AblationOption>()
           where strategy == Strategy.LabelPowerset || option != AblationOption.MergedLabelSets
           from part in Parts
           let gain = new[] { 0, 0.006, 0.031, -0.004, 0.0302, -0.011 }[(int)option] * (part == Part.Val ? 1.4 : 1)
           select new AblationEntry(option, strategy, part, Averages((part == Part.Val ? 0.417 : 0.401) - 0.05 * (int)strategy + gain)),
    ];

    /// <summary>The more a choice was made on validation, the more it drops on test; confusions are counted for the genetic algorithm alone.</summary>
    public static SingleLabelMetrics[] SingleLabel(SampleSelection selection) =>
    [
        .. from features in selection.Sets
           from row in Rows(selection, features)
           from method in Enum.GetValues<Multiclass>()
           from part in Parts
           let drop = part == Part.Val ? 0 : row.Choice is BlockChoice.AllOffered ? 0.012 : 0.024 + 0.006 * (int)row.Choice
           let level = new[] { 0.39, 0.46, 0.36, 0.33, 0.41 }[(int)features] - row.Behind - 0.03 * (int)method - drop
           let card = SampleReport.Card(296, level, new CounterRandom((ulong)part))
           select new SingleLabelMetrics(
               features, row.Choice, row.Best, row.Blocks, method, part, card with { Intervals = Around(card) }, row.Choice == BlockChoice.Genetic ? Confusion(card) : null),
    ];

    private static IEnumerable<(BlockChoice Choice, int Best, int Blocks, double Behind)> Rows(SampleSelection selection, FeatureSet features)
    {
        for (var best = 1; best <= Math.Min(6, selection.Offered(features).Length); best++) yield return (BlockChoice.BestBlocks, best, best, 0.16 / best);
        yield return (BlockChoice.AllOffered, 0, selection.Offered(features).Length, 0.035);
        yield return (BlockChoice.Genetic, 0, selection.Chosen(features).Length, 0);
        foreach (var search in selection.Searches().Where(search => search.Features == features && search.Search != SearchKind.BestK))
            yield return (BlockChoice.Genetic + (int)search.Search, 0, search.Chosen.Count, 0.01 * (int)search.Search);
    }

    /// <summary>Mistakes go to the commonest class and to the next one; classes 8, 9 and 10 occur neither in truth nor in prediction.</summary>
    private static ConfusionMatrix Confusion(ScoreCard card)
    {
        var counts = card.PerClass.Select((c, row) =>
        {
            var cells = new int[card.PerClass.Count];
            if (c.Class is 8 or 9 or 10) return cells;
            var right = (int)(c.Support * c.Score.Recall);
            cells[row] += right;
            cells[0] += (c.Support - right) * 2 / 3;
            cells[row == 27 ? 1 : row + (row == 7 ? 4 : 1)] += c.Support - right - (c.Support - right) * 2 / 3;
            return cells;
        }).ToArray();
        return new ConfusionMatrix([.. card.PerClass.Select(c => c.Class)], counts);
    }

    private static double Level(FeatureSet features, Strategy strategy, ClassifierKind classifier, Part part, CounterRandom draws)
    {
        double[] kinds = [0.36, 0.21, 0.30, 0.31, 0.40];
        var place = draws.At((ulong)features).At((ulong)strategy).At((ulong)classifier).At((ulong)part);
        return kinds[(int)classifier] - 0.04 * (int)strategy - (features == FeatureSet.Cell ? 0.06 : 0) + (features == FeatureSet.Both ? 0.03 : 0)
            - (part == Part.Test ? 0.015 : 0) + 0.01 * place.NextDouble();
    }

    private static ScoreCard Averages(double level)
    {
        var card = new ScoreCard(
            633, new Score(level * 1.08, level * 0.96, level), new Score(level + 0.13, level + 0.1, level + 0.12),
            new Score(level + 0.08, level + 0.1, level + 0.09), level * 0.75, 0.058, []);
        return card with { Intervals = Around(card) };
    }

    private static ScoreCard Whole(ScoreCard averages, ulong seed) =>
        averages with { PerClass = SampleReport.Card(633, averages.Macro.F1, new CounterRandom(seed)).PerClass };

    private static Intervals Around(ScoreCard card) => new(
        1000, Wide(card.Macro.F1, 0.045, 0.027), Wide(card.Micro.F1, 0.03, 0.03), Wide(card.Weighted.F1, 0.03, 0.03),
        Wide(card.SubsetAccuracy, 0.036, 0.036), Wide(card.HammingLoss, 0.004, 0.004));

    private static Interval Wide(double value, double down, double up) => new(Math.Max(0, value - down), Math.Min(1, value + up));
}

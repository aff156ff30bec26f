using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Reports;

namespace Hpa.Actors.Reports;

/// <summary>
/// report/tables/*.csv with exact numbers; those of the selection are in <see cref="SelectionTables"/>. The column Weights says whether the networks
/// behind a row were trained.
/// </summary>
internal static class ReportTables
{
    private static readonly string[] ClassColumns = ["Class", "Name", "Precision", "Recall", "F1", "Support", "Predicted"];

    public static void Write(string folder, RunMetrics metrics)
    {
        var weights = Wording.Weights(metrics.Run.Untrained);
        TableFile.Write(folder, "results.csv", ["Name", "Strategy", "Part", .. ScoreColumns.Names, "Weights"], metrics.Results.Select(result =>
            (string[])[Wording.Word(result.Name), Wording.Word(result.Strategy), Wording.Word(result.Part), .. ScoreColumns.Of(result.Scores), weights]));
        TableFile.Write(folder, "classes.csv", [.. ClassColumns, "Weights"],
            (metrics.Find(SubsetName.Chosen, Strategy.LabelPowerset, Part.Test)?.PerClass ?? []).Select(c => (string[])[.. Class(c), weights]));
        WriteSingleLabel(folder, metrics, weights);
        WritePhaseTwo(folder, metrics, weights);
        WriteBest(folder, metrics, weights);
        WriteAblation(folder, metrics, weights);
        WriteBlocks(folder, metrics);
        SelectionTables.Write(folder, metrics);
    }

    private static void WriteSingleLabel(string folder, RunMetrics metrics, string weights)
    {
        string[] row = ["Features", "Choice", "Best", "Blocks", "Method", "Part"];
        static string[] Row(SingleLabelMetrics result) =>
        [
            Wording.Word(result.Features), Wording.Word(result.Choice), Wording.Exact(result.Best), Wording.Exact(result.Blocks),
            Wording.Word(result.Method), Wording.Word(result.Part),
        ];
        TableFile.Write(folder, "single-label.csv", [.. row, .. ScoreColumns.Names, "PaperMacroF1", "PaperRemark", "Weights"], metrics.SingleLabel.Select(result =>
            (string[])[.. Row(result), .. ScoreColumns.Of(result.Scores), .. Paper(result.Part, PaperValues.Known.Cell(result.Features, result.Choice, result.Best, result.Method), null), weights]));
        TableFile.Write(folder, "confusion.csv", [.. row, "True", "Predicted", "Images", "Weights"], metrics.SingleLabel
            .Where(result => result.Confusion is not null)
            .SelectMany(result => Pairs(result.Confusion!).Select(pair => (string[])[.. Row(result), .. pair, weights])));
    }

    /// <summary>True class, predicted class and images, for those pairs that occur.</summary>
    private static IEnumerable<string[]> Pairs(ConfusionMatrix matrix) =>
        from truth in Enumerable.Range(0, matrix.Classes.Count)
        from predicted in Enumerable.Range(0, matrix.Classes.Count)
        let images = matrix.Counts[truth][predicted]
        where images > 0
        select (string[])[LocationClasses.Names[matrix.Classes[truth]], LocationClasses.Names[matrix.Classes[predicted]], Wording.Exact(images)];

    private static void WritePhaseTwo(string folder, RunMetrics metrics, string weights) => TableFile.Write(
        folder, "phase2.csv", ["Features", "Strategy", "Classifier", "Part", .. ScoreColumns.Names, "PaperMacroF1", "PaperRemark", "Weights"],
        metrics.Table.Select(entry => (string[])
        [
            Wording.Word(entry.Features), Wording.Word(entry.Strategy), ClassifierWords.Of(entry.Classifier), Wording.Word(entry.Part),
            .. ScoreColumns.Of(entry.Scores),
            .. Paper(entry.Part, PaperValues.Known.Cell(entry.Features, entry.Strategy, entry.Classifier), PaperValues.Known.RowRemark(entry.Strategy, entry.Classifier)),
            weights,
        ]));

    /// <summary>The paper's figure, which is one of its test part, and what must be known to read it.</summary>
    private static string[] Paper(Part part, PaperValue? value, string? remark)
    {
        if (part != Part.Test) return ["", ""];
        var remarks = new[] { value is null ? null : PaperValues.OtherSplit, value?.Remark, remark };
        return [value?.MacroF1 is { } f1 ? Wording.Exact(f1) : "", string.Join("; ", remarks.Where(text => !string.IsNullOrEmpty(text)))];
    }

    private static void WriteBest(string folder, RunMetrics metrics, string weights)
    {
        var training = metrics.Run.Classes.ToDictionary(facts => facts.Class, facts => facts.Images.Train);
        TableFile.Write(folder, "best-classes.csv", ["Features", "Strategy", "Classifier", "Part", .. ClassColumns, "TrainingImages", "Weights"],
            from best in metrics.Best is { } entry ? [entry] : Array.Empty<BestEntry>()
            from part in new[] { (Name: Part.Val, Scores: best.Val), (Name: Part.Test, Scores: best.Test) }
            from c in part.Scores.PerClass
            select (string[])
            [
                Wording.Word(best.Features), Wording.Word(best.Strategy), ClassifierWords.Of(best.Classifier), Wording.Word(part.Name),
                .. Class(c), Wording.Exact(training.GetValueOrDefault(c.Class)), weights,
            ]);
    }

    private static void WriteAblation(string folder, RunMetrics metrics, string weights) => TableFile.Write(
        folder, "ablation.csv", ["Strategy", "Option", "Part", .. ScoreColumns.Names, "MacroF1BeyondPlain", "Weights"],
        metrics.Ablation.Select(entry => (string[])
        [
            Wording.Word(entry.Strategy), Wording.Word(entry.Option), Wording.Word(entry.Part), .. ScoreColumns.Of(entry.Scores),
            metrics.BeyondPlain(entry) is { } difference ? Wording.Exact(difference) : "", weights,
        ]));

    private static void WriteBlocks(string folder, RunMetrics metrics)
    {
        var untrained = metrics.Run.UntrainedBackbones.ToHashSet();
        var chosen = metrics.ChosenBlocks.ToHashSet();
        TableFile.Write(folder, "blocks.csv", ["Rank", "Block", "Region", "Backbone", "Combination", "ValidationF1", "Chosen", "Weights"],
            metrics.Ranking.Select((rank, index) => (string[])
            [
                Wording.Exact(index + 1), rank.Block.ToString(), Wording.Word(rank.Block.Region), rank.Block.Backbone,
                rank.Block.Combination.ToString(), Wording.Exact(rank.ValidationFitness), chosen.Contains(rank.Block) ? "yes" : "no",
                Wording.Weights(untrained.Contains(rank.Block.Backbone)),
            ]));
        TableFile.Write(folder, "chosen.csv", ["Study", "Block", "Weights"], metrics.Studies.SelectMany(study => study.Chosen.Select(block =>
            (string[])[study.Name, block.ToString(), Wording.Weights(untrained.Contains(block.Backbone))])));
    }

    private static string[] Class(ClassScore c) =>
        [Wording.Exact(c.Class), LocationClasses.Names[c.Class], .. ScoreColumns.Of(c.Score), Wording.Exact(c.Support), Wording.Exact(c.Predicted)];
}

using CsvHelper;
using Hpa.Contracts;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Reports;

namespace Hpa.Actors.Reports;

/// <summary>
/// report/tables/*.csv: comma separated, one header row, LF, exact numbers. The column Weights says whether the networks
/// behind a row were trained.
/// </summary>
internal static class ReportTables
{
    private static readonly CsvWriterOptions Csv = CsvWriterOptions.Default with { NewLine = "\n" };
    private static readonly string[] ScoreColumns =
    [
        "Images", "MacroPrecision", "MacroRecall", "MacroF1", "MicroPrecision", "MicroRecall", "MicroF1",
        "WeightedPrecision", "WeightedRecall", "WeightedF1", "SubsetAccuracy", "HammingLoss", "Weights",
    ];

    public static void Write(string folder, RunMetrics metrics)
    {
        var weights = Wording.Weights(metrics.Run.Untrained);
        Write(folder, "results.csv", ["Name", "Strategy", "Part", .. ScoreColumns], metrics.Results.Select(result =>
            (string[])[Wording.Word(result.Name), Wording.Word(result.Strategy), Wording.Word(result.Part), .. Scores(result.Scores), weights]));
        Write(folder, "single-label.csv", ["Features", "Method", "Part", .. ScoreColumns], metrics.SingleLabel.Select(result =>
            (string[])[Wording.Word(result.Features), Wording.Word(result.Method), Wording.Word(result.Part), .. Scores(result.Scores), weights]));
        Write(folder, "classes.csv", ["Class", "Name", "Precision", "Recall", "F1", "Support", "Predicted", "Weights"],
            (metrics.Find(SubsetName.Chosen, Strategy.LabelPowerset, Part.Test)?.PerClass ?? []).Select(c => Class(c, weights)));
        WriteBlocks(folder, metrics);
    }

    private static void WriteBlocks(string folder, RunMetrics metrics)
    {
        var untrained = metrics.Run.UntrainedBackbones.ToHashSet();
        var chosen = metrics.Study(StudyMetrics.Selected)?.Chosen.ToHashSet() ?? [];
        Write(folder, "blocks.csv", ["Rank", "Block", "Region", "Backbone", "Combination", "ValidationF1", "Chosen", "Weights"],
            metrics.Ranking.Select((rank, index) => (string[])
            [
                Wording.Exact(index + 1), rank.Block.ToString(), Wording.Word(rank.Block.Region), rank.Block.Backbone,
                rank.Block.Combination.ToString(), Wording.Exact(rank.ValidationFitness), chosen.Contains(rank.Block) ? "yes" : "no",
                Wording.Weights(untrained.Contains(rank.Block.Backbone)),
            ]));
        Write(folder, "chosen.csv", ["Study", "Block", "Weights"], metrics.Studies.SelectMany(study => study.Chosen.Select(block =>
            (string[])[study.Name, block.ToString(), Wording.Weights(untrained.Contains(block.Backbone))])));
    }

    private static string[] Scores(ScoreCard card) =>
    [
        Wording.Exact(card.Images), .. Three(card.Macro), .. Three(card.Micro), .. Three(card.Weighted),
        Wording.Exact(card.SubsetAccuracy), Wording.Exact(card.HammingLoss),
    ];

    private static string[] Three(Score score) => [Wording.Exact(score.Precision), Wording.Exact(score.Recall), Wording.Exact(score.F1)];

    private static string[] Class(ClassScore c, string weights) =>
        [Wording.Exact(c.Class), LocationClasses.Names[c.Class], .. Three(c.Score), Wording.Exact(c.Support), Wording.Exact(c.Predicted), weights];

    private static void Write(string folder, string file, string[] header, IEnumerable<string[]> rows) =>
        DurableFile.Write(Path.Combine(folder, file), stream =>
        {
            using var csv = CsvWriter.Create(stream, Csv, leaveOpen: true);
            foreach (var row in rows.Prepend(header)) csv.WriteRecord(row);
        });
}

using System.Globalization;
using Hpa.Actors.Reports;
using Hpa.Actors.Runs;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Reports;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;
using Spectre.Console;

namespace Hpa.Host.Commands;

/// <summary>What a finished run tells on the terminal.</summary>
internal static class RunSummary
{
    private static readonly (SubsetName Name, string Title)[] Rows =
    [
        (SubsetName.Chosen, "chosen blocks"), (SubsetName.AllBlocks, "all blocks"),
        (SubsetName.BestSingleBlock, "best single block"), (SubsetName.ShuffledControl, "shuffled labels (chance)"),
    ];

    /// <summary>Prints results, warnings and the report's path, as far as the run has come under its present settings.</summary>
    public static void Print(RunPlan plan, RunFinished finished)
    {
        var folder = plan.Folder;
        // Results of an earlier choice stay until those of the present one are there, but are not shown as these.
        if (File.Exists(folder.Metrics) && ReportJson.ReadMetrics(folder.Metrics) is var metrics && metrics.Run.Settings == plan.Settings.Fingerprint) PrintScores(metrics);
        if (finished.Quarantined > 0)
            Console.WriteLine($"warning: {(finished.Quarantined == 1 ? "1 image was" : $"{finished.Quarantined} images were")} set aside, {folder.Quarantine} says why; once mended, `hpa retry {folder.Path}` takes them in");
        if (RunVerification.Missing(folder) is { Count: > 0 } missing)
            Console.WriteLine($"warning: {missing[0]} is missing{(missing.Count > 1 ? $", and {VerifyCommand.Count(missing.Count - 1, "more shard")}" : "")}: `hpa verify {folder.Path} --repair` makes it again");
        Console.WriteLine((File.Exists(folder.Page), finished.Reported) switch
        {
            (true, true) => $"report: {folder.Page}",
            (true, false) => $"run: {folder.Path}; `hpa report {folder.Path}` brings its report up to date",
            _ => $"run: {folder.Path}",
        });
    }

    /// <summary>What stands below the table.</summary>
    internal static IEnumerable<string> Lines(RunMetrics metrics)
    {
        foreach (var study in metrics.Studies.Where(study => study is { Shuffled: false, Repeat: 1 }))
        {
            yield return Chosen(study, metrics.Stability.FirstOrDefault(stability => stability.Features == study.Features));
            if (metrics.PickedFromFront(study.Features) is { } picked)
                yield return $"used of {StudyName.Word(study.Features)}: the front's pick of {picked.Count} blocks instead";
        }

        if (metrics.Best is { } best)
            yield return $"best of the table by validation: {ResultName.Of(best)}, test macro-F1 {Score(best.Test.Macro.F1)}{Interval(best.Test.Intervals)}";
        if (metrics.Model is { } saved)
            yield return $"saved for hpa predict: {ResultName.Of(saved.Settings)} on the chosen blocks, macro-F1 {Score(saved.Val.Macro.F1)} on validation, {Score(saved.Test.Macro.F1)} on test";
        if (Chance(metrics) is { } ratio)
            yield return string.Create(CultureInfo.InvariantCulture, $"the chosen blocks score {ratio:0.0} times the level of chance on the test part");
        if (Chance(metrics) is <= 1)
            yield return "warning: that is no better than chance: the labels may not show in these images, or there are too few of them";
        if (metrics.Run.Fitness is { Reduced: true } fitness)
            yield return $"warning: fitness was measured on {fitness.TrainingImages} of {fitness.AvailableImages} training images: the kernels of all would not fit the budgets of hpa.classifiers";
        if (metrics.Run.Untrained)
            yield return $"warning: untrained networks ({string.Join(", ", metrics.Run.UntrainedBackbones)}): features are those of random projections";
    }

    private static void PrintScores(RunMetrics metrics)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumn($"macro-F1, {metrics.Run.Classes.Count} classes")
            .AddColumn(new TableColumn("validation").RightAligned()).AddColumn(new TableColumn("test").RightAligned());
        foreach (var (name, title) in Rows)
            if (metrics.Find(name, Strategy.LabelPowerset, Part.Test) is not null)
                table.AddRow($"LP(SVM), {title}", Score(metrics, name, Part.Val), Score(metrics, name, Part.Test));
        AnsiConsole.Write(table);
        foreach (var line in Lines(metrics)) Console.WriteLine(line);
    }

    private static string Chosen(StudyMetrics study, StabilityMetrics? stability)
    {
        var text = $"chosen of {StudyName.Word(study.Features)}: {study.Chosen.Count} of {study.Offered} blocks, fitness {Score(study.ValidationFitness)}, {study.Evaluations} subsets tried";
        return stability?.Index is { } index ? string.Create(CultureInfo.InvariantCulture, $"{text}, stability {index:0.00} over {stability.Repeats} repetitions") : text;
    }

    private static double? Chance(RunMetrics metrics) =>
        metrics.Find(SubsetName.Chosen, Strategy.LabelPowerset, Part.Test) is { } chosen
        && metrics.Find(SubsetName.ShuffledControl, Strategy.LabelPowerset, Part.Test) is { Macro.F1: > 0 } chance
            ? chosen.Macro.F1 / chance.Macro.F1
            : null;

    private static string Score(RunMetrics metrics, SubsetName name, Part part) =>
        metrics.Find(name, Strategy.LabelPowerset, part) is { } card ? Score(card.Macro.F1) : "";

    private static string Score(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Interval(Intervals? intervals) =>
        intervals is { MacroF1: var f1 } ? $" (95 % interval {Score(f1.Low)} to {Score(f1.High)})" : "";
}

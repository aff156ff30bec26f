using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;

namespace Hpa.Actors.Reports;

/// <summary>The tables of the selection: what was chosen, by which search, how stable that is and how it does on test images.</summary>
internal static class SelectionTables
{
    private static readonly string[] Interval = ["LowMacroF1", "HighMacroF1"];

    public static void Write(string folder, RunMetrics metrics)
    {
        var weights = Wording.Weights(metrics.Run.Untrained);
        TableFile.Write(
            folder, "studies.csv",
            ["Study", "Features", "Shuffled", "Repeat", "Offered", "Chosen", "ValidationFitness", "Evaluations", "Generations", "Milliseconds", "Weights"],
            metrics.Studies.Select(study => (string[])
            [
                study.Name, Wording.Word(study.Features), YesNo(study.Shuffled), Wording.Exact(study.Repeat), Wording.Exact(study.Offered), Wording.Exact(study.Chosen.Count),
                Wording.Exact(study.ValidationFitness), Wording.Exact(study.Evaluations), Wording.Exact(study.Generations), Wording.Exact(study.Milliseconds), weights,
            ]));
        TableFile.Write(
            folder, "searches.csv", ["Features", "Search", "Chosen", "ValidationFitness", "Evaluations", "Budget", "Milliseconds", "Blocks", "Weights"],
            metrics.Searches.Select(search => (string[])
            [
                Wording.Word(search.Features), Wording.Word(search.Search), Wording.Exact(search.Chosen.Count), Wording.Exact(search.ValidationFitness),
                Wording.Exact(search.Evaluations), Wording.Exact(search.Budget), Wording.Exact(search.Milliseconds), Names(search.Chosen), weights,
            ]));
        TableFile.Write(
            folder, "front.csv", ["Features", "Milliseconds", "ValidationFitness", "Chosen", "Picked", "Blocks", "Weights"],
            metrics.Fronts.Select(point => (string[])
            [
                Wording.Word(point.Features), Wording.Exact(point.Milliseconds), Wording.Exact(point.ValidationFitness), Wording.Exact(point.Chosen.Count),
                YesNo(point.Picked), Names(point.Chosen), weights,
            ]));
        WriteStability(folder, metrics, weights);
        WriteValidationTest(folder, metrics, weights);
    }

    private static void WriteStability(string folder, RunMetrics metrics, string weights)
    {
        TableFile.Write(
            folder, "stability.csv", ["Features", "Repeats", "Islands", "Index", "Weights"],
            metrics.Stability.Select(set => (string[])
            [
                Wording.Word(set.Features), Wording.Exact(set.Repeats), Wording.Exact(set.Islands), set.Index is { } index ? Wording.Exact(index) : "", weights,
            ]));
        TableFile.Write(
            folder, "block-frequency.csv", ["Features", "Block", "InRepeats", "Repeats", "InIslands", "Islands", "Weights"],
            from set in metrics.Stability
            from block in set.Blocks
            select (string[])
            [
                Wording.Word(set.Features), block.Block.ToString(), Wording.Exact(block.InRepeats), Wording.Exact(set.Repeats),
                Wording.Exact(block.InIslands), Wording.Exact(set.Islands), Wording.Weights(metrics.Run.UntrainedBackbones.Contains(block.Block.Backbone)),
            ]);
    }

    /// <summary>One against one; rows that were measured on both parts.</summary>
    private static void WriteValidationTest(string folder, RunMetrics metrics, string weights) => TableFile.Write(
        folder, "validation-test.csv",
        [
            "Features", "Choice", "Best", "Blocks",
            .. new[] { Part.Val, Part.Test }.SelectMany(part => Interval.Prepend("MacroF1").Select(name => Wording.Name(part) + name)), "Drop", "Weights",
        ],
        from features in PhaseOne.Sets(metrics)
        from row in PhaseOne.Rows(metrics, features)
        let pair = PhaseOne.Pair(metrics, features, row)
        where pair is not null
        select (string[])
        [
            Wording.Word(features), Wording.Word(row.Choice), Wording.Exact(row.Best), Wording.Exact(row.Blocks),
            .. ScoreColumns.MacroF1(pair.Value.Val), .. ScoreColumns.MacroF1(pair.Value.Test),
            Wording.Exact(pair.Value.Val.Macro.F1 - pair.Value.Test.Macro.F1), weights,
        ]);

    private static string YesNo(bool value) => value ? "yes" : "no";

    private static string Names(IEnumerable<BlockName> blocks) => string.Join(' ', blocks);
}

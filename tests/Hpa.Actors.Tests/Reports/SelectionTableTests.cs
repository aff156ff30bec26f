using System.Globalization;
using Hpa.Actors.Reports;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;

namespace Hpa.Actors.Tests.Reports;

public sealed class SelectionTableTests : IDisposable
{
    private static readonly RunMetrics Cells = SampleReport.Make(trained: false, cells: true).Metrics;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hpa-tables-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Studies_have_a_row_for_each_repetition_and_control()
    {
        var rows = Rows("studies.csv", Cells);

        Assert.Equal("Study,Features,Shuffled,Repeat,Offered,Chosen,ValidationFitness,Evaluations,Generations,Milliseconds,Weights", rows[0]);
        Assert.Equal(Cells.Studies.Select(study => study.Name), rows.Skip(1).Select(row => row.Split(',')[0]));
        Assert.StartsWith("image-repeat-2,image,no,2,18,", rows[1 + 6]);
        Assert.Contains("image-shuffled,image,yes,1,18,9,", Text(rows));
        Assert.EndsWith(",untrained", rows[1]);
    }

    [Fact]
    public void Searches_and_front_name_their_blocks()
    {
        var search = Cells.Searches.First(search => search.Features == FeatureSet.Cell);
        var point = Cells.Fronts.First(point => point.Picked);

        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"cell,best-k,{search.Chosen.Count},{search.ValidationFitness:R},{search.Evaluations},1200,{search.Milliseconds:R},{string.Join(' ', search.Chosen)},untrained"),
            Rows("searches.csv", Cells));
        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"image-green,{point.Milliseconds:R},{point.ValidationFitness:R},{point.Chosen.Count},yes,{string.Join(' ', point.Chosen)},untrained"),
            Rows("front.csv", Cells));
    }

    [Fact]
    public void Stability_has_an_index_and_a_count_for_every_block_of_every_feature_set()
    {
        Assert.Contains("image,5,20,0.58,untrained", Rows("stability.csv", Cells));
        Assert.Equal(1 + 3 + 18 + 18 + 18 + 36, Rows("block-frequency.csv", Cells).Length);
        Assert.Contains("image,image.mobilenet_v2.ggg,5,5,20,20,trained", Rows("block-frequency.csv", Cells));
    }

    [Fact]
    public void An_index_that_one_repetition_cannot_give_is_empty()
    {
        var one = Cells with { Stability = [new StabilityMetrics(FeatureSet.Image, 1, 4, null, [])] };

        Assert.Equal("image,1,4,,untrained", Rows("stability.csv", one)[1]);
    }

    [Fact]
    public void Validation_and_test_stand_side_by_side_with_the_drop()
    {
        var rows = Rows("validation-test.csv", Cells);
        var genetic = Assert.Single(rows, row => row.StartsWith("image,genetic,0,9,", StringComparison.Ordinal)).Split(',');
        var (val, test) = PhaseOne.Pair(Cells, FeatureSet.Image, new PhaseOneRow(BlockChoice.Genetic, 0, 9))!.Value;

        Assert.Equal("Features,Choice,Best,Blocks,ValidationMacroF1,ValidationLowMacroF1,ValidationHighMacroF1,TestMacroF1,TestLowMacroF1,TestHighMacroF1,Drop,Weights", rows[0]);
        Assert.Equal(
            [val.Macro.F1, val.Intervals!.MacroF1.Low, val.Intervals.MacroF1.High, test.Macro.F1, test.Intervals!.MacroF1.Low, test.Intervals.MacroF1.High, val.Macro.F1 - test.Macro.F1],
            genetic[4..11].Select(number => double.Parse(number, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Phase_1_tells_the_choice_how_many_of_the_best_and_how_many_blocks()
    {
        var rows = Rows("single-label.csv", Cells);

        Assert.Contains(rows, row => row.StartsWith("cell,best-blocks,4,4,one-against-all,test,296,", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.StartsWith("image,all-offered,0,18,one-against-one,val,296,", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_without_selection_has_tables_of_headers_alone()
    {
        var none = Cells with { Studies = [], Searches = [], Fronts = [], Stability = [], SingleLabel = [] };

        Assert.All(
            new[] { "studies.csv", "searches.csv", "front.csv", "stability.csv", "block-frequency.csv", "validation-test.csv", "single-label.csv" },
            name => Assert.Single(Rows(name, none)));
    }

    private string[] Rows(string name, RunMetrics metrics)
    {
        ReportTables.Write(_folder.FullName, metrics);
        return File.ReadAllText(Path.Combine(_folder.FullName, name)).TrimEnd().Split('\n');
    }

    private static string Text(string[] rows) => string.Join('\n', rows);
}

using System.Text;
using Hpa.Contracts;
using Hpa.Contracts.Cells;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Reports;

public sealed class ReportJsonTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hpa-report-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Metrics_are_these_bytes() => Assert.Equal(Golden("metrics.json"), Encoding.UTF8.GetString(ReportJson.Bytes(Small)));

    [Fact]
    public void Timings_are_these_bytes() => Assert.Equal(
        Golden("timings.json"),
        Encoding.UTF8.GetString(ReportJson.Bytes(new RunTimings(1, new MachineFacts(2, "cpu", ""), [new(Stage.Extract, 12.5), new(Stage.Select, 0.1)], 3.25, null))));

    [Fact]
    public void What_is_read_writes_the_same_bytes_again()
    {
        var path = Path.Combine(_folder.FullName, "metrics.json");
        var bytes = ReportJson.Bytes(SampleReport.Make(trained: false, cells: true).Metrics);
        File.WriteAllBytes(path, bytes);

        Assert.Equal(bytes, ReportJson.Bytes(ReportJson.ReadMetrics(path)));
    }

    [Theory]
    [InlineData("\"version\": 4", "\"version\": 1", "hpa evaluate")]
    [InlineData("label-powerset", "guessing", "cannot be read")]
    [InlineData("image.resnet18.rgb", "resnet18", "resnet18")]
    [InlineData("\"seed\": 7,", "", "seed")]
    public void A_damaged_document_is_refused_by_name(string found, string put, string named)
    {
        var path = Path.Combine(_folder.FullName, "metrics.json");
        File.WriteAllText(path, Golden("metrics.json").Replace(found, put, StringComparison.Ordinal));

        var refusal = Assert.Throws<InputException>(() => ReportJson.ReadMetrics(path)).Message;
        Assert.StartsWith(path, refusal);
        Assert.Contains(named, refusal);
    }

    [Fact]
    public void Cells_are_summed_and_fields_without_a_usable_one_counted()
    {
        var cells = Small.Run.Cells!;

        Assert.Equal((2, 1), (cells.Fields, cells.Without));
        Assert.Equal(new CellCounts(14, 8, 4, 0, 1, 1, 1), cells.Counts);
    }

    [Fact]
    public void A_run_without_cells_says_so() =>
        Assert.Contains("\"cells\": null", Encoding.UTF8.GetString(ReportJson.Bytes(SampleReport.Make(trained: true).Metrics)));

    [Fact]
    public void Intervals_are_read_as_written_and_absent_where_there_are_none()
    {
        var interval = new Interval(0.1, 0.3);
        var card = Scores with { Intervals = new Intervals(1000, interval, interval with { Low = 0.2 }, interval, interval, interval) };
        var path = Path.Combine(_folder.FullName, "metrics.json");
        File.WriteAllBytes(path, ReportJson.Bytes(Small with { Results = [Small.Results[0] with { Scores = card }] }));
        var read = ReportJson.ReadMetrics(path);

        Assert.Equal(card.Intervals, read.Results[0].Scores.Intervals);
        Assert.Null(read.SingleLabel[0].Scores.Intervals);
        Assert.DoesNotContain("intervals", Encoding.UTF8.GetString(ReportJson.Bytes(Small with { Table = [], Ablation = [] })));
    }

    [Fact]
    public void A_missing_document_says_what_to_run() =>
        Assert.Contains("hpa evaluate", Assert.Throws<InputException>(() => ReportJson.ReadMetrics(Path.Combine(_folder.FullName, "none.json"))).Message);

    [Fact]
    public void A_number_that_is_none_is_refused() =>
        Assert.Throws<ArgumentException>(() => ReportJson.Bytes(Small with { Ranking = [new(Small.Run.Blocks[0], double.NaN)] }));

    private static RunMetrics Small { get; } = new(
        RunMetrics.CurrentVersion,
        new RunFacts(
            "Rods & rings – small", 7, "c0ffee", 10, 4, 1, new PartSizes(6, 2, 2),
            [new ClassFacts(27, LocationClasses.Names[27], new PartSizes(6, 2, 2))],
            [new BackboneRecord("resnet18", "abcd", Trained: false, 1000)], [BlockName.Parse("image.resnet18.rgb")],
            CellSummary.Of([new CellCounts(12, 8, 3, 0, 0, 1, 0), new CellCounts(2, 0, 1, 0, 1, 0, 1)]), new FitnessFacts(3, 4, 2)),
        [new StudyMetrics("image", FeatureSet.Image, false, 1, 1, [BlockName.Parse("image.resnet18.rgb")], 1.0 / 3, 2, 20, 9.5)],
        [new SearchMetrics(FeatureSet.Image, SearchKind.GreedyForward, [BlockName.Parse("image.resnet18.rgb")], 1.0 / 3, 1, 2, 9.5)],
        [new FrontPoint(FeatureSet.Image, [BlockName.Parse("image.resnet18.rgb")], 1.0 / 3, 9.5, Picked: true)],
        [new StabilityMetrics(FeatureSet.Image, 2, 8, 0.5, [new BlockFrequency(BlockName.Parse("image.resnet18.rgb"), 2, 7)])],
        [new ResultMetrics(SubsetName.Chosen, Strategy.LabelPowerset, Part.Test, Scores)],
        [new SingleLabelMetrics(FeatureSet.Cell, BlockChoice.BestBlocks, 3, 3, Multiclass.OneAgainstAll, Part.Val, Scores, new ConfusionMatrix([26, 27], [[0, 0], [1, 1]]))],
        [new BlockRank(BlockName.Parse("image.resnet18.rgb"), 0.1 + 0.2)],
        [new FeatureSetBlocks(FeatureSet.Image, [BlockName.Parse("image.resnet18.rgb")], Chosen: true)],
        [new TableEntry(FeatureSet.Image, Strategy.BinaryRelevance, ClassifierKind.ThreeNearestNeighbours, Part.Test, Averages)],
        new BestEntry(FeatureSet.Both, Strategy.BinaryRelevance, ClassifierKind.DecisionTree, Scores, Scores),
        [new AblationEntry(AblationOption.CalibrationAndThresholds, Strategy.LabelPowerset, Part.Val, Averages)]);

    private static ScoreCard Scores => new(
        2, new Score(1, 0.5, 2.0 / 3), new Score(1, 0.5, 2.0 / 3), new Score(1, 0.5, 2.0 / 3), 0.5, 0.25,
        [new ClassScore(27, new Score(1, 0.5, 2.0 / 3), 2, 1)]);

    private static ScoreCard Averages => Scores with
    {
        PerClass = [],
        Intervals = new Intervals(1000, new Interval(0.5, 0.75), new Interval(0, 1), new Interval(0, 1), new Interval(0, 1), new Interval(0.125, 0.25)),
    };

    private static string Golden(string name)
    {
        using var stream = typeof(ReportJsonTests).Assembly.GetManifestResourceStream($"Hpa.Actors.Tests.Reports.Fixtures.{name}");
        using var reader = new StreamReader(stream!);
        return reader.ReadToEnd();
    }
}

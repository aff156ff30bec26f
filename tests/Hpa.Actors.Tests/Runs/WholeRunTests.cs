using Akka.Actor;
using Hpa.Actors.Features;
using Hpa.Actors.Runs;
using Hpa.Actors.Wire;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Runs;

public sealed class WholeRunTests(TinyRun tiny) : IClassFixture<TinyRun>
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(180);

    [Fact]
    public async Task Stopped_after_every_stage_a_run_goes_on_where_it_was_and_gives_the_same_results()
    {
        await DoAsync("whole", Stage.Report);
        foreach (var stage in Enum.GetValues<Stage>())
        {
            var journal = await DoAsync("parts", stage);
            Assert.Equal(Enum.GetValues<Stage>().Where(s => s <= stage).Select(s => s.ToString()), journal);
        }

        foreach (var file in new[] { "report/metrics.json", "split.csv", "quarantine.csv", "features/manifest.json", "selection/image/history.csv", "selection/cell-shuffled/evaluations.csv", "report/tables/predictions.csv", "report/tables/cells.csv" })
            Assert.Equal(File.ReadAllText(Path.Combine(tiny.Folder("whole").Path, file)), File.ReadAllText(Path.Combine(tiny.Folder("parts").Path, file)));
    }

    [Theory]
    [InlineData("mapped")]
    [InlineData("subset")]
    public async Task Wherever_kernels_are_the_results_are_the_same_and_no_file_is_left(string place)
    {
        await DoAsync("whole", Stage.Report);
        await DoAsync(place, Stage.Select, overrides: $"hpa.classifiers.kernels={place}");
        Assert.Equal(place == "mapped", Directory.Exists(tiny.Folder(place).Kernels));
        await DoAsync(place, Stage.Evaluate, overrides: $"hpa.classifiers.kernels={place}");

        Assert.False(Directory.Exists(tiny.Folder(place).Kernels));
        foreach (var file in new[] { "selection/image/history.csv", "selection/cell-shuffled/evaluations.csv", "report/tables/predictions.csv" })
            Assert.Equal(File.ReadAllText(Path.Combine(tiny.Folder("whole").Path, file)), File.ReadAllText(Path.Combine(tiny.Folder(place).Path, file)));
    }

    [Fact]
    public async Task A_choice_made_again_on_the_same_features_is_that_of_a_run_that_began_with_its_settings()
    {
        string[] other = ["hpa.selection.repeat=2", "hpa.selection.features=[image, cell]", "hpa.selection.validation=k-fold", "hpa.selection.folds=3"];
        await DoAsync("again-fresh", Stage.Evaluate, overrides: other);
        await DoAsync("chosen-again", Stage.Report);
        var (folder, fresh) = (tiny.Folder("chosen-again"), tiny.Folder("again-fresh"));
        var before = File.ReadAllBytes(folder.Metrics);
        var shards = File.GetLastWriteTimeUtc(Path.Combine(folder.Features, "manifest.json"));

        Assert.Equal(["Index", "Extract", "Select", "Evaluate", "Report", "Select"], await DoAsync(RunPlan.Change(folder, Stage.Select, other), Stage.Select));
        Assert.Equal(before, File.ReadAllBytes(folder.Metrics));
        Assert.Equal(["cell", "cell-repeat-2", "cell-shuffled", "image", "image-repeat-2", "image-shuffled"], Studies(folder));
        await DoAsync(RunPlan.Continue(folder), Stage.Report, again: true);

        Assert.Equal(File.ReadAllText(fresh.Metrics), File.ReadAllText(folder.Metrics));
        Assert.Equal(shards, File.GetLastWriteTimeUtc(Path.Combine(folder.Features, "manifest.json")));
        Assert.Equal(new FitnessFacts(36, 36, 0, 3), ReportJson.ReadMetrics(folder.Metrics).Run.Fitness);
    }

    [Fact]
    public async Task The_front_decides_where_the_settings_say_so()
    {
        await DoAsync("front", Stage.Evaluate, overrides: ["hpa.selection.final=front", "hpa.selection.front-loss=0.2"]);
        var metrics = ReportJson.ReadMetrics(tiny.Folder("front").Metrics);

        var picked = metrics.Fronts.Where(point => point.Picked).ToDictionary(point => point.Features, point => point.Chosen);
        Assert.Equal(picked[FeatureSet.Image].Concat(picked[FeatureSet.Cell]), metrics.ChosenBlocks);
        Assert.NotEqual(metrics.Study(FeatureSet.Image)!.Chosen.Concat(metrics.Study(FeatureSet.Cell)!.Chosen), metrics.ChosenBlocks);
    }

    [Fact]
    public async Task Without_searches_what_earlier_ones_left_goes_and_what_is_measured_stays()
    {
        await DoAsync("searched", Stage.Select);
        var folder = tiny.Folder("searched");
        Assert.True(File.Exists(Path.Combine(folder.Selection, "cell", "front.csv")));
        await DoAsync(RunPlan.Change(folder, Stage.Select, ["hpa.selection.searches=[]"]), Stage.Evaluate);

        Assert.Empty(Directory.GetFiles(folder.Selection, "searches.csv", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFiles(folder.Selection, "front.csv", SearchOption.AllDirectories));
        Assert.True(File.Exists(Path.Combine(folder.Selection, "fitness.csv")));
        var metrics = ReportJson.ReadMetrics(folder.Metrics);
        Assert.Equal((0, 0), (metrics.Searches.Count, metrics.Fronts.Count));
        Assert.Equal(Ways(FeatureSet.Cell, "AllOffered", "Genetic"), Ways(metrics, FeatureSet.Cell));
    }

    [Fact]
    public async Task Every_study_and_every_way_to_choose_is_reported()
    {
        await DoAsync("whole", Stage.Report);
        var metrics = ReportJson.ReadMetrics(tiny.Folder("whole").Metrics);

        Assert.Equal(["image-green", "image", "nucleus", "membrane", "cell", "image-shuffled", "cell-shuffled"], metrics.Studies.Select(study => study.Name));
        Assert.All(metrics.Studies, study => Assert.InRange(study.Chosen.Count, 1, study.Offered));
        Assert.Equal(metrics.Study(FeatureSet.Image)!.Chosen.Concat(metrics.Study(FeatureSet.Cell)!.Chosen), metrics.ChosenBlocks);
        Assert.Equal(Ways(FeatureSet.Cell, "best 1", "best 2", "best 3", "best 4", "best 5", "AllOffered", "Genetic"), Ways(metrics, FeatureSet.Cell));
        Assert.Equal(Ways(FeatureSet.ImageGreen, "AllOffered", "Genetic"), Ways(metrics, FeatureSet.ImageGreen));
        Assert.All(metrics.SingleLabel, row => Assert.Equal(row is { Choice: BlockChoice.Genetic, Method: Multiclass.OneAgainstOne, Part: Part.Test }, row.Confusion is not null));
        Assert.Equal(
            from set in new[] { FeatureSet.ImageGreen, FeatureSet.Image, FeatureSet.Nucleus, FeatureSet.Membrane, FeatureSet.Cell }
            from search in new[] { SearchKind.BestK, SearchKind.GreedyForward, SearchKind.Random, SearchKind.Nsga2 }
            select (set, search),
            metrics.Searches.Select(search => (search.Features, search.Search)));
        Assert.All(metrics.Searches, search => Assert.InRange(search.Evaluations, 1, search.Budget));
        Assert.All(metrics.Fronts.GroupBy(point => point.Features), front => Assert.Equal(
            metrics.Searches.Single(search => search.Features == front.Key && search.Search == SearchKind.Nsga2).Chosen, Assert.Single(front, point => point.Picked).Chosen));
        Assert.All(metrics.Stability, stability => Assert.Equal((1, null), (stability.Repeats, stability.Index)));
    }

    [Fact]
    public async Task The_report_counts_the_cells_that_the_features_are_from()
    {
        await DoAsync("whole", Stage.Report);
        var folder = tiny.Folder("whole");
        var store = new FeatureStore(folder.Features, ManifestFile.Read(folder.Features));
        var (ids, counts) = (store.Ids(Level.Cell), store.Cells(store.Ids(Level.Cell)));

        var cells = ReportJson.ReadMetrics(folder.Metrics).Run.Cells!;
        Assert.Equal(CellSummary.Of(counts), cells);
        Assert.InRange(cells.Counts.Used, 1, cells.Counts.Found);
        Assert.Equal(
            ids.Zip(counts, (id, c) => $"{id},{c.Found},{c.Used},{c.Border},{c.Small},{c.Large},{c.Irregular},{c.Failed}"),
            File.ReadAllLines(folder.Cells).Skip(1));
        Assert.Contains("id=\"cells\"", File.ReadAllText(folder.Page));
    }

    [Fact]
    public async Task A_report_is_drawn_again_on_demand_whether_there_was_one_or_not()
    {
        await DoAsync("again", Stage.Evaluate);
        await DoAsync("again", Stage.Report, again: true);
        File.Delete(tiny.Folder("again").Page);
        await DoAsync("again", Stage.Report, again: true);

        Assert.True(File.Exists(tiny.Folder("again").Page));
    }

    [Fact]
    public async Task A_journal_that_comes_and_goes_changes_no_result()
    {
        await DoAsync("whole", Stage.Report);
        var plan = tiny.Plan("flaky");
        await using (var node = await ClusterOfOne.StartAsync(plan.Folder.Journal, more: Journals.Use(typeof(FlakyJournal))))
        {
            var answer = await node.System.ActorOf(RunGuardActor.Props(plan, node.Regions)).Ask<object>(new BeginRun(Stage.Report, Again: false), Long);
            Assert.Equal(new RunFinished(0, Reported: true), answer);
        }

        Assert.Equal(3, FlakyJournal.Failures);
        foreach (var file in new[] { "report/metrics.json", "features/manifest.json", "selection/image/history.csv", "selection/cell-shuffled/evaluations.csv" })
            Assert.Equal(File.ReadAllText(Path.Combine(tiny.Folder("whole").Path, file)), File.ReadAllText(Path.Combine(plan.Folder.Path, file)));
    }

    [Fact]
    public async Task The_model_of_a_run_predicts_its_test_images_as_the_run_did()
    {
        await DoAsync("model", Stage.Evaluate);
        var output = Path.Combine(tiny.Folder("model").Path, "new.csv");
        var prediction = PredictionPlan.Of(tiny.Folder("model"), Path.Combine(tiny.Data, "train"), output);
        var work = new RunFolder(prediction.Extraction.FeaturesFolder);
        Directory.CreateDirectory(work.Path);
        await using (var node = await ClusterOfOne.StartAsync(work.Journal))
        {
            var answer = await node.System.ActorOf(PredictionActor.Props(prediction, node.Regions)).Ask<object>(new PredictionActor.BeginPrediction(), Long);
            Assert.Equal(60, Assert.IsType<PredictionActor.PredictionFinished>(answer).Fields);
        }

        var lines = File.ReadAllLines(output);
        Assert.Equal(61, lines.Length);
        Assert.All(PredictionTable.Read(tiny.Folder("model").Predictions), row => Assert.Contains($"{row.Id},{row.Predicted}", lines));
    }

    /// <summary>Does the stages on a node of its own; returns those that the journal has afterwards.</summary>
    private Task<string[]> DoAsync(string name, Stage until, bool again = false, params string[] overrides) =>
        DoAsync(tiny.Plan(name, overrides), until, again);

    private static async Task<string[]> DoAsync(RunPlan plan, Stage until, bool again = false)
    {
        await using (var node = await ClusterOfOne.StartAsync(plan.Folder.Journal))
        {
            var answer = await node.System.ActorOf(RunActor.Props(plan, node.Regions)).Ask<object>(new BeginRun(until, again), Long);
            Assert.Equal(new RunFinished(0, Reported: until == Stage.Report), answer);
        }

        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={plan.Folder.Journal}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT message FROM journal WHERE persistence_id = 'run-{plan.Run}' AND manifest = 'runs.stage-completed.v1' ORDER BY sequence_number";
        await using var reader = await command.ExecuteReaderAsync();
        var stages = new List<string>();
        while (await reader.ReadAsync()) stages.Add(((StageCompleted)MessageCodec.Decode("runs.stage-completed.v1", reader.GetFieldValue<byte[]>(0))).Stage.ToString());
        return [.. stages];
    }

    private static IEnumerable<string?> Studies(RunFolder folder) => Directory.GetDirectories(folder.Selection).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    /// <summary>Each way with both methods on both parts, as rows of the table.</summary>
    private static IEnumerable<string> Ways(FeatureSet features, params string[] ways) =>
        from way in ways
        from method in Enum.GetValues<Multiclass>()
        from part in new[] { Part.Val, Part.Test }
        select $"{features}, {way}, {method}, {part}";

    private static IEnumerable<string> Ways(RunMetrics metrics, FeatureSet features) =>
        from row in metrics.SingleLabel
        where row.Features == features && row.Choice <= BlockChoice.Genetic
        select $"{features}, {(row.Choice == BlockChoice.BestBlocks ? $"best {row.Best}" : row.Choice)}, {row.Method}, {row.Part}";
}

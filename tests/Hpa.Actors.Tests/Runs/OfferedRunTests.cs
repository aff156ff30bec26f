using Hpa.Actors.Runs;
using Hpa.Actors.Tests.Datasets;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Runs;

public sealed class OfferedRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunPlan _plan;
    private readonly RunOffered _offer;

    public OfferedRunTests()
    {
        RunTables.Write(_folder, RunTables.Forty);
        _folder.Add("data/train/field-00_red.png", "");
        _plan = RunPlan.Begin(SettingsFile.Load(Repository.Root, null, [$"hpa.datasets.path={_folder["data"]}"]), new RunFolder(_folder["run"]));
        _offer = ExtractionJob.Of(_plan).Offer;
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_same_run_is_taken_with_this_machines_threads_files_and_scratch_folder()
    {
        Copy("elsewhere", RunTables.Forty);
        var offered = Read("hpa.backbones.threads=3", $"hpa.datasets.path={_folder["elsewhere"]}");

        Assert.Equal(_plan.Run, offered.Plan.Run);
        Assert.Equal(3, offered.Plan.Settings.Backbones.Threads);
        Assert.Equal(_folder["elsewhere/train/field-00_red.png"], offered.Files[ImageId.Parse("field-00")][Channel.Red]);
        Assert.StartsWith(_folder["scratch"], offered.Extraction.Scratch, StringComparison.Ordinal);
        Assert.Equal(_plan.Folder.Features, offered.Extraction.FeaturesFolder);
    }

    [Theory]
    [InlineData("hpa.runs.seed=2", "hpa.runs.seed")]
    [InlineData("hpa.images.combinations=[rrr]", "hpa.images.combinations")]
    [InlineData("hpa.images.batch-size=7", "hpa.images.batch-size")]
    public void A_key_that_changes_results_is_refused_by_name(string set, string key) =>
        Assert.StartsWith($"--set {key}: it changes results", Assert.Throws<SettingsException>(() => Read(set)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_folder_that_is_not_seen_here_is_named() => Refused(
        _offer with { Folder = _folder["nowhere"] }, $"{_folder["nowhere/run.conf"]} is not here: mount the run's folder under the same path");

    [Fact]
    public void A_folder_of_another_run_is_refused() => Refused(_offer with { Settings = "0123" }, "has other settings than the run");

    [Fact]
    public void A_folder_without_split_is_refused_and_none_is_drawn()
    {
        File.Delete(_plan.Folder.Split);
        Refused(_offer, $"{_plan.Folder.Split} is not here");
        Assert.False(File.Exists(_plan.Folder.Split));
    }

    [Fact]
    public void A_table_of_other_labels_or_images_is_named()
    {
        Copy("labels", RunTables.Forty.Select((row, i) => i == 0 ? (row.Id, LabelSet.Of(27)) : row));
        Copy("images", RunTables.Forty.Append(("field-99", LabelSet.Of(0))));

        foreach (var other in new[] { "labels", "images" })
            Refused(_offer, $"{_folder[$"{other}/train.csv"]} differs from the run's", $"hpa.datasets.path={_folder[other]}");
    }

    [Fact]
    public void Missing_images_are_counted()
    {
        Copy("gaps", RunTables.Forty);
        File.Delete(_folder["gaps/train/field-00_red.png"]);

        Refused(_offer, $"{_folder["gaps"]}/train has 40 channel files of the run's images, the run found 41", $"hpa.datasets.path={_folder["gaps"]}");
    }

    [Fact]
    public void Fitness_that_depends_on_other_things_here_is_refused_with_both()
    {
        var offered = OfferedRun.Read(_offer with { Fitness = "all 40" }, Setup());
        offered.CheckFitness("all 40");

        var refusal = Assert.Throws<InputException>(() => offered.CheckFitness("subset 30")).Message;
        Assert.Contains("here (subset 30) than on the run's own node (all 40)", refusal, StringComparison.Ordinal);
    }

    private OfferedRun Read(params string[] overrides) => OfferedRun.Read(_offer, Setup(overrides));

    private void Refused(RunOffered offer, string words, params string[] overrides) =>
        Assert.Contains(words, Assert.Throws<InputException>(() => OfferedRun.Read(offer, Setup(overrides))).Message, StringComparison.Ordinal);

    private NodeSetup Setup(params string[] overrides) => new(_folder["scratch"], overrides);

    /// <summary>The data under another path, as another machine sees it.</summary>
    private void Copy(string name, IEnumerable<(string Id, LabelSet Labels)> rows)
    {
        _folder.Add($"{name}/train/field-00_red.png", "");
        RunTables.Write(_folder, rows, name);
    }
}

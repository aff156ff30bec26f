using Hpa.Host.Tests.Processes;

namespace Hpa.Host.Tests;

/// <summary>Commands that do one stage of a run, and those that look at one.</summary>
[Collection(TinyRun.Collection)]
public sealed class StageTests(TinyRun tiny)
{
    [Fact]
    public async Task The_stages_one_by_one_come_to_the_same_bytes()
    {
        var run = tiny.NewRun();
        (await HpaProcess.RunAsync([.. tiny.Run(run), "--until", "index"])).MustBeDone();
        Assert.True(File.Exists(run.File("split.csv")));
        Assert.False(File.Exists(run.File("features/manifest.json")));

        (await HpaProcess.RunAsync("extract", run.Path)).MustBeDone();
        Assert.Equal(60, run.Rows().Length);
        Assert.False(Directory.Exists(run.File("selection")));

        (await HpaProcess.RunAsync("select", run.Path)).MustBeDone();
        Assert.True(File.Exists(run.File("selection/image/chosen.csv")));
        Assert.False(File.Exists(run.File("report/metrics.json")));

        (await HpaProcess.RunAsync("evaluate", run.Path)).MustBeDone();
        Assert.False(File.Exists(run.File("report/index.html")));

        (await HpaProcess.RunAsync("report", run.Path)).MustBeDone();
        Assert.True(File.Exists(run.File("report/index.html")));
        run.MustEqual(tiny.Reference);
    }

    [Fact]
    public async Task Blocks_are_chosen_again_on_the_same_features_and_the_report_follows()
    {
        var run = tiny.CopyOfReference();
        var before = File.GetLastWriteTimeUtc(run.Shards()[0]);
        var refused = await HpaProcess.RunAsync([.. tiny.Run(run), "--set", "hpa.selection.population=12"]);
        Assert.Equal(2, refused.Code);
        Assert.Contains($"hpa select {run.Path} --set hpa.selection.population=12", refused.Errors[^1], StringComparison.Ordinal);

        var chosen = (await HpaProcess.RunAsync("select", run.Path, "--repeat", "2", "--set", "hpa.selection.population=12", "--set", "hpa.runs.shuffled-control=off")).MustBeDone();

        Assert.Contains(chosen.Output, line => line.Contains($"`hpa report {run.Path}` brings its report up to date", StringComparison.Ordinal));
        Assert.DoesNotContain(chosen.Output, line => line.Contains("macro-F1", StringComparison.Ordinal));
        Assert.True(File.Exists(run.File("selection/cell-repeat-2/chosen.csv")));
        Assert.False(Directory.Exists(run.File("selection/cell-shuffled")));
        var reported = (await HpaProcess.RunAsync("report", run.Path)).MustBeDone();
        Assert.Equal($"report: {run.File("report/index.html")}", reported.Output[^1]);
        Assert.Contains("\"image-repeat-2\"", await File.ReadAllTextAsync(run.File("report/metrics.json")), StringComparison.Ordinal);
        Assert.Equal(before, File.GetLastWriteTimeUtc(run.Shards()[0]));
    }

    [Fact]
    public async Task Classifiers_are_measured_again_on_the_same_choice()
    {
        var run = tiny.CopyOfReference();
        var before = File.GetLastWriteTimeUtc(run.File("selection/image/chosen.csv"));
        var refused = await HpaProcess.RunAsync("evaluate", run.Path, "--set", "hpa.selection.repeat=2");
        Assert.Equal((2, true), (refused.Code, refused.Errors[^1].Contains("hpa.selection.repeat changes what blocks are chosen", StringComparison.Ordinal)));

        (await HpaProcess.RunAsync("evaluate", run.Path, "--set", "hpa.classifiers.use=[knn-1]")).MustBeDone();

        Assert.DoesNotContain("\"classifier\": \"knn-3\"", await File.ReadAllTextAsync(run.File("report/metrics.json")), StringComparison.Ordinal);
        Assert.Equal(before, File.GetLastWriteTimeUtc(run.File("selection/image/chosen.csv")));
    }

    [Fact]
    public async Task A_deleted_report_is_drawn_again()
    {
        var run = tiny.CopyOfReference();
        File.Delete(run.File("report/index.html"));
        Directory.Delete(run.File("report/figures"), recursive: true);
        File.Delete(run.File("report/tables/results.csv"));

        (await HpaProcess.RunAsync("report", run.Path)).MustBeDone();

        Assert.True(File.Exists(run.File("report/index.html")));
        Assert.NotEmpty(Directory.GetFiles(run.File("report/figures"), "*.png"));
        run.MustEqual(tiny.Reference);
    }
}

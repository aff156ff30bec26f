using Hpa.Host.Tests.Processes;

namespace Hpa.Host.Tests.BadInput;

/// <summary>Run folders that cannot be worked on.</summary>
[Collection(TinyRun.Collection)]
public sealed class FolderTests(TinyRun tiny)
{
    [Fact]
    public async Task A_folder_that_another_process_works_on_is_refused_and_its_run_goes_on()
    {
        var run = tiny.NewRun();
        await using var first = HpaProcess.Start(tiny.Run(run));
        Assert.True(await first.SeeAsync(p => p.Wrote("extract:")));

        (await HpaProcess.RunAsync(tiny.Run(run))).MustComplain(1, run.Path, "in use by another hpa process");

        (await first.EndAsync()).MustBeDone();
        run.MustEqual(tiny.Reference);
    }

    [Theory]
    [InlineData("extract")]
    [InlineData("select")]
    [InlineData("evaluate")]
    [InlineData("report")]
    [InlineData("verify")]
    public async Task A_folder_without_a_run_is_refused(string command)
    {
        var folder = tiny.NewPath("empty");
        (await HpaProcess.RunAsync(command, folder)).MustComplain(1, folder, "holds no run");
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task A_file_in_place_of_the_run_folder_is_refused() =>
        (await HpaProcess.RunAsync("run", tiny.Settings, "--out", tiny.Settings)).MustComplain(1, tiny.Settings);

    [Fact]
    public async Task A_table_that_changed_after_the_start_is_refused()
    {
        var data = tiny.CopyOfData();
        Spoiled.Line(data, 3, "synth-000001,5");
        var run = tiny.CopyOfReference();
        (await HpaProcess.RunAsync([.. tiny.Run(run), "--set", $"hpa.datasets.path={data}"])).MustComplain(1, "train.csv has changed");
    }

    [Fact]
    public async Task A_data_set_is_not_drawn_over_another() =>
        (await HpaProcess.RunAsync("synth", tiny.Data, "--images", "1")).MustComplain(1, tiny.Data, "already holds a data set");

    [Fact]
    public async Task Verifying_before_extraction_is_refused()
    {
        var run = tiny.NewRun();
        (await HpaProcess.RunAsync([.. tiny.Run(run), "--until", "index"])).MustBeDone();
        (await HpaProcess.RunAsync("verify", run.Path)).MustComplain(1, run.File("features/manifest.json"));
    }
}

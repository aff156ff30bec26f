using Hpa.Host.Tests.BadInput;
using Hpa.Host.Tests.Processes;

namespace Hpa.Host.Tests;

/// <summary><c>hpa retry</c>: images that were set aside are taken in once their files are mended.</summary>
[Collection(TinyRun.Collection)]
public sealed class RetryTests(TinyRun tiny)
{
    private static readonly string[] s_bad = ["synth-000003", "synth-000007", "synth-000011"];

    [Fact]
    public async Task Mended_images_are_taken_in_and_the_run_ends_as_if_they_had_never_been_bad()
    {
        var (run, data) = await SpoiledRunAsync();
        Assert.Equal(57, run.Rows().Length);
        Mend(data);

        var ended = (await HpaProcess.RunAsync("retry", run.Path)).MustBeDone();

        Assert.Contains("3 images were tried again, none is set aside any longer", ended.Output);
        run.MustEqual(tiny.Reference);
    }

    [Fact]
    public async Task Images_that_are_still_bad_stay_set_aside_and_no_later_stage_is_done_again()
    {
        var (run, data) = await SpoiledRunAsync();
        var chosen = File.GetLastWriteTimeUtc(run.File("selection/image/chosen.csv"));
        var metrics = await File.ReadAllBytesAsync(run.File("report/metrics.json"));

        var ended = (await HpaProcess.RunAsync("retry", run.Path)).MustBeDone();

        Assert.Contains("3 images were tried again, 3 still set aside", ended.Output);
        Assert.Contains(ended.Output, line => line.StartsWith("extract: 60/60", StringComparison.Ordinal));
        Assert.DoesNotContain(ended.Output, line => line.StartsWith("select:", StringComparison.Ordinal));
        Assert.Equal(chosen, File.GetLastWriteTimeUtc(run.File("selection/image/chosen.csv")));
        Assert.Equal(metrics, await File.ReadAllBytesAsync(run.File("report/metrics.json")));
        Assert.Equal(57, run.Rows().Length);

        Mend(data);
        (await HpaProcess.RunAsync("retry", run.Path)).MustBeDone();
        run.MustEqual(tiny.Reference);
    }

    [Fact]
    public async Task A_second_try_that_is_killed_goes_on_with_the_usual_command()
    {
        var (run, data) = await SpoiledRunAsync();
        Mend(data);
        await using (var process = HpaProcess.Start("retry", run.Path))
        {
            Assert.True(await process.SeeAsync(p => p.Wrote("extract:")));
            process.Kill();
            await process.EndAsync();
        }

        (await HpaProcess.RunAsync([.. tiny.Run(run), "--set", $"hpa.datasets.path={data}"])).MustBeDone();
        run.MustEqual(tiny.Reference);
    }

    [Fact]
    public async Task Without_images_set_aside_there_is_nothing_to_do()
    {
        var ended = (await HpaProcess.RunAsync("retry", tiny.CopyOfReference().Path)).MustBeDone();

        Assert.Contains("no image is set aside, so there is nothing to try again", ended.Output);
        Assert.DoesNotContain(ended.Output, line => line.StartsWith("extract:", StringComparison.Ordinal));
    }

    private async Task<(RunFiles Run, string Data)> SpoiledRunAsync()
    {
        var (run, data) = (tiny.NewRun(), tiny.CopyOfData());
        foreach (var id in s_bad) Spoiled.Truncate(Spoiled.Channel(data, id, "green"));
        (await HpaProcess.RunAsync([.. tiny.Run(run), "--set", $"hpa.datasets.path={data}"])).MustBeDone();
        return (run, data);
    }

    private void Mend(string data)
    {
        foreach (var id in s_bad) File.Copy(Spoiled.Channel(tiny.Data, id, "green"), Spoiled.Channel(data, id, "green"), overwrite: true);
    }
}

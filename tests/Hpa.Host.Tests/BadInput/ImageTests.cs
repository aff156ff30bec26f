using Hpa.Host.Tests.Processes;

namespace Hpa.Host.Tests.BadInput;

/// <summary>Bad images do not stop a run.</summary>
[Collection(TinyRun.Collection)]
public sealed class ImageTests(TinyRun tiny)
{
    [Fact]
    public async Task Bad_images_are_set_aside_by_name_and_the_run_goes_on()
    {
        var data = tiny.CopyOfData();
        var other = tiny.NewPath("other-size");
        (await HpaProcess.RunAsync("synth", other, "--images", "1", "--size", "128", "--seed", "1")).MustBeDone();
        Spoiled.Truncate(Spoiled.Channel(data, "synth-000003", "green"));
        File.Delete(Spoiled.Channel(data, "synth-000007", "yellow"));
        File.Copy(Spoiled.Channel(other, "synth-000000", "blue"), Spoiled.Channel(data, "synth-000011", "blue"), overwrite: true);
        File.WriteAllText(Spoiled.Channel(data, "synth-000012", "red"), "");
        var run = tiny.NewRun();

        var ended = (await HpaProcess.RunAsync([.. tiny.Run(run), "--set", $"hpa.datasets.path={data}"])).MustBeDone();

        Assert.Contains(ended.Output, line => line.StartsWith("warning: 4 images were set aside", StringComparison.Ordinal)
            && line.Contains(run.File("quarantine.csv"), StringComparison.Ordinal));
        var rows = RunFiles.Query($"SELECT Id, Stage, Path, Reason FROM read_csv('{run.File("quarantine.csv")}') ORDER BY Id",
            row => (Id: row.GetString(0), Stage: row.GetString(1), Path: row.IsDBNull(2) ? "" : row.GetString(2), Reason: row.GetString(3)));
        Assert.Equal(["synth-000003", "synth-000007", "synth-000011", "synth-000012"], rows.Select(r => r.Id));
        Assert.All(rows, row => Assert.Equal("decode", row.Stage));
        Assert.Equal(Spoiled.Channel(data, "synth-000003", "green"), rows[0].Path);
        Assert.Contains("yellow", rows[1].Reason, StringComparison.Ordinal);
        Assert.Equal(Spoiled.Channel(data, "synth-000011", "blue"), rows[2].Path);
        Assert.Contains("128", rows[2].Reason, StringComparison.Ordinal);
        Assert.Equal(Spoiled.Channel(data, "synth-000012", "red"), rows[3].Path);
        Assert.Equal(tiny.Reference.Rows().Except(rows.Select(r => r.Id)), run.Rows());
    }

    [Fact]
    public async Task A_run_with_more_bad_images_than_the_settings_allow_fails_and_says_what_to_do()
    {
        var data = tiny.CopyOfData();
        for (var i = 0; i < 20; i++) Spoiled.Truncate(Spoiled.Channel(data, $"synth-{i * 3:D6}", "green"));
        var run = tiny.NewRun();
        string[] command = [.. tiny.Run(run), "--set", $"hpa.datasets.path={data}"];

        (await HpaProcess.RunAsync(command)).MustComplain(1, "images were set aside", "max-quarantined allows 0.2", run.File("quarantine.csv"), $"`hpa retry {run.Path}`");

        (await HpaProcess.RunAsync([.. command, "--set", "hpa.runs.max-quarantined=0.4"])).MustBeDone();
        Assert.Equal(40, run.Rows().Length);
    }

    [Fact]
    public async Task A_run_whose_images_are_all_bad_fails()
    {
        var data = tiny.CopyOfData();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(data, "train"), "*_green.png")) Spoiled.Truncate(file);
        var run = tiny.NewRun();

        (await HpaProcess.RunAsync([.. tiny.Run(run), "--set", $"hpa.datasets.path={data}", "--set", "hpa.runs.max-quarantined=1"]))
            .MustComplain(1, "none of the 60 images could be read", run.File("quarantine.csv"));

        Assert.Equal(61, File.ReadAllLines(run.File("quarantine.csv")).Length);
    }
}

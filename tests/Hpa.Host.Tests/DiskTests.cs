using Hpa.Host.Tests.Processes;

namespace Hpa.Host.Tests;

/// <summary>Disks that do not take what is written.</summary>
[Collection(TinyRun.Collection)]
public sealed class DiskTests(TinyRun tiny)
{
    /// <summary>Fills at the settings, the journal, a shard, the model, and the figures of the report.</summary>
    [MountTheory]
    [InlineData("4k")]
    [InlineData("40k")]
    [InlineData("160k")]
    [InlineData("240k")]
    [InlineData("700k")]
    [InlineData("1200k")]
    public async Task A_full_disk_ends_the_run_and_with_more_space_it_goes_on(string size)
    {
        await using var disk = await SmallDisk.MountAsync(tiny.NewPath("disk"), size);
        var run = new RunFiles(Path.Combine(disk.Path, "run"));

        (await HpaProcess.RunAsync(tiny.Run(run))).MustComplain(1, disk.Path, "the same command again");

        await disk.GrowAsync("100m");
        (await HpaProcess.RunAsync(tiny.Run(run))).MustBeDone();
        run.MustEqual(tiny.Reference);
    }

    [MountFact]
    public async Task A_disk_that_is_nearly_full_holds_the_run_until_there_is_room()
    {
        await using var disk = await SmallDisk.MountAsync(tiny.NewPath("disk"), "40m");
        var run = new RunFiles(Path.Combine(disk.Path, "run"));
        await using var process = HpaProcess.Start([.. tiny.Run(run), "--set", "hpa.runs.min-free-disk=48"]);

        Assert.True(await process.SeeAsync(p => p.Wrote("paused: ")));
        await disk.GrowAsync("200m");

        var ended = (await process.EndAsync()).MustBeDone();
        Assert.Contains($"there is room again on the disk of {run.Path}: goes on", ended.Output);
        run.MustEqual(tiny.Reference);
    }

    [MountFact]
    public async Task A_full_disk_at_a_prediction_leaves_the_old_prediction()
    {
        await using var disk = await SmallDisk.MountAsync(tiny.NewPath("disk"), "64k");
        var output = Path.Combine(disk.Path, "submission.csv");
        await File.WriteAllTextAsync(output, "old\n");

        (await HpaProcess.RunAsync("predict", tiny.Reference.Path, Path.Combine(tiny.Data, "train"), "--out", output))
            .MustComplain(1, disk.Path, "no space left");

        Assert.Equal("old\n", await File.ReadAllTextAsync(output));
    }

    [UserFact]
    public async Task A_folder_without_permission_is_refused()
    {
        var folder = Directory.CreateDirectory(tiny.NewPath("read-only"));
        (await HpaProcess.RunOtherAsync("chmod", "500", folder.FullName)).MustBeDone();
        (await HpaProcess.RunAsync("run", tiny.Settings, "--out", Path.Combine(folder.FullName, "run"))).MustComplain(1, folder.FullName, "permission");
    }

    [MountFact]
    public async Task A_read_only_disk_is_refused()
    {
        await using var disk = await SmallDisk.MountAsync(tiny.NewPath("disk"), "1m,ro");
        (await HpaProcess.RunAsync("run", tiny.Settings, "--out", Path.Combine(disk.Path, "run"))).MustComplain(1, disk.Path, "read-only");
    }

    [Fact]
    public async Task A_damaged_journal_is_refused_by_name()
    {
        var run = tiny.CopyOfReference();
        var journal = run.File("journal.db");
        var bytes = await File.ReadAllBytesAsync(journal);
        bytes.AsSpan(100, 8000).Fill(0x5a);
        await File.WriteAllBytesAsync(journal, bytes);

        (await HpaProcess.RunAsync(tiny.Run(run))).MustComplain(1, journal, "damaged");
    }
}

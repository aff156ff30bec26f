using Hpa.Host.Tests.Processes;

namespace Hpa.Host.Tests;

/// <summary><c>hpa verify</c>, with and without <c>--repair</c>.</summary>
[Collection(TinyRun.Collection)]
public sealed class VerifyTests(TinyRun tiny)
{
    [Fact]
    public async Task A_sound_run_verifies()
    {
        var ended = (await HpaProcess.RunAsync("verify", tiny.Reference.Path)).MustBeDone();
        Assert.Contains(ended.Output, line => line.StartsWith("verify: 30/30 shards", StringComparison.Ordinal));
        Assert.Equal("30 shards, 120 rows, 0 errors", ended.Output[^1]);
    }

    [Fact]
    public async Task A_changed_byte_in_a_shard_is_found()
    {
        var run = tiny.CopyOfReference();
        var shard = run.Shards()[3];
        Spoil(shard);

        var ended = await HpaProcess.RunAsync("verify", run.Path);

        Assert.Equal(1, ended.Code);
        Assert.Contains(ended.Output, line => line.StartsWith(shard, StringComparison.Ordinal) && line.Contains("SHA-256", StringComparison.Ordinal));
        Assert.Contains($"`hpa verify {run.Path} --repair` makes damaged and missing shards again", ended.Output);
        Assert.EndsWith(", 1 error", ended.Output[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_and_missing_shards_are_made_again_to_the_byte_and_nothing_else_is_done()
    {
        var run = tiny.CopyOfReference();
        var (damaged, missing, left) = (run.Shards()[3], run.Shards("cell")[7], run.File("report/metrics.json.tmp"));
        Spoil(damaged);
        File.Delete(missing);
        await File.WriteAllTextAsync(left, "half");
        await File.WriteAllTextAsync(damaged + ".a-1.pending", "half");
        var chosen = File.GetLastWriteTimeUtc(run.File("selection/image/chosen.csv"));
        var sound = File.GetLastWriteTimeUtc(run.Shards()[0]);

        var ended = (await HpaProcess.RunAsync("verify", run.Path, "--repair")).MustBeDone();

        Assert.Equal(
            [$"repair: removed {damaged}.a-1.pending", $"repair: removed {left}"],
            ended.Output.Where(line => line.StartsWith("repair: removed", StringComparison.Ordinal)));
        Assert.Contains(ended.Output, line => line.StartsWith($"repair: {damaged}: was changed", StringComparison.Ordinal));
        Assert.Contains($"repair: {missing}: is missing", ended.Output);
        Assert.Equal("30 shards, 120 rows, 0 errors", ended.Output[^1]);
        run.MustEqual(tiny.Reference);
        var again = (await HpaProcess.RunAsync(tiny.Run(run))).MustBeDone();
        Assert.DoesNotContain(again.Output, line => line.Contains("generations", StringComparison.Ordinal));
        Assert.Equal((chosen, sound), (File.GetLastWriteTimeUtc(run.File("selection/image/chosen.csv")), File.GetLastWriteTimeUtc(run.Shards()[0])));
    }

    [Fact]
    public async Task A_manifest_that_says_other_than_the_journal_is_found_and_mended()
    {
        var run = tiny.CopyOfReference();
        var (manifest, lines) = (run.File("features/manifest.json"), await File.ReadAllTextAsync(run.File("features/manifest.json")));
        await File.WriteAllTextAsync(manifest, lines.Replace("part-00003.parquet", "part-99999.parquet", StringComparison.Ordinal));

        var ended = await HpaProcess.RunAsync("verify", run.Path);
        Assert.Equal(1, ended.Code);
        Assert.Contains($"{manifest}: names image/part-99999.parquet, which the journal does not", ended.Output);
        Assert.Contains($"{manifest}: does not name cell/part-00003.parquet, which the journal does", ended.Output);

        (await HpaProcess.RunAsync("verify", run.Path, "--repair")).MustBeDone();
        run.MustEqual(tiny.Reference);
    }

    [Fact]
    public async Task A_manifest_that_is_gone_is_made_again()
    {
        var run = tiny.CopyOfReference();
        File.Delete(run.File("features/manifest.json"));

        (await HpaProcess.RunAsync("verify", run.Path, "--repair")).MustBeDone();

        run.MustEqual(tiny.Reference);
    }

    [Fact]
    public async Task A_finished_run_whose_shard_is_gone_says_so()
    {
        var run = tiny.CopyOfReference();
        var shard = run.Shards()[0];
        File.Delete(shard);

        var ended = (await HpaProcess.RunAsync(tiny.Run(run))).MustBeDone();

        Assert.Contains($"warning: {shard} is missing: `hpa verify {run.Path} --repair` makes it again", ended.Output);
    }

    [Fact]
    public async Task While_a_run_is_at_work_its_shards_are_verified_and_its_journal_left_alone()
    {
        var run = tiny.CopyOfReference();
        await using var at = new FileStream(run.File(".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

        var ended = (await HpaProcess.RunAsync("verify", run.Path)).MustBeDone();

        Assert.Contains(ended.Output, line => line.StartsWith($"{run.File("journal.db")}: was not compared", StringComparison.Ordinal));
        Assert.Equal("30 shards, 120 rows, 0 errors", ended.Output[^1]);
    }

    private static void Spoil(string shard)
    {
        var bytes = File.ReadAllBytes(shard);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(shard, bytes);
    }
}

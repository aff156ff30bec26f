using System.Globalization;
using Hpa.Contracts.Runs;
using Hpa.Host.Tests.Processes;

namespace Hpa.Host.Tests;

/// <summary>
/// SIGKILL at moments spread over all stages; the same command then ends with the bytes of a run that nothing disturbed.
/// HPA_KILLS in the environment sets the number of moments.
/// </summary>
[Collection(TinyRun.Collection)]
public sealed class KillTests(TinyRun tiny)
{
    private const int MaxDelay = 150;

    private static readonly (string Name, Func<HpaProcess, RunFiles, bool> Reached)[] Moments =
    [
        ("at the start", (_, _) => true),
        ("when the journal is there", (_, run) => File.Exists(run.File("journal.db"))),
        ("when the manifest is there", (_, run) => File.Exists(run.File("features/manifest.json"))),
        ("after the first shard", (_, run) => File.Exists(run.File("features/image/part-00000.parquet"))),
        ("in the middle of extraction", (_, run) => File.Exists(run.File("features/image/part-00007.parquet"))),
        ("during selection", (process, _) => process.Wrote("select:")),
        ("when the first study is written", (_, run) => File.Exists(run.File("selection/image-green/evaluations.csv"))),
        ("during evaluation", (process, _) => process.Wrote("evaluate:")),
        ("when the model is written", (_, run) => File.Exists(run.File("models/final/support.parquet"))),
        ("during the report", (process, _) => process.Wrote("report:")),
    ];

    public static TheoryData<int> Kills => [.. Enumerable.Range(0, int.Parse(
        Environment.GetEnvironmentVariable("HPA_KILLS") ?? $"{Moments.Length}", CultureInfo.InvariantCulture))];

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task A_run_killed_at_any_moment_ends_with_the_same_bytes(int kill)
    {
        var run = tiny.NewRun();
        await KillAsync(run, kill);
        await MustEndAsync(run);
    }

    [Fact]
    public async Task A_run_killed_four_times_in_a_row_ends_with_the_same_bytes()
    {
        var run = tiny.NewRun();
        foreach (var moment in new[] { 2, 4, 5, 7 }) await KillAsync(run, moment);
        await MustEndAsync(run);
    }

    private async Task KillAsync(RunFiles run, int kill)
    {
        var (name, reached) = Moments[kill % Moments.Length];
        var delay = new CounterRandom(1).At((ulong)kill).NextInt(MaxDelay);
        await using var process = HpaProcess.Start(tiny.Run(run));
        Assert.True(await process.SeeAsync(p => reached(p, run)), $"the run was over before it was to be killed {name}");
        await Task.Delay(delay);
        process.Kill();
        Assert.Equal(Ended.Killed, (await process.EndAsync()).Code);
    }

    private async Task MustEndAsync(RunFiles run)
    {
        (await HpaProcess.RunAsync(tiny.Run(run))).MustBeDone();
        run.MustEqual(tiny.Reference);
    }
}

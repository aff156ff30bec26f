using Hpa.Host.Tests.Processes;

namespace Hpa.Cluster.Tests;

/// <summary>A node that would change a result has no part in the run, and is told what differs.</summary>
[Collection(LongRun.Collection)]
public sealed class RefusedHelpTests(LongRun shared)
{
    [Fact]
    public async Task A_helper_with_other_settings_or_data_is_refused_with_the_difference_and_the_run_goes_on()
    {
        var helped = await shared.NewSlowRunAsync();
        await using var run = await helped.BeginAsync();

        await RefusedAsync(1, ["--set", "hpa.images.combinations=[rrr]"], "--set hpa.images.combinations", "changes results");
        await RefusedAsync(2, ["--set", "hpa.images.colour=red"], "hpa.images.colour", "not a key");
        var table = shared.CopyOfData();
        await File.AppendAllTextAsync(Path.Combine(table, "train.csv"), "another,1\n");
        await RefusedAsync(1, ["--set", $"hpa.datasets.path={table}"], Path.Combine(table, "train.csv"), "differs from the run's");
        var gaps = shared.CopyOfData();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(gaps, "train")).Order(StringComparer.Ordinal).Take(5)) File.Delete(file);
        await RefusedAsync(1, ["--set", $"hpa.datasets.path={gaps}"], "has 235 channel files", "the run found 240");
        Assert.Null(run.Line(line => line.StartsWith("select:", StringComparison.Ordinal)));

        await helped.MustEndAsync(run);
        var said = (await run.EndAsync()).Output.Where(line => line.Contains("takes no part", StringComparison.Ordinal));
        Assert.Equal(3, said.Count());

        async Task RefusedAsync(int code, string[] more, params string[] words) =>
            (await HpaProcess.RunAsync(helped.HelperCommand(more))).MustComplain(code, words);
    }

    [Theory]
    [InlineData("127.0.0.1:9", 1, "nobody listens at 127.0.0.1:9")]
    [InlineData("nowhere.invalid:4053", 1, "nowhere.invalid:4053: no machine of that name")]
    [InlineData("127.0.0.1", 2, "write HOST:PORT")]
    [InlineData("127.0.0.1:port", 2, "write HOST:PORT")]
    public async Task A_seed_where_nothing_is_gives_one_line(string seed, int code, string words) =>
        (await HpaProcess.RunAsync("node", "--seed", seed, "--work", shared.NewPath("node"))).MustComplain(code, words);

    [Fact]
    public async Task A_role_that_is_none_gives_one_line() =>
        (await HpaProcess.RunAsync("node", "--seed", "127.0.0.1:9", "--role", "dance")).MustComplain(2, "--role dance", "extract, select");
}

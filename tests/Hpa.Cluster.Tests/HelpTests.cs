using Hpa.Host.Tests.Processes;

namespace Hpa.Cluster.Tests;

/// <summary>Nodes that join a run in its middle and leave it again.</summary>
[Collection(LongRun.Collection)]
public sealed class HelpTests(LongRun shared)
{
    /// <summary>Many subsets of blocks that are quick to extract.</summary>
    private const string Selection = """
        hpa {
          images.combinations = [rrr, ggg, bbb, yyy, rgb, ygb]
          backbones.catalogue.squeezenet1_1.input = 32
          selection { validation = k-fold, population = 64, generations = 30, stall-generations = 0, searches = [] }
        }
        """;

    [Fact]
    public async Task Helpers_join_in_the_middle_and_leave_before_the_end_and_the_result_is_the_same()
    {
        var helped = await shared.NewSlowRunAsync();
        await using var run = await helped.BeginAsync();
        await using var stays = helped.Help();
        await using var leaves = helped.Help();
        await using var stopped = helped.Help();
        await stopped.SeeLineAsync(line => line.StartsWith("joins the run", StringComparison.Ordinal));
        await stopped.SignalAsync("TERM");
        Assert.StartsWith("left ", (await stopped.EndAsync()).MustBeDone().Output[^1], StringComparison.Ordinal);
        await leaves.SeeLineAsync(HelpedRun.Extracts);
        await leaves.SignalAsync("TERM");
        Assert.StartsWith("left the run", (await leaves.EndAsync()).MustBeDone().Output[^1], StringComparison.Ordinal);

        Assert.False(run.Wrote("select:"), "the helper left after the extraction");
        await stays.SeeLineAsync(HelpedRun.Extracts);
        await helped.MustEndAsync(run);
        Assert.Contains((await stays.EndAsync()).MustBeDone().Output, line => line.StartsWith("the run is finished", StringComparison.Ordinal));
        Assert.DoesNotContain("are done again", string.Join('\n', (await run.EndAsync()).Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_helper_that_only_selects_measures_subsets_and_the_result_is_the_same()
    {
        var settings = shared.SettingsWith(Selection);
        var alone = new HelpedRun(shared, new RunFiles(shared.NewPath("alone")), [], settings);
        await using var undisturbed = HpaProcess.Start(alone.Command());
        (await undisturbed.EndAsync()).MustBeDone();

        var helped = new HelpedRun(shared, new RunFiles(shared.NewPath("run")), [], settings);
        await using var run = await helped.BeginAsync();
        await using var helper = helped.Help("--role", "select");
        (await run.EndAsync()).MustBeDone();
        helped.Files.MustEqual(alone.Files);

        var ended = (await helper.EndAsync()).MustBeDone();
        Assert.Contains(ended.Output, line => line.StartsWith("measured here:", StringComparison.Ordinal));
        Assert.DoesNotContain(ended.Output, HelpedRun.Extracts);
    }
}

using Hpa.Host.Tests.Processes;

namespace Hpa.Cluster.Tests;

/// <summary>Nodes that join a run in its middle, and those that leave it.</summary>
[Collection(LongRun.Collection)]
public sealed class HelpTests(LongRun shared)
{
    [Fact]
    public async Task A_helper_joins_in_the_middle_and_the_result_is_the_same()
    {
        var helped = shared.NewRun();
        await using var run = await helped.BeginAsync();
        await run.SeeAsync(_ => File.Exists(helped.Files.File("features/image/part-00001.parquet")));
        await using var helper = await helped.HelpInTheMidstAsync();
        await helped.MustEndAsync(run);

        var ended = (await helper.EndAsync()).MustBeDone();
        Assert.Contains(ended.Output, line => line.Contains("the run is finished", StringComparison.Ordinal));
    }
}

using Hpa.Host.Tests.Processes;

namespace Hpa.Host.Tests.Server;

/// <summary>A run that another program watches over.</summary>
[Collection(TinyRun.Collection)]
public sealed class SupervisionTests(TinyRun tiny)
{
    [Fact]
    public async Task It_tells_news_as_json_leaves_signals_to_the_other_and_ends_in_order_when_its_input_is_closed()
    {
        var run = tiny.NewRun();
        await using var process = HpaProcess.Start([.. tiny.Run(run), "--progress", "json", "--while-stdin-open"]);
        Assert.True(await process.SeeAsync(p => p.Wrote("{\"step\":{\"title\":\"extract\"")));
        await process.SignalAsync("INT");
        await process.SignalAsync("TERM");
        Assert.True(await process.SeeAsync(p => p.Wrote("{\"step\":{\"title\":\"select\"")));
        process.CloseInput();

        (await process.EndAsync()).MustComplain(1, "stopped; the same command continues");
        (await HpaProcess.RunAsync(tiny.Run(run))).MustBeDone();
        run.MustEqual(tiny.Reference);
    }
}

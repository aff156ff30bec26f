using System.Diagnostics;
using Hpa.Host.Tests.Processes;

namespace Hpa.Host.Tests;

/// <summary>Ctrl-C and a polite request to end.</summary>
[Collection(TinyRun.Collection)]
public sealed class SignalTests(TinyRun tiny)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan InTheMidst = TimeSpan.FromSeconds(2.5);

    [Theory]
    [InlineData("INT", "journal.db", "")]
    [InlineData("TERM", "features/image/part-00002.parquet", "")]
    [InlineData("TERM", "", "select:")]
    [InlineData("INT", "", "evaluate:")]
    public async Task A_signal_ends_the_run_in_order_and_the_same_command_continues_it(string signal, string file, string line)
    {
        var run = tiny.NewRun();
        await using var process = HpaProcess.Start(tiny.Run(run));
        Assert.True(await process.SeeAsync(p => file.Length > 0 ? File.Exists(run.File(file)) : p.Wrote(line)));
        var sent = Stopwatch.GetTimestamp();
        await process.SignalAsync(signal);
        var ended = await process.EndAsync();

        ended.MustComplain(1, "stopped; the same command continues");
        Assert.True(Stopwatch.GetElapsedTime(sent) < Soon);
        (await HpaProcess.RunAsync(tiny.Run(run))).MustBeDone();
        run.MustEqual(tiny.Reference);
    }

    [Fact]
    public async Task A_signal_does_not_wait_for_a_long_calculation()
    {
        var run = tiny.NewRun();
        // Loading a network runs it once: with this batch that alone takes far longer than the test allows.
        var settings = tiny.SettingsWith("hpa.backbones { use = [resnet18], batch = 128, memory-budget-mib = 100000, catalogue.resnet18.input = 512 }");
        await using var process = HpaProcess.Start("run", settings, "--out", run.Path);
        Assert.True(await process.SeeAsync(_ => File.Exists(run.File("hpa.log"))));
        await Task.Delay(InTheMidst);
        var sent = Stopwatch.GetTimestamp();
        await process.SignalAsync("INT");

        (await process.EndAsync()).MustComplain(1, "stopped; the same command continues");
        Assert.True(Stopwatch.GetElapsedTime(sent) < Soon);
    }
}

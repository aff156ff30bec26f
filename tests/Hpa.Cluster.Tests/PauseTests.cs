using Hpa.Contracts.Runs;

namespace Hpa.Cluster.Tests;

/// <summary>
/// A helper that stands still for longer than the others' patience, as a laptop that was closed: the run goes on without it, and what
/// it brings afterwards does not count. HPA_CUTS in the environment sets how often.
/// </summary>
[Collection(LongRun.Collection)]
public sealed class PauseTests(LongRun shared)
{
    private const int MaxDelay = 1500;

    public static TheoryData<int> Cuts => [.. HelpedRun.Count("HPA_CUTS", 1)];

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task The_run_goes_on_without_a_helper_that_stands_still_and_the_helper_ends(int cut)
    {
        var helped = shared.NewRun(shared.Hurry);
        await using var run = await helped.BeginAsync();
        await using var helper = await helped.HelpInTheMidstAsync();
        await Task.Delay(new CounterRandom(9).At((ulong)cut).NextInt(MaxDelay));
        await helper.SignalAsync("STOP");
        await run.SeeLineAsync(line => line.EndsWith(" has left", StringComparison.Ordinal));
        await helper.SignalAsync("CONT");

        (await helper.EndAsync()).MustComplain(1, "the run", "start the same command again");
        await helped.MustEndAsync(run);
    }
}

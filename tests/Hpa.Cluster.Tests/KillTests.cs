using Hpa.Contracts.Runs;
using Hpa.Host.Tests.Processes;

namespace Hpa.Cluster.Tests;

/// <summary>
/// SIGKILL of one of three nodes at a moment while all of them are at work; the run ends with the bytes of one that nothing disturbed.
/// HPA_KILLS in the environment sets how often.
/// </summary>
[Collection(LongRun.Collection)]
public sealed class KillTests(LongRun shared)
{
    private const int MaxDelay = 4000;

    public static TheoryData<int> Kills => [.. HelpedRun.Count("HPA_KILLS", 3)];

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task A_run_of_three_nodes_of_which_one_is_killed_ends_with_the_same_bytes(int kill)
    {
        var random = new CounterRandom(7).At((ulong)kill);
        // In turns, so that few kills meet both the run's own node and a helper.
        var victim = kill % 3;
        var delay = random.NextInt(MaxDelay);
        var helped = shared.NewRun(shared.Hurry);
        await using var run = await helped.BeginAsync();
        await using var first = helped.Help();
        await using var second = helped.Help();
        await first.SeeLineAsync(HelpedRun.Extracts);
        await second.SeeLineAsync(HelpedRun.Extracts);
        await Task.Delay(delay);
        HpaProcess[] nodes = [run, first, second];
        nodes[victim].Kill();
        await nodes[victim].EndAsync();

        if (victim > 0)
        {
            await helped.MustEndAsync(run);
            (await nodes[3 - victim].EndAsync()).MustBeDone();
        }
        else
        {
            await MustGoOnAsync(helped, [first, second]);
        }
    }

    /// <summary>Without the run, helpers end by themselves; the same command goes on, with new ones.</summary>
    private static async Task MustGoOnAsync(HelpedRun helped, HpaProcess[] orphans)
    {
        foreach (var orphan in orphans) (await orphan.EndAsync()).MustComplain(1, "the run", "start the same command again");
        await using var again = await helped.BeginAsync();
        await using var helper = helped.Help();
        await helped.MustEndAsync(again);
        (await helper.EndAsync()).MustBeDone();
    }
}

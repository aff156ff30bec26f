using Hpa.Contracts.Runs;

namespace Hpa.Cluster.Tests;

/// <summary>
/// The network between the run and its helper breaks while both are at work: the side with the journal goes on alone, the other ends.
/// HPA_CUTS in the environment sets how often.
/// </summary>
[Collection(LongRun.Collection)]
public sealed class PartitionTests(LongRun shared)
{
    private const int MaxDelay = 1500;

    public static TheoryData<int> Cuts => [.. HelpedRun.Count("HPA_CUTS", 1)];

    [NetworksTheory]
    [MemberData(nameof(Cuts))]
    public async Task When_the_network_breaks_the_run_ends_alone_with_the_same_bytes_and_the_helper_ends(int cut)
    {
        await using var networks = await TwoNetworks.CreateAsync();
        var helped = shared.NewRun(shared.Hurry, await Certificates.MakeAsync(shared));
        await using var run = await helped.InvitedAsync(networks.StartInFirst(helped.Command(TwoNetworks.First)));
        await using var helper = networks.StartInSecond(helped.HelperCommand("--listen", TwoNetworks.Second));
        await helper.SeeLineAsync(HelpedRun.Extracts);
        await Task.Delay(new CounterRandom(13).At((ulong)cut).NextInt(MaxDelay));
        await networks.CutAsync();

        (await helper.EndAsync()).MustComplain(1, "the run", "start the same command again");
        await run.SeeLineAsync(line => line.EndsWith(" has left", StringComparison.Ordinal));
        await helped.MustEndAsync(run);
    }
}

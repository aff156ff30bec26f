using System.Net;
using System.Net.Sockets;
using Hpa.Contracts.Runs;

namespace Hpa.Cluster.Tests;

/// <summary>A stranger's bytes at the port where nodes talk to each other do no harm.</summary>
[Collection(LongRun.Collection)]
public sealed class StrangerTests(LongRun shared)
{
    private const int Payloads = 1000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_thousand_random_payloads_do_not_change_the_result(bool tls)
    {
        string[] cluster = tls ? [await Certificates.MakeAsync(shared)] : [];
        var helped = shared.NewRun(cluster);
        await using var run = await helped.BeginAsync();
        await using var helper = await helped.HelpInTheMidstAsync();
        var seed = IPEndPoint.Parse(helped.Seed);
        for (var i = 0; i < Payloads; i++)
            await SendAsync(seed, StrangeBytes.Of(new CounterRandom(11).At((ulong)i), seed.Port));
        Assert.False(run.Wrote("select:"), "the extraction was over before all payloads were sent");

        await helped.MustEndAsync(run);
        (await helper.EndAsync()).MustBeDone();
    }

    private static async Task SendAsync(IPEndPoint to, byte[] payload)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(to);
        try
        {
            await client.GetStream().WriteAsync(payload);
        }
        catch (IOException)
        {
            // It has hung up on the first bytes, as it may.
        }
    }
}

using Hpa.Host.Tests.Processes;

namespace Hpa.Host.Tests.Server;

/// <summary>Servers that are killed or asked to end in the middle of a run.</summary>
[Collection(TinyRun.Collection)]
public sealed class ServerKillTests(TinyRun tiny)
{
    [Fact]
    public async Task After_a_kill_and_an_orderly_end_everything_goes_on_and_nothing_is_done_twice()
    {
        var data = ServerFixture.NewData(tiny);
        string[] ids;
        await using (var server = await HpaServer.StartAsync(data))
        {
            ids = await SubmitFourAsync(server);
            var shard = Path.Combine(data, "runs", ids[0], "features", "image", "part-00002.parquet");
            Assert.True(await server.Process.SeeAsync(_ => File.Exists(shard)));
            server.Process.Kill();
            Assert.Equal(Ended.Killed, (await server.Process.EndAsync()).Code);
        }

        await using (var server = await HpaServer.StartAsync(data))
        {
            Assert.Equal(ids, await SubmitFourAsync(server));
            await server.UntilPhaseAsync(ids[1], "running");
            await server.Process.SignalAsync("TERM");
            (await server.Process.EndAsync()).MustBeDone();
        }

        await using (var server = await HpaServer.StartAsync(data))
        {
            foreach (var id in ids) await server.UntilPhaseAsync(id, "finished");
            Assert.Equal(ids, (await server.GetAsync("api/v1/runs")).EnumerateArray().Select(run => run.GetProperty("id").GetString()));
        }

        Assert.Equal(ids, Directory.GetDirectories(Path.Combine(data, "runs")).Select(Path.GetFileName).Order());
        var undisturbed = new RunFiles(Path.Combine(data, "runs", ids[3]));
        Assert.Equal(60, undisturbed.Rows().Length);
        foreach (var id in ids) new RunFiles(Path.Combine(data, "runs", id)).MustEqual(undisturbed);
    }

    private static async Task<string[]> SubmitFourAsync(HpaServer server)
    {
        var ids = new string[4];
        for (var i = 0; i < ids.Length; i++) ids[i] = await server.SubmitAsync("same", HpaServer.QuickSettings, $"key-{i}");
        return ids;
    }
}

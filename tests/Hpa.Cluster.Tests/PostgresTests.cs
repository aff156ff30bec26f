using Hpa.Host.Tests.Processes;

namespace Hpa.Cluster.Tests;

/// <summary>The journal in PostgreSQL instead of SQLite.</summary>
[Collection(LongRun.Collection)]
public sealed class PostgresTests(LongRun shared)
{
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(10);

    [PostgresFact]
    public async Task A_run_with_its_journal_in_PostgreSQL_is_killed_continued_and_ends_with_the_same_bytes()
    {
        await using var server = await PostgresServer.CreateAsync();
        var helped = shared.NewRun(Settings(server));
        await using (var killed = await helped.BeginAsync())
        {
            await InTheMidst(killed, helped);
            killed.Kill();
            Assert.Equal(Ended.Killed, (await killed.EndAsync()).Code);
        }

        var committed = helped.Files.Shards().Length;
        await using var run = await helped.BeginAsync();
        await helped.MustEndAsync(run);
        Assert.InRange(committed, 1, helped.Files.Shards().Length - 1);
        Assert.False(File.Exists(helped.Files.File("journal.db")));
    }

    [PostgresFact]
    public async Task A_server_that_goes_away_for_a_while_only_delays_the_run()
    {
        await using var server = await PostgresServer.CreateAsync();
        var helped = shared.NewRun(Settings(server));
        await using var run = await helped.BeginAsync();
        await InTheMidst(run, helped);
        await server.StopAsync();
        await Task.Delay(Away);
        await server.StartAsync();

        await helped.MustEndAsync(run);
    }

    [PostgresFact]
    public async Task A_run_begun_with_SQLite_does_not_move_to_PostgreSQL()
    {
        await using var server = await PostgresServer.CreateAsync();
        var begun = shared.NewRun();
        Folders.Copy(shared.Reference.Path, begun.Files.Path);
        string[] command = [.. begun.Command(), "--cluster", Settings(server)];

        (await HpaProcess.RunAsync(command)).MustComplain(1, begun.Files.Path, "journal.db", "PostgreSQL", "another --out");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_said_in_one_line()
    {
        var nowhere = shared.Write("postgres.conf", "hpa.nodes.journal.postgres = \"Host=127.0.0.1;Port=9;Username=hpa;Timeout=5\"\n");
        (await HpaProcess.RunAsync(shared.NewRun(nowhere).Command())).MustComplain(1, "PostgreSQL", "the same command again");
    }

    private static async Task InTheMidst(HpaProcess run, HelpedRun helped) =>
        Assert.True(await run.SeeAsync(_ => File.Exists(helped.Files.File("features/image/part-00006.parquet"))));

    private string Settings(PostgresServer server) => shared.Write("postgres.conf", $"hpa.nodes.journal.postgres = \"{server.Connection}\"\n");
}

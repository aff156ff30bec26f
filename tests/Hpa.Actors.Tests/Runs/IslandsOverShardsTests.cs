using Akka.Actor;
using Akka.Cluster.Sharding;
using Hpa.Actors.Runs;
using Hpa.Actors.Selection;
using Hpa.Actors.Tests.Datasets;
using Hpa.Actors.Tests.Selection;
using Hpa.Contracts.Features;
using Hpa.Contracts.Selection;
using Microsoft.Data.Sqlite;

namespace Hpa.Actors.Tests.Runs;

public sealed class IslandsOverShardsTests : IDisposable
{
    private static readonly string[] Studies = [.. Islands.Studies.Select(study => study.Name.ToString())];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Interrupted_and_continued_the_islands_leave_the_files_they_leave_in_one_go()
    {
        await SelectAsync("whole", stopAfter: int.MaxValue);
        var expected = Files("whole");

        // Each go dies in the middle of a generation, the last one ends.
        var goes = 0;
        while (!await SelectAsync("parts", stopAfter: 20)) goes++;

        Assert.InRange(goes, 2, 30);
        Assert.Equal(9, expected.Length);
        Assert.Equal(expected, Files("parts"));
        foreach (var study in Studies)
        {
            var reports = Islands.Reports(Islands.Two, study).OrderBy(r => r.Generation).ThenBy(r => r.Key.Island);
            Assert.Equal(reports.Select(r => r.Population[0].Fitness), new StudyFiles(_folder["whole"], study).ReadHistory().Select(row => row.Best));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task However_many_classifiers_measure_the_files_are_those_of_a_plain_loop(int classifiers)
    {
        Assert.True(await SelectAsync("run", int.MaxValue, Islands.Stalling, classifiers));

        foreach (var study in Studies)
        {
            var model = IslandModel.Run(Islands.Stalling, 1, study, Islands.Costs, genome => Islands.Fitness(study, genome));
            var files = new StudyFiles(_folder["run"], study);
            Assert.Equal(model.History, files.ReadHistory());
            Assert.Equal(model.Asked.OrderBy(i => i.Genome), files.ReadEvaluations(Islands.Genes).Sorted());
            Assert.Equal(Names(model.Best), files.ReadChosen());
            Assert.Equal(model.Islands.Select(island => Names(island[0])), files.ReadIslands());
        }
    }

    [Fact]
    public async Task Islands_on_two_nodes_leave_the_files_that_they_leave_on_one()
    {
        await SelectAsync("one", int.MaxValue, Islands.Stalling);
        await SelectAsync("two", int.MaxValue, Islands.Stalling, nodes: 2);

        Assert.Equal(Files("one"), Files("two"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("UPDATE snapshot SET snapshot = substr(snapshot, 1, length(snapshot) - 9) || zeroblob(9)")]
    [InlineData("DELETE FROM snapshot")]
    public async Task Killed_after_a_snapshot_islands_go_on_whether_it_is_whole_damaged_or_gone(string? damage)
    {
        var settings = Islands.Two with { Islands = 1, Population = 8, Mutation = 0.3, Generations = IslandActor.SnapshotEvery + 15 };
        await SelectAsync("whole", int.MaxValue, settings);
        var measured = new StudyFiles(_folder["whole"], Studies[0]).ReadEvaluations(Islands.Genes).Evaluated;
        Assert.False(await SelectAsync("parts", measured - 5, settings));

        await using (var connection = new SqliteConnection($"Data Source={_folder["parts/journal.db"]}"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM snapshot";
            Assert.NotEqual(0L, await command.ExecuteScalarAsync());
            command.CommandText = damage ?? "SELECT 1";
            await command.ExecuteNonQueryAsync();
        }

        Assert.True(await SelectAsync("parts", int.MaxValue, settings));
        Assert.Equal(Files("whole"), Files("parts"));
    }

    [Fact]
    public async Task A_generation_too_large_for_the_journal_fails_the_selection_with_the_key_to_change()
    {
        var settings = Islands.Two with { Islands = 1, Population = 6000, Generations = 1 };

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => SelectAsync("large", int.MaxValue, settings));
        Assert.Contains("hpa.selection.population smaller", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Whether the selection came to its end before so many subsets were measured.</summary>
    private async Task<bool> SelectAsync(string run, int stopAfter, GeneticSettings? other = null, int classifiers = 2, int nodes = 1)
    {
        Directory.CreateDirectory(_folder[run]);
        var settings = other ?? Islands.Two;
        var runs = new NodeRuns();
        runs.Open("run", Islands.IslandPlan(settings));
        await using var node = await ClusterOfOne.StartAsync(_folder[$"{run}/journal.db"], runs);
        await using var second = nodes > 1 ? await ClusterOfOne.JoinAsync(node, _folder[$"{run}/journal.db"], runs) : null;
        while ((await node.Regions.Islands.Ask<CurrentRegions>(GetCurrentRegions.Instance)).Regions.Count < nodes)
        {
            // Islands that start before the other node's region is known would all stay here.
        }

        var ended = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var plan = Islands.Plan(_folder[run], settings);
        node.System.ActorOf(Props.Create(() => new Run(plan, node.Regions.Islands, classifiers, stopAfter, ended)));
        var finished = await ended.Task.WaitAsync(TimeSpan.FromSeconds(60));
        if (second is not null)
            Assert.NotEmpty((await second.Regions.Islands.Ask<CurrentShardRegionState>(GetShardRegionState.Instance)).Shards);
        return finished;
    }

    private static IEnumerable<BlockName> Names(Individual individual) =>
        individual.Genome.Chosen().Select(gene => Islands.Blocks[Islands.Studies[0].Blocks[gene]]);

    private string[] Files(string run) =>
        [.. Directory.GetFiles(_folder[$"{run}/selection"], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    /// <summary>Stands where the run stands: has the selection and its classifiers.</summary>
    private sealed class Run : ReceiveActor
    {
        public Run(SelectionPlan plan, IActorRef islands, int count, int stopAfter, TaskCompletionSource<bool> ended)
        {
            var left = new Countdown(stopAfter);
            var classifiers = Enumerable.Range(0, count).Select(_ => Context.ActorOf(Props.Create(() => new Adder(left, ended)))).ToArray();
            Context.ActorOf(SelectionActor.Props(plan, islands, classifiers));
            Receive<SelectionActor.SelectionFinished>(_ => ended.TrySetResult(true));
            Receive<SelectionActor.SelectionFailed>(failed => ended.TrySetException(new InvalidOperationException(failed.Reason)));
        }
    }

    /// <summary>Measures subsets until the count is down, then stays silent.</summary>
    private sealed class Adder : ReceiveActor
    {
        public Adder(Countdown left, TaskCompletionSource<bool> ended) => Receive<EvaluateSubset>(ask =>
        {
            if (left.Next()) Sender.Tell(Islands.Measure(ask));
            else ended.TrySetResult(false);
        });
    }

    private sealed class Countdown(int from)
    {
        private int _left = from;

        public bool Next() => Interlocked.Decrement(ref _left) >= 0;
    }
}

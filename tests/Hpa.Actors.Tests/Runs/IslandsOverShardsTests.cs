using Akka.Actor;
using Hpa.Actors.Runs;
using Hpa.Actors.Selection;
using Hpa.Actors.Tests.Datasets;
using Hpa.Actors.Tests.Selection;
using Hpa.Contracts.Selection;

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

    [Fact]
    public async Task A_generation_too_large_for_the_journal_fails_the_selection_with_the_key_to_change()
    {
        var settings = Islands.Two with { Islands = 1, Population = 6000, Generations = 1 };

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => SelectAsync("large", int.MaxValue, settings));
        Assert.Contains("hpa.selection.population smaller", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Whether the selection came to its end before so many subsets were measured.</summary>
    private async Task<bool> SelectAsync(string run, int stopAfter, GeneticSettings? other = null)
    {
        Directory.CreateDirectory(_folder[run]);
        var settings = other ?? Islands.Two;
        var runs = new NodeRuns();
        runs.Open("run", Islands.IslandPlan(settings));
        await using var node = await ClusterOfOne.StartAsync(_folder[$"{run}/journal.db"], runs);
        var ended = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var plan = Islands.Plan(_folder[run], settings);
        node.System.ActorOf(Props.Create(() => new Run(plan, node.Regions.Islands, stopAfter, ended)));
        return await ended.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    private string[] Files(string run) =>
        [.. Directory.GetFiles(_folder[$"{run}/selection"], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    /// <summary>Stands where the run stands: has the selection and its classifiers.</summary>
    private sealed class Run : ReceiveActor
    {
        public Run(SelectionPlan plan, IActorRef islands, int stopAfter, TaskCompletionSource<bool> ended)
        {
            var left = new Countdown(stopAfter);
            var classifiers = Enumerable.Range(0, 2).Select(_ => Context.ActorOf(Props.Create(() => new Adder(left, ended)))).ToArray();
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

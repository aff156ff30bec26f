using Akka.Actor;
using Hpa.Actors.Server;
using Hpa.Contracts.Server;

namespace Hpa.Actors.Tests.Server;

/// <summary>The queue with a journal and with processes that end when the test says so.</summary>
public sealed class RunQueueActorTests() : ActorTest("""
    akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
    """)
{
    private readonly Launcher _launcher = new();

    [Fact]
    public void The_next_run_begins_when_the_one_before_is_done()
    {
        var queue = Start();
        var first = Submit(queue, "a");
        var second = Submit(queue, "b");
        var process = _launcher.Expect(first);
        process.End(new RunEnd(true, ""));

        _launcher.Expect(second);
        Assert.Equal([RunPhase.Finished, RunPhase.Running], Phases(queue));
    }

    [Fact]
    public void A_run_whose_process_fails_says_why_and_the_next_one_begins()
    {
        var queue = Start();
        var first = Submit(queue, "a");
        var second = Submit(queue, "b");
        _launcher.Expect(first).End(new RunEnd(false, "disk full"));

        _launcher.Expect(second);
        Assert.Equal("disk full", List(queue)[0].Reason);
    }

    [Fact]
    public void Pausing_stops_the_process_and_resuming_begins_another()
    {
        var queue = Start();
        var run = Submit(queue, "a");
        var process = _launcher.Expect(run);
        Tell(queue, new PauseRun(run));
        process.MustBeStopped();
        Tell(queue, new ResumeRun(run));
        process.End(new RunEnd(false, "stopped"));

        _launcher.Expect(run);
        Assert.Equal([RunPhase.Running], Phases(queue));
    }

    [Fact]
    public void A_canceled_run_gives_its_turn_away_when_its_process_has_ended()
    {
        var queue = Start();
        var first = Submit(queue, "a");
        var second = Submit(queue, "b");
        var process = _launcher.Expect(first);
        Tell(queue, new CancelRun(first));
        process.MustBeStopped();
        Assert.Equal([RunPhase.Canceled, RunPhase.Queued], Phases(queue));
        process.End(new RunEnd(false, "stopped"));

        _launcher.Expect(second);
    }

    [Fact]
    public void A_server_that_was_killed_goes_on_with_what_it_had()
    {
        var queue = Start();
        var ids = new[] { "a", "b", "c" }.Select(name => Submit(queue, name)).ToArray();
        _launcher.Expect(ids[0]);
        Tell(queue, new PauseRun(ids[1]));
        var before = List(queue);
        Watch(queue);
        Sys.Stop(queue);
        ExpectTerminated(queue);

        var again = Start();
        _launcher.Expect(ids[0]).End(new RunEnd(true, ""));
        _launcher.Expect(ids[2]);
        Assert.Equal(before.Select(run => run with { Phase = default }).Skip(1).Take(1), List(again).Select(run => run with { Phase = default }).Skip(1).Take(1));
        Assert.Equal([RunPhase.Finished, RunPhase.Paused, RunPhase.Running], Phases(again));
    }

    [Fact]
    public void A_server_that_goes_down_stops_the_processes_and_begins_none()
    {
        var queue = Start();
        var first = Submit(queue, "a");
        Submit(queue, "b");
        var process = _launcher.Expect(first);
        queue.Tell(new RunQueueActor.Drain());
        process.MustBeStopped();
        process.End(new RunEnd(false, "stopped"));

        ExpectMsg<RunQueueActor.Drained>();
        Assert.Equal([RunPhase.Running, RunPhase.Queued], Phases(queue));
        Assert.Equal(0, _launcher.Begun);
    }

    private IActorRef Start() => Sys.ActorOf(RunQueueActor.Props(_launcher, 1, TimeProvider.System));

    private string Submit(IActorRef queue, string name) => Tell(queue, new SubmitRun(name, "plates", "", "")).Id;

    private QueuedRun Tell(IActorRef queue, IQueueCommand command)
    {
        queue.Tell(command);
        return ExpectMsg<QueuedRun>();
    }

    private IReadOnlyList<QueuedRun> List(IActorRef queue)
    {
        queue.Tell(new RunQueueActor.ListRuns());
        return ExpectMsg<IReadOnlyList<QueuedRun>>();
    }

    private RunPhase[] Phases(IActorRef queue) => [.. List(queue).Select(run => run.Phase)];

    private sealed class Launcher : IRunLauncher
    {
        private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
        private readonly System.Collections.Concurrent.BlockingCollection<Begun> _begun = [];

        /// <summary>Processes that no test has expected.</summary>
        public int Begun => _begun.Count;

        public Task<RunEnd> RunAsync(QueuedRun run, CancellationToken stop)
        {
            var begun = new Begun(run.Id, stop);
            _begun.Add(begun);
            return begun.Ended.Task;
        }

        public Begun Expect(string id)
        {
            Assert.True(_begun.TryTake(out var begun, s_patience), $"{id} was not begun");
            Assert.Equal(id, begun.Id);
            return begun;
        }
    }

    private sealed record Begun(string Id, CancellationToken Stop)
    {
        private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

        public TaskCompletionSource<RunEnd> Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void End(RunEnd end) => Ended.SetResult(end);

        public void MustBeStopped() => Assert.True(Stop.WaitHandle.WaitOne(s_patience), $"{Id} was not stopped");
    }
}

using Hpa.Actors.Server;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Server;

namespace Hpa.Actors.Tests.Server;

public sealed class RunQueueStateTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000);

    private readonly RunQueueState _queue = new();

    [Fact]
    public void Runs_get_numbers_in_the_order_in_which_they_come()
    {
        Submit("a");
        Submit("b");

        Assert.Equal(["run-00001", "run-00002"], _queue.Runs.Select(run => run.Id));
        Assert.All(_queue.Runs, run => Assert.Equal(RunPhase.Queued, run.Phase));
    }

    [Fact]
    public void The_same_key_and_run_again_change_nothing()
    {
        Do(new SubmitRun("a", "plates", "x = 1", "key"));
        var again = _queue.Decide(new SubmitRun("a", "plates", "x = 1", "key"), At);

        Assert.Equal(new Decision("run-00001", null, null), again);
    }

    [Fact]
    public void The_same_key_for_another_run_is_refused()
    {
        Do(new SubmitRun("a", "plates", "x = 1", "key"));

        var refusal = _queue.Decide(new SubmitRun("a", "plates", "x = 2", "key"), At).Refusal!;
        Assert.Equal(RefusalKind.Invalid, refusal.Kind);
        Assert.Contains("run-00001", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_without_a_key_are_different_runs()
    {
        Submit("a");
        Submit("a");

        Assert.Equal(2, _queue.Runs.Count);
    }

    [Fact]
    public void As_many_are_due_as_may_be_worked_on_at_once()
    {
        foreach (var name in new[] { "a", "b", "c" }) Submit(name);

        Assert.Equal(["run-00001"], Due(1));
        Assert.Equal(["run-00001", "run-00002"], Due(2));
        Assert.Equal(["run-00002"], Due(2, "run-00001"));
        Assert.Empty(Due(1, "run-00001"));
    }

    [Fact]
    public void A_run_that_was_at_work_when_the_server_went_down_comes_first()
    {
        Submit("a");
        Submit("b");
        Do(new PauseRun("run-00001"));
        Do(new BeginTurn("run-00002"));
        Do(new ResumeRun("run-00001"));

        Assert.Equal(["run-00002", "run-00001"], Due(2));
    }

    [Fact]
    public void A_run_that_is_paused_at_work_keeps_the_machine_free()
    {
        Submit("a");
        Submit("b");
        Do(new BeginTurn("run-00001"));
        Do(new PauseRun("run-00001"));

        Assert.Empty(Due(1));
        Assert.Empty(Due(1, "run-00001"));
        Do(new ResumeRun("run-00001"));
        Assert.Equal(["run-00001"], Due(1));
    }

    [Fact]
    public void A_run_that_is_paused_while_it_waits_lets_others_pass()
    {
        Submit("a");
        Submit("b");
        Do(new PauseRun("run-00001"));

        Assert.Equal(["run-00002"], Due(1));
    }

    [Fact]
    public void A_canceled_run_gives_its_turn_away()
    {
        Submit("a");
        Submit("b");
        Do(new BeginTurn("run-00001"));
        Do(new PauseRun("run-00001"));
        Do(new CancelRun("run-00001"));

        Assert.Equal(["run-00002"], Due(1));
        Assert.Equal(At, _queue.Find("run-00001")!.Ended);
    }

    [Fact]
    public void A_run_that_is_retried_goes_to_the_end()
    {
        Submit("a");
        Submit("b");
        Do(new BeginTurn("run-00001"));
        Do(new EndRun("run-00001", false, "disk full"));
        Assert.Equal((RunPhase.Failed, "disk full"), (_queue.Find("run-00001")!.Phase, _queue.Find("run-00001")!.Reason));
        Do(new RetryRun("run-00001"));

        Assert.Equal(["run-00002", "run-00001"], Due(2));
        Assert.Equal("", _queue.Find("run-00001")!.Reason);
    }

    [Fact]
    public void A_process_that_comes_to_its_end_while_it_is_to_stop_has_done_the_run()
    {
        Submit("a");
        Do(new BeginTurn("run-00001"));
        Do(new PauseRun("run-00001"));
        Do(new EndRun("run-00001", true, ""));

        Assert.Equal(RunPhase.Finished, _queue.Find("run-00001")!.Phase);
        Assert.False(_queue.Find("run-00001")!.HoldsTurn);
    }

    [Fact]
    public void A_process_that_ends_after_the_run_was_canceled_changes_nothing()
    {
        Submit("a");
        Do(new BeginTurn("run-00001"));
        Do(new CancelRun("run-00001"));

        Assert.Null(_queue.Decide(new EndRun("run-00001", true, ""), At).Event);
    }

    [Fact]
    public void A_wish_that_is_fulfilled_already_changes_nothing()
    {
        Submit("a");
        Assert.Equal(new Decision("run-00001", null, null), _queue.Decide(new ResumeRun("run-00001"), At));
        Do(new PauseRun("run-00001"));
        Assert.Equal(new Decision("run-00001", null, null), _queue.Decide(new PauseRun("run-00001"), At));
        Do(new CancelRun("run-00001"));
        Assert.Equal(new Decision("run-00001", null, null), _queue.Decide(new CancelRun("run-00001"), At));
    }

    [Fact]
    public void What_cannot_be_is_refused_with_the_phase()
    {
        Submit("a");
        Assert.Contains("queued", Refused(new RetryRun("run-00001")), StringComparison.Ordinal);
        Do(new BeginTurn("run-00001"));
        Do(new EndRun("run-00001", true, ""));
        Assert.All(new IQueueCommand[] { new PauseRun("run-00001"), new ResumeRun("run-00001"), new CancelRun("run-00001") },
            command => Assert.Contains("finished", Refused(command), StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_that_is_not_there_is_not_found() => Assert.All(
        new IQueueCommand[] { new PauseRun("../x"), new ResumeRun("x"), new CancelRun(""), new RetryRun("run-00001") },
        command => Assert.Equal(RefusalKind.NotFound, _queue.Decide(command, At).Refusal!.Kind));

    [Fact]
    public void Any_order_of_wishes_leaves_a_queue_that_is_at_most_full()
    {
        var random = new CounterRandom(8);
        for (var step = 0; step < 2000; step++)
        {
            var id = $"run-{random.NextInt(6) + 1:D5}";
            Do(random.NextInt(8) switch
            {
                0 when _queue.Runs.Count < 6 => new SubmitRun($"{step}", "plates", "", ""),
                1 => new PauseRun(id),
                2 => new ResumeRun(id),
                3 => new CancelRun(id),
                4 => new RetryRun(id),
                5 => new EndRun(id, random.NextInt(2) == 0, "why"),
                _ => Due(2) is [var next, ..] ? new BeginTurn(next) : new PauseRun(id),
            });
            Assert.InRange(_queue.Runs.Count(run => run.Phase == RunPhase.Running || run.HoldsTurn), 0, 2);
            Assert.All(_queue.Runs, run => Assert.Equal(run.Phase == RunPhase.Failed, run.Reason.Length > 0));
            Assert.Equal(_queue.Runs.Count, _queue.Runs.Select(run => run.Place).Distinct().Count());
        }
    }

    private void Submit(string name) => Do(new SubmitRun(name, "plates", "", ""));

    private void Do(IQueueCommand command)
    {
        if (_queue.Decide(command, At).Event is { } change) _queue.Apply(change);
    }

    private string Refused(IQueueCommand command)
    {
        var decision = _queue.Decide(command, At);
        Assert.Equal((null, RefusalKind.Conflict), (decision.Event, decision.Refusal!.Kind));
        return decision.Refusal.Reason;
    }

    private string[] Due(int atOnce, params string[] busy) => [.. _queue.Due(atOnce, busy).Select(run => run.Id)];
}

using Akka.Actor;
using Akka.TestKit;
using Hpa.Actors.Runs;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Runs;

public sealed class RunGuardActorTests : ActorTest
{
    private static readonly BeginRun Begin = new(Stage.Report, Again: false);

    private readonly TestProbe _run;
    private readonly TestProbe _notices;
    private readonly IActorRef _guard;

    public RunGuardActorTests()
    {
        _run = CreateTestProbe();
        _notices = CreateTestProbe();
        Sys.EventStream.Subscribe(_notices, typeof(RunNotice));
        _guard = Sys.ActorOf(Inline(RunGuardActor.Props(Inline(Props.Create(() => new Run(_run))), TimeSpan.FromMinutes(1))));
        _guard.Tell(Begin, TestActor);
    }

    [Fact]
    public void The_run_is_told_to_begin_and_its_answer_passed_on()
    {
        Assert.Equal(Begin, _run.ExpectMsg<BeginRun>());
        _run.Reply(new RunFinished(3));

        Assert.Equal(new RunFinished(3), ExpectMsg<RunFinished>());
    }

    [Fact]
    public void A_run_that_fails_is_not_tried_again()
    {
        _run.ExpectMsg<BeginRun>();
        _run.Reply(new RunFailed("no weights", Settings: true));

        Assert.Equal(new RunFailed("no weights", Settings: true), ExpectMsg<RunFailed>());
        Pass(TimeSpan.FromHours(1));
        Assert.False(_run.HasMessages);
    }

    [Fact]
    public void While_the_journal_is_away_the_run_is_started_anew_at_growing_intervals()
    {
        foreach (var seconds in new[] { 1, 2, 4, 8, 16 })
        {
            _run.ExpectMsg<BeginRun>();
            _run.Reply(new RunGuardActor.JournalAway("refused"));
            Pass(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Assert.False(_run.HasMessages);
            Pass(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(Begin, _run.ExpectMsg<BeginRun>());
        Assert.StartsWith("the journal cannot be reached (refused), trying again", _notices.ExpectMsg<RunNotice>().Line, StringComparison.Ordinal);
        _run.Reply(new RunGuardActor.JournalReached());
        Assert.StartsWith("the journal can be reached again", _notices.ExpectMsg<RunNotice>().Line, StringComparison.Ordinal);
        _run.Reply(new RunFinished(0));
        ExpectMsg<RunFinished>();
        Assert.False(_notices.HasMessages);
    }

    [Fact]
    public void When_patience_is_at_an_end_the_run_fails_with_the_reason()
    {
        Away(1, 2, 4, 8, 16, 30, 30);

        Assert.Contains("the journal cannot be reached (refused) and hpa.runs.journal-patience is at an end", ExpectMsg<RunFailed>().Reason, StringComparison.Ordinal);
        Pass(TimeSpan.FromHours(1));
        Assert.False(_run.HasMessages);
    }

    [Fact]
    public void A_journal_that_was_back_for_a_while_has_all_patience_again()
    {
        Away(1, 2, 4, 8, 16);
        _run.ExpectMsg<BeginRun>();
        _run.Reply(new RunGuardActor.JournalReached());
        Pass(TimeSpan.FromMinutes(1));
        _run.Reply(new RunGuardActor.JournalAway("refused"));
        Pass(TimeSpan.FromSeconds(1));
        Away(2, 4, 8, 16);

        Assert.False(HasMessages);
        _run.ExpectMsg<BeginRun>();
    }

    [Fact]
    public void A_journal_that_is_read_but_not_written_is_still_the_same_trouble()
    {
        for (var seconds = 1; seconds < 64; seconds *= 2)
        {
            _run.ExpectMsg<BeginRun>();
            _run.Reply(new RunGuardActor.JournalReached());
            _run.Reply(new RunGuardActor.JournalAway("refused"));
            Pass(TimeSpan.FromSeconds(Math.Min(seconds, 30)));
        }

        _run.ExpectMsg<BeginRun>();
        _run.Reply(new RunGuardActor.JournalAway("refused"));
        ExpectMsg<RunFailed>();
    }

    [Fact]
    public void A_run_that_stops_without_a_word_takes_the_guard_with_it()
    {
        Watch(_guard);
        _run.ExpectMsg<BeginRun>();
        _run.Reply(PoisonPill.Instance);

        ExpectTerminated(_guard);
    }

    private void Away(params int[] waits)
    {
        foreach (var wait in waits)
        {
            _run.ExpectMsg<BeginRun>();
            _run.Reply(new RunGuardActor.JournalAway("refused"));
            Pass(TimeSpan.FromSeconds(wait));
        }
    }

    /// <summary>Shows a probe what it is told, says to its parent what the probe answers, and stops where a run does.</summary>
    private sealed class Run : ReceiveActor
    {
        public Run(IActorRef probe)
        {
            Receive<BeginRun>(probe.Tell);
            ReceiveAny(answer =>
            {
                Context.Parent.Tell(answer);
                if (answer is RunGuardActor.JournalAway or RunFailed) Context.Stop(Self);
            });
        }
    }
}

using Akka.Actor;
using Hpa.Actors.Runs;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Runs;

/// <summary>What a run does when its journal does not take an event.</summary>
public abstract class RefusedRunTests(TinyRun tiny, Type journal) : ActorTest(Journals.Use(journal)), IClassFixture<TinyRun>
{
    protected abstract string Reason { get; }

    [Fact]
    public void An_event_that_is_not_recorded_fails_the_run_with_the_reason()
    {
        var run = Sys.ActorOf(RunActor.Props(tiny.Plan(journal.Name), new RunRegions(ActorRefs.Nobody, ActorRefs.Nobody, ActorRefs.Nobody)));
        run.Tell(new BeginRun(Stage.Extract, Again: false), TestActor);

        Assert.Contains(Reason, ExpectMsg<RunFailed>(TimeSpan.FromSeconds(20)).Reason, StringComparison.Ordinal);
    }
}

public sealed class FullRunJournalTests(TinyRun tiny) : RefusedRunTests(tiny, typeof(FullJournal))
{
    protected override string Reason => "journal.db cannot be written (no space left on device)";
}

public sealed class StrictRunJournalTests(TinyRun tiny) : RefusedRunTests(tiny, typeof(StrictJournal))
{
    protected override string Reason => "the event is too large";
}

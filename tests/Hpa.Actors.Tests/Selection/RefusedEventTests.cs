using Hpa.Actors.Selection;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Selection;

/// <summary>What an island does when its journal does not take an event.</summary>
public abstract class RefusedEventTests(Type journal) : ActorTest(Journals.Use(journal))
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    [Fact]
    public void An_event_that_is_not_recorded_fails_the_island_with_the_reason()
    {
        var coordinator = CreateTestProbe();
        var key = new IslandKey("run", "image", 0);
        var island = Sys.ActorOf(IslandActor.Props(key.ToString(), _ => Islands.IslandPlan(Islands.Two with { Islands = 1, Population = 8 }), _ => TestActor));
        Watch(island);
        island.Tell(new StartIsland(key, Islands.Genes, "fingerprint"), coordinator);
        object message;
        while ((message = coordinator.ReceiveOne(Long)) is EvaluateSubset ask)
            coordinator.Reply(new SubsetEvaluated(ask.Run, ask.Study, ask.Subset, Islands.Fitness(ask.Study, ask.Subset)));

        var failed = Assert.IsType<IslandFailed>(message);
        Assert.Contains(Reason, failed.Reason, StringComparison.Ordinal);
        Assert.Equal(Passing, failed.Passing);
        ExpectTerminated(island, Long);
    }

    protected abstract string Reason { get; }

    protected virtual bool Passing => false;
}

/// <summary>A journal that is out of reach.</summary>
public sealed class AwayIslandJournalTests : RefusedEventTests
{
    public AwayIslandJournalTests() : base(typeof(UnreachableJournal))
    {
    }

    protected override string Reason => "no answer";

    protected override bool Passing => true;
}

public sealed class FullJournalTests() : RefusedEventTests(typeof(FullJournal))
{
    protected override string Reason => "no space left on device";
}

public sealed class StrictJournalTests() : RefusedEventTests(typeof(StrictJournal))
{
    protected override string Reason => "the event is too large";
}

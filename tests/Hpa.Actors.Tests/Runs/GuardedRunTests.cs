using Akka.Actor;
using Akka.TestKit;
using Hpa.Actors.Features;
using Hpa.Actors.Runs;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Runs;

/// <summary>A run whose journal comes and goes.</summary>
public sealed class GuardedRunTests : ActorTest, IClassFixture<TinyRun>
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(10);

    private readonly TinyRun _tiny;
    private readonly TestProbe _node;
    private readonly TestProbe _batches;

    public GuardedRunTests(TinyRun tiny) : base(Journals.Use(typeof(AwayJournal)))
    {
        _tiny = tiny;
        _node = CreateTestProbe();
        _batches = CreateTestProbe();
    }

    [Fact]
    public void A_run_goes_on_from_its_journal_whenever_that_is_back()
    {
        var plan = _tiny.Plan("guarded");
        AwayJournal.Fail(writes: 1, reads: 2);
        var guard = Sys.ActorOf(RunGuardActor.Props(plan, new RunRegions(_node, ActorRefs.Nobody, Sys.ActorOf(OneWorkerDesk.Props(_batches)))));
        guard.Tell(new BeginRun(Stage.Extract, Again: false), TestActor);
        Open();
        _batches.Reply(Done(Sent(0)));
        Sent(1);
        var lost = Sent(2);
        AwaitCondition(() => ManifestFile.Read(plan.Folder.Features).Shards.Count == 1, Long, Often);
        AwayJournal.Fail(writes: 1, reads: 1);
        _batches.Reply(Done(lost));
        Sent(3);
        Open();

        foreach (var batch in new[] { 1, 2, 3 }) _batches.Reply(Done(Sent(batch)));
        Assert.Equal(new RunFinished(0), ExpectMsg<RunFinished>(Long));
        Assert.Equal(4, ManifestFile.Read(plan.Folder.Features).Shards.Count);
    }

    [Fact]
    public void A_journal_that_stays_away_fails_the_run_in_the_end()
    {
        AwayJournal.Fail(writes: int.MaxValue, reads: 0);
        var guard = Sys.ActorOf(RunGuardActor.Props(_tiny.Plan("away", "hpa.runs.journal-patience=2"), new RunRegions(_node, ActorRefs.Nobody, Sys.ActorOf(OneWorkerDesk.Props(_batches)))));
        guard.Tell(new BeginRun(Stage.Extract, Again: false), TestActor);

        AwaitCondition(() => Later(this), Long, Often);
        Assert.Contains("the journal cannot be reached (no answer)", ExpectMsg<RunFailed>().Reason, StringComparison.Ordinal);
    }

    /// <summary>Moves the clock until somebody has heard something.</summary>
    private bool Later(TestKitBase probe)
    {
        Pass(TimeSpan.FromSeconds(1));
        return probe.HasMessages;
    }

    private void Open()
    {
        AwaitCondition(() => Later(_node), Long, Often);
        _node.ExpectMsg<NodeActor.OpenExtraction>(Long);
        _node.Reply(new NodeActor.ExtractionOpened(new FeatureManifest(
            FeatureManifest.CurrentVersion, "as it is", new Dictionary<string, string> { ["device"] = "cpu" },
            [new BackboneRecord("tiny", new string('a', 64), true, 4)], [new BlockColumn(BlockName.Parse("image.tiny.rgb"), 4)], [])));
    }

    private ExtractBatch Sent(int batch)
    {
        var sent = _batches.ExpectMsg<ExtractBatch>(Long);
        Assert.Equal(batch, sent.Batch);
        return sent;
    }

    private static BatchExtracted Done(ExtractBatch sent) => new(
        sent.Run, sent.Batch, sent.Attempt, [new ShardEntry(Level.Image, $"part-{sent.Batch:D5}.parquet", 16, new string('c', 64))], [], sent.Images.Count);
}

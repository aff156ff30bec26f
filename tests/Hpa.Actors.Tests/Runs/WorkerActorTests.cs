using Akka.Actor;
using Akka.TestKit;
using Hpa.Actors.Runs;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Runs;

public sealed class WorkerActorTests : ActorTest
{
    private const string Name = "guest";

    private static readonly RunOffered Extraction = new("run", Stage.Extract, "/run", "s", "d", 4, "");
    private static readonly RunOffered Selection = new("islands", Stage.Select, "/run", "s", "d", 4, "key");
    private static readonly ChannelFiles Theirs = new(ImageId.Parse("a"), "/there/r", "/there/g", "/there/b", null);
    private static readonly ChannelFiles Ours = new(ImageId.Parse("a"), "/here/r", "/here/g", "/here/b", null);
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly TestProbe _desk;
    private readonly TestProbe _node;
    private readonly TestProbe _batches;
    private readonly TestProbe _run;
    private readonly IActorRef _worker;

    public WorkerActorTests()
    {
        (_desk, _node, _batches, _run) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        foreach (var kind in new[] { typeof(WorkerActor.HelpBegan), typeof(WorkerActor.HelpEnded) }) Sys.EventStream.Subscribe(TestActor, kind);
        var self = new Enrol(Name, "1.0", Extracts: true, Selects: true, Home: false);
        _worker = CreateTestProbe().ChildActorOf(Inline(WorkerActor.Props(self, _node, _batches, _desk.Ref)));
    }

    [Fact]
    public void It_enrols_until_the_desk_answers()
    {
        Pass(TimeSpan.Zero);
        Assert.Equal(Name, _desk.ExpectMsg<Enrol>().Worker);
        Pass(AskEvery);
        _desk.ExpectMsg<Enrol>();
        _worker.Tell(new Enrolled("/run"), _desk);
        Assert.Equal("/run", ExpectMsg<WorkerActor.HelpBegan>().Folder);
        Pass(AskEvery);

        Assert.False(_desk.HasMessages);
    }

    [Fact]
    public void A_refusal_a_dismissal_and_the_loss_of_the_desk_end_the_help()
    {
        _worker.Tell(new EnrolRefused("another version"), _desk);
        Assert.Contains("another version", ExpectMsg<WorkerActor.HelpEnded>(end => Assert.True(end.Failed)).Reason, StringComparison.Ordinal);
        _worker.Tell(new Dismissed("the run is finished", Failed: false), _desk);
        Assert.Equal(new WorkerActor.HelpEnded("the run is finished", Failed: false), ExpectMsg<WorkerActor.HelpEnded>());
        Enrol();
        Sys.Stop(_desk);
        Assert.Contains("lost contact", ExpectMsg<WorkerActor.HelpEnded>(end => Assert.True(end.Failed)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void It_asks_for_batches_when_the_node_is_ready_and_says_what_it_holds()
    {
        Enrol();
        _worker.Tell(Extraction, _run);
        Assert.Equal(Extraction, _node.ExpectMsg<NodeActor.OpenOffered>().Offer);
        Pass(AskEvery);
        Assert.False(_run.HasMessages);
        Opened();
        Assert.Empty(_run.ExpectMsg<AskForBatches>().Holding);

        _worker.Tell(Batch(7), _run);
        Pass(AskEvery);
        var ask = _run.ExpectMsg<AskForBatches>();
        Assert.Equal(("run", 2), (ask.Run, ask.Room));
        Assert.Equal([7], ask.Holding);
    }

    [Fact]
    public void A_batch_is_done_under_this_nodes_name_from_this_machines_files_and_answered_once()
    {
        Extracts();
        _worker.Tell(Batch(0), _run);
        var batch = _batches.ExpectMsg<ExtractBatch>();
        Assert.Equal(Name, batch.Worker);
        Assert.Equal([Ours], batch.Images);

        _worker.Tell(new ImageFinished("run", 0, 1), _batches);
        _run.ExpectMsg<ImageFinished>();
        foreach (var stale in new[] { Done(0, attempt: 2), Done(1), Done(0) with { Run = "other" } }) _worker.Tell(stale, _batches);
        Assert.False(_run.HasMessages);
        _worker.Tell(Done(0), _batches);
        _worker.Tell(Done(0), _batches);
        _run.ExpectMsg<BatchExtracted>();
        Assert.False(_run.HasMessages);
    }

    [Fact]
    public void A_batch_that_lasts_is_sent_again_to_its_entity()
    {
        Extracts();
        _worker.Tell(Batch(0), _run);
        var first = _batches.ExpectMsg<ExtractBatch>();
        Pass(TimeSpan.FromSeconds(30));

        Assert.Equal(first.Batch, _batches.ExpectMsg<ExtractBatch>().Batch);
    }

    [Fact]
    public void A_node_that_cannot_take_part_says_why_to_the_run_and_to_its_user()
    {
        Enrol();
        _worker.Tell(Extraction, _run);
        _worker.Tell(new NodeActor.NodeFailed("other data", Settings: false), _node);

        Assert.Equal(new OfferDeclined("run", Stage.Extract, "other data"), _run.ExpectMsg<OfferDeclined>());
        Assert.Contains("other data", ExpectMsg<WorkerActor.HelpEnded>(end => Assert.True(end.Failed)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void When_a_stage_ends_the_node_lets_go_of_it_and_late_answers_are_dropped()
    {
        Extracts();
        _worker.Tell(Batch(0), _run);
        _worker.Tell(new StageEnded("other", Stage.Extract), _run);
        Assert.False(_node.HasMessages);
        _worker.Tell(new StageEnded("run", Stage.Extract), _run);
        Assert.Equal("run", _node.ExpectMsg<NodeActor.CloseExtraction>().Run);
        _worker.Tell(Done(0), _batches);
        Pass(AskEvery);

        Assert.False(_run.HasMessages);
    }

    [Fact]
    public void Draining_it_takes_nothing_new_and_answers_when_its_batches_are_done()
    {
        Extracts();
        _worker.Tell(Batch(0), _run);
        _worker.Tell(new WorkerActor.Drain(Limit), TestActor);
        Assert.Equal(0, _run.ExpectMsg<AskForBatches>().Room);
        Assert.False(HasMessages);
        _worker.Tell(Done(0), _batches);

        _run.ExpectMsg<BatchExtracted>();
        ExpectMsg<WorkerActor.Drained>();
    }

    [Fact]
    public void Draining_it_hands_back_what_takes_longer_than_the_limit()
    {
        Extracts();
        _worker.Tell(Batch(3), _run);
        _worker.Tell(new WorkerActor.Drain(Limit), TestActor);
        _run.ExpectMsg<AskForBatches>();
        Pass(Limit);
        while (_run.ExpectMsg<object>() is AskForBatches ask) Assert.Equal(0, ask.Room);

        ExpectMsg<WorkerActor.Drained>();
        _worker.Tell(Done(3), _batches);
        Assert.False(_run.HasMessages);
    }

    [Fact]
    public void Subsets_go_to_idle_classifiers_and_one_more_waits()
    {
        var classifier = CreateTestProbe();
        Enrol();
        _worker.Tell(Selection, _run);
        _worker.Tell(new NodeActor.StudiesOpened(null!, [classifier]), _node);
        Assert.Equal(new AskForSubsets("islands", 2, 0), _run.ExpectMsg<AskForSubsets>());
        _worker.Tell(Subset("10"), _run);
        _worker.Tell(Subset("01"), _run);
        Assert.Equal(Subset("10"), classifier.ExpectMsg<EvaluateSubset>());
        Assert.False(classifier.HasMessages);
        Pass(AskEvery);
        Assert.Equal(2, _run.ExpectMsg<AskForSubsets>().Holding);

        _worker.Tell(Measured("10"), classifier);
        Assert.Equal(Measured("10"), _run.ExpectMsg<SubsetEvaluated>());
        Assert.Equal(Subset("01"), classifier.ExpectMsg<EvaluateSubset>());
    }

    [Fact]
    public void Subsets_of_a_stage_that_has_ended_are_dropped()
    {
        var classifier = CreateTestProbe();
        Enrol();
        _worker.Tell(Selection, _run);
        _worker.Tell(new NodeActor.StudiesOpened(null!, [classifier]), _node);
        _run.ExpectMsg<AskForSubsets>();
        _worker.Tell(Subset("10"), _run);
        _worker.Tell(new StageEnded("islands", Stage.Select), _run);
        _worker.Tell(Measured("10"), classifier);
        _worker.Tell(Subset("01"), _run);

        Assert.False(_run.HasMessages);
        classifier.ExpectMsg<EvaluateSubset>();
        Assert.False(classifier.HasMessages);
    }

    [Fact]
    public void A_node_that_holds_nothing_is_drained_at_once()
    {
        Enrol();
        _worker.Tell(new WorkerActor.Drain(Limit), TestActor);
        ExpectMsg<WorkerActor.Drained>();
    }

    private void Enrol()
    {
        Pass(TimeSpan.Zero);
        _desk.ExpectMsg<Enrol>();
        _worker.Tell(new Enrolled("/run"), _desk);
        ExpectMsg<WorkerActor.HelpBegan>();
    }

    private void Opened() => _worker.Tell(
        new NodeActor.ExtractionOpened(null!) { Files = new Dictionary<ImageId, ChannelFiles> { [Ours.Id] = Ours } }, _node);

    private void Extracts()
    {
        Enrol();
        _worker.Tell(Extraction, _run);
        _node.ExpectMsg<NodeActor.OpenOffered>();
        Opened();
        _run.ExpectMsg<AskForBatches>();
    }

    private static ExtractBatch Batch(int batch) => new("run", batch, 1, [Theirs]);

    private static EvaluateSubset Subset(string genes) => new("islands", "given", Genome.Parse(genes));

    private static SubsetEvaluated Measured(string genes) => new("islands", "given", Genome.Parse(genes), 0.5);

    private static BatchExtracted Done(int batch, int attempt = 1) => new("run", batch, attempt, [], [], 1);
}

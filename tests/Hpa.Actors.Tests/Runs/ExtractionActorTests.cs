using Akka.Actor;
using Akka.TestKit;
using Hpa.Actors.Runs;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Runs;

public sealed class ExtractionActorTests : ActorTest
{
    private readonly TestProbe _run;
    private readonly TestProbe _batches;

    public ExtractionActorTests()
    {
        _run = CreateTestProbe();
        _batches = CreateTestProbe();
        Sys.EventStream.Subscribe(TestActor, typeof(ProgressChanged));
    }

    [Fact]
    public void Two_batches_are_under_way_and_the_next_comes_when_one_is_done()
    {
        var extraction = Start(images: 11);
        Assert.Equal(["a b c"], [Ids(Sent(0))]);
        Sent(1);
        Assert.False(_batches.HasMessages);

        extraction.Tell(Done(1), ActorRefs.Nobody);
        Assert.Equal(1, _run.ExpectMsg<BatchExtracted>().Batch);
        Sent(2);
        extraction.Tell(Done(0), ActorRefs.Nobody);
        Assert.Equal("j k", Ids(Sent(3)));
        extraction.Tell(Done(3, images: 2), ActorRefs.Nobody);
        _run.ExpectMsg<BatchExtracted>();
        _run.ExpectMsg<BatchExtracted>();
        Assert.False(_run.HasMessages);
        extraction.Tell(Done(2), ActorRefs.Nobody);
        _run.ExpectMsg<BatchExtracted>();
        _run.ExpectMsg<ExtractionActor.AllBatchesExtracted>();
        Assert.False(_batches.HasMessages);
    }

    [Fact]
    public void Batches_that_are_committed_are_left_out_and_keep_the_others_numbers()
    {
        Start(images: 11, committed: [0, 2]);

        Sent(1);
        Assert.Equal("j k", Ids(Sent(3)));
    }

    [Fact]
    public void When_everything_is_committed_nothing_is_sent()
    {
        Start(images: 6, committed: [0, 1]);

        _run.ExpectMsg<ExtractionActor.AllBatchesExtracted>();
        Assert.False(_batches.HasMessages);
    }

    [Fact]
    public void A_batch_without_answer_is_sent_again()
    {
        var extraction = Start(images: 6);
        Sent(0);
        Sent(1);
        extraction.Tell(Done(0), ActorRefs.Nobody);
        Pass(TimeSpan.FromSeconds(30));

        Sent(1);
        Assert.False(_batches.HasMessages);
    }

    [Fact]
    public void A_passing_failure_is_tried_again_later_each_time()
    {
        var extraction = Start(images: 3);
        Sent(0);
        for (var attempt = 1; attempt < 5; attempt++)
        {
            extraction.Tell(Failed(attempt, passing: true), ActorRefs.Nobody);
            Pass(TimeSpan.FromSeconds(attempt) - TimeSpan.FromMilliseconds(1));
            Assert.False(_batches.HasMessages);
            Pass(TimeSpan.FromMilliseconds(1));
            Assert.Equal(attempt + 1, Sent(0).Attempt);
        }

        Assert.False(_run.HasMessages);
        extraction.Tell(Failed(5, passing: true), ActorRefs.Nobody);
        Assert.Equal(Failed(5, passing: true), _run.ExpectMsg<BatchFailed>());
    }

    [Fact]
    public void A_lasting_failure_goes_to_the_run_at_once()
    {
        Start(images: 3).Tell(Failed(1, passing: false), ActorRefs.Nobody);

        Assert.Equal("disk full", _run.ExpectMsg<BatchFailed>().Reason);
    }

    [Fact]
    public void What_belongs_to_another_run_batch_or_attempt_is_ignored()
    {
        var extraction = Start(images: 9);
        Sent(0);
        Sent(1);
        LastProgress();
        foreach (var stale in new object[]
        {
            Done(0) with { Run = "other" }, Done(2), Done(7),
            Failed(1, passing: false) with { Run = "other" }, Failed(2, passing: false), Failed(1, passing: false) with { Batch = 2 },
            new ImageFinished("other", 0, 1), new ImageFinished("run", 2, 1),
        })
            extraction.Tell(stale, ActorRefs.Nobody);
        Pass(TimeSpan.FromSeconds(5));

        Assert.False(_run.HasMessages);
        Assert.False(_batches.HasMessages);
        Assert.False(HasMessages);
    }

    [Fact]
    public void A_batch_counts_once_however_often_it_is_answered()
    {
        var extraction = Start(images: 6);
        extraction.Tell(Done(0), ActorRefs.Nobody);
        extraction.Tell(Done(0), ActorRefs.Nobody);

        _run.ExpectMsg<BatchExtracted>();
        Assert.False(_run.HasMessages);
        Assert.Equal(3, LastProgress().Done);
    }

    [Fact]
    public void A_batch_that_is_answered_while_it_waits_for_its_next_try_is_done()
    {
        var extraction = Start(images: 3);
        Sent(0);
        extraction.Tell(Failed(1, passing: true), ActorRefs.Nobody);
        extraction.Tell(Done(0), ActorRefs.Nobody);
        _run.ExpectMsg<BatchExtracted>();
        _run.ExpectMsg<ExtractionActor.AllBatchesExtracted>();
        Pass(TimeSpan.FromMinutes(1));

        Assert.False(_batches.HasMessages);
    }

    [Fact]
    public void Progress_counts_single_images_and_takes_back_those_of_a_failed_try()
    {
        var extraction = Start(images: 11, committed: [0]);
        Assert.Equal((3L, 11L), (LastProgress() is var first ? (first.Done, first.Total) : default));
        extraction.Tell(new ImageFinished("run", 1, 1), ActorRefs.Nobody);
        extraction.Tell(new ImageFinished("run", 2, 1), ActorRefs.Nobody);
        extraction.Tell(new ImageFinished("run", 1, 1), ActorRefs.Nobody);
        Assert.Equal(6, LastProgress().Done);
        extraction.Tell(Failed(1, passing: true) with { Batch = 1 }, ActorRefs.Nobody);
        extraction.Tell(new ImageFinished("run", 2, 1), ActorRefs.Nobody);
        Assert.Equal(5, LastProgress().Done);
        extraction.Tell(Done(2), ActorRefs.Nobody);
        Assert.Equal(6, LastProgress().Done);
    }

    [Fact]
    public void While_it_is_held_no_batch_begins_and_those_under_way_are_finished()
    {
        var extraction = Start(images: 9);
        Sent(0);
        Sent(1);
        extraction.Tell(new ExtractionActor.Hold("paused: full"), ActorRefs.Nobody);
        extraction.Tell(Done(0), ActorRefs.Nobody);
        extraction.Tell(Done(1), ActorRefs.Nobody);

        _run.ExpectMsg<BatchExtracted>();
        _run.ExpectMsg<BatchExtracted>();
        Assert.Equal("paused: full", LastProgress().Detail);
        Assert.False(_batches.HasMessages);
        Assert.False(_run.HasMessages);
        extraction.Tell(new ExtractionActor.GoOn(), ActorRefs.Nobody);
        Sent(2);
        extraction.Tell(Done(2), ActorRefs.Nobody);
        _run.ExpectMsg<BatchExtracted>();
        _run.ExpectMsg<ExtractionActor.AllBatchesExtracted>();
        Assert.Equal("", LastProgress().Detail);
    }

    [Fact]
    public void Held_while_the_last_batches_are_under_way_it_ends_once()
    {
        var extraction = Start(images: 3);
        Sent(0);
        extraction.Tell(new ExtractionActor.Hold("paused: full"), ActorRefs.Nobody);
        extraction.Tell(Done(0), ActorRefs.Nobody);
        extraction.Tell(new ExtractionActor.GoOn(), ActorRefs.Nobody);

        _run.ExpectMsg<BatchExtracted>();
        _run.ExpectMsg<ExtractionActor.AllBatchesExtracted>();
        Assert.False(_run.HasMessages);
    }

    private IActorRef Start(int images, params int[] committed)
    {
        var state = new RunState();
        foreach (var batch in committed) state.Apply(new BatchCommitted(batch, [], [], 3));
        var files = Enumerable.Range(0, images).Select(i => new ChannelFiles(ImageId.Parse($"{(char)('a' + i)}"), "/r", "/g", "/b", null)).ToArray();
        return _run.ChildActorOf(Inline(ExtractionActor.Props("run", files, 3, state, _batches)));
    }

    private ExtractBatch Sent(int batch)
    {
        var sent = _batches.ExpectMsg<ExtractBatch>();
        Assert.Equal(("run", batch), (sent.Run, sent.Batch));
        return sent;
    }

    private ProgressChanged LastProgress()
    {
        var last = ExpectMsg<ProgressChanged>();
        while (HasMessages) last = ExpectMsg<ProgressChanged>();
        return last;
    }

    private static string Ids(ExtractBatch batch) => string.Join(' ', batch.Images.Select(image => image.Id));

    private static BatchExtracted Done(int batch, int images = 3) => new("run", batch, 1, [], [], images);

    private static BatchFailed Failed(int attempt, bool passing) => new("run", 0, attempt, "disk full", passing);
}

using Akka.Actor;
using Akka.TestKit;
using Hpa.Actors.Runs;
using Hpa.Actors.Tests.Datasets;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Runs;

public sealed class ExtractionActorTests : ActorTest
{
    private static readonly RunOffered Offer = new("run", Stage.Extract, "/run", "s", "d", 9, "");

    private readonly TemporaryFolder _folder = new();
    private readonly TestProbe _run;
    private readonly TestProbe _desk;
    private readonly TestProbe _home;
    private readonly TestProbe _guest;
    private IActorRef _extraction = ActorRefs.Nobody;

    public ExtractionActorTests()
    {
        _run = CreateTestProbe();
        _desk = CreateTestProbe();
        (_home, _guest) = (CreateTestProbe(), CreateTestProbe());
        Sys.EventStream.Subscribe(TestActor, typeof(ProgressChanged));
    }

    [Fact]
    public void A_worker_has_as_many_batches_as_it_has_room_for_and_the_next_when_one_is_done()
    {
        Start(images: 11);
        Assert.False(_home.HasMessages);
        Ask(_home, 2);
        Assert.Equal("a b c", Ids(Sent(_home, 0)));
        Sent(_home, 1);
        Assert.False(_home.HasMessages);

        Answer(_home, Done(1));
        Assert.Equal(1, _run.ExpectMsg<BatchExtracted>().Batch);
        Sent(_home, 2);
        Answer(_home, Done(0));
        Assert.Equal("j k", Ids(Sent(_home, 3)));
        Answer(_home, Done(3, images: 2));
        Answer(_home, Done(2));
        for (var i = 0; i < 3; i++) _run.ExpectMsg<BatchExtracted>();
        _run.ExpectMsg<ExtractionActor.AllBatchesExtracted>();
        Assert.False(_home.HasMessages);
    }

    [Fact]
    public void Batches_that_are_committed_are_left_out_and_keep_the_others_numbers()
    {
        Start(images: 11, committed: [0, 2]);
        Ask(_home, 2);

        Sent(_home, 1);
        Assert.Equal("j k", Ids(Sent(_home, 3)));
    }

    [Fact]
    public void When_everything_is_committed_nothing_is_sent()
    {
        Start(images: 6, committed: [0, 1]);
        Ask(_home, 2);

        _run.ExpectMsg<ExtractionActor.AllBatchesExtracted>();
        Assert.False(_home.HasMessages);
        Assert.False(_run.HasMessages);
    }

    [Fact]
    public void Workers_are_told_of_the_run_share_its_batches_and_are_told_when_it_has_none_left()
    {
        Start(images: 12);
        Join(_guest, home: false);
        Ask(_home, 1);
        Ask(_guest, 2);
        Sent(_home, 0);
        Sent(_guest, 1);
        Sent(_guest, 2);
        Sys.Stop(_extraction);

        _home.ExpectMsg<StageEnded>();
        _guest.ExpectMsg<StageEnded>();
    }

    [Fact]
    public void What_a_dead_worker_held_goes_to_the_others()
    {
        Start(images: 6);
        Join(_guest, home: false);
        Ask(_guest, 2);
        Sent(_guest, 0);
        Sent(_guest, 1);
        Sys.Stop(_guest);
        Ask(_home, 2);

        Assert.Equal(2, Sent(_home, 0).Attempt);
        Assert.Equal(2, Sent(_home, 1).Attempt);
    }

    [Fact]
    public void A_worker_that_leaves_hands_its_batches_back_and_gets_no_other()
    {
        Start(images: 6);
        Join(_guest, home: false);
        Ask(_guest, 1);
        Sent(_guest, 0);
        Ask(_guest, 0, 0);
        Answer(_guest, new HandBatchBack("run", 0, 1));
        Ask(_home, 2);

        Sent(_home, 0);
        Sent(_home, 1);
        Assert.False(_guest.HasMessages);
    }

    [Fact]
    public void Whether_an_image_is_set_aside_is_for_the_runs_own_node_to_say()
    {
        Start(images: 3);
        Join(_guest, home: false);
        Ask(_guest, 1);
        Sent(_guest, 0);
        Answer(_guest, Done(0) with { Quarantined = [new(ImageId.Parse("a"), "decode", "/r", "no such file", 1)] });
        Assert.False(_run.HasMessages);
        Assert.False(_guest.HasMessages);

        Ask(_home, 1);
        Sent(_home, 0);
        Answer(_home, Done(0, attempt: 2) with { Quarantined = [new(ImageId.Parse("a"), "decode", "/r", "no such file", 1)] });
        Assert.Single(_run.ExpectMsg<BatchExtracted>().Quarantined);
    }

    [Fact]
    public void A_shard_gets_its_final_name_before_the_run_hears_of_it()
    {
        Start(images: 3);
        Ask(_home, 1);
        Sent(_home, 0);
        _folder.Add("image/part-00000.parquet.home-1.pending", "rows");
        Answer(_home, Shards(".home-1.pending"));

        _run.ExpectMsg<BatchExtracted>();
        Assert.Equal("rows", File.ReadAllText(_folder["image/part-00000.parquet"]));
        Assert.False(File.Exists(_folder["image/part-00000.parquet.home-1.pending"]));
    }

    [Fact]
    public void A_shard_of_a_helper_that_is_not_seen_here_is_made_here()
    {
        Start(images: 3);
        Join(_guest, home: false);
        Ask(_guest, 1);
        Sent(_guest, 0);
        Answer(_guest, Shards(".guest-1.pending"));
        Assert.False(_run.HasMessages);
        Ask(_home, 1);
        Assert.Equal(2, Sent(_home, 0).Attempt);
    }

    [Fact]
    public void A_passing_failure_is_tried_again_later_each_time()
    {
        Start(images: 3);
        Ask(_home, 2);
        Sent(_home, 0);
        for (var attempt = 1; attempt < 5; attempt++)
        {
            Answer(_home, Failed(attempt, passing: true));
            Pass(TimeSpan.FromSeconds(attempt) - TimeSpan.FromMilliseconds(1));
            Assert.False(_home.HasMessages);
            Pass(TimeSpan.FromMilliseconds(1));
            Assert.Equal(attempt + 1, Sent(_home, 0).Attempt);
        }

        Assert.False(_run.HasMessages);
        Answer(_home, Failed(5, passing: true));
        Assert.Equal(Failed(5, passing: true), _run.ExpectMsg<BatchFailed>());
    }

    [Fact]
    public void A_lasting_failure_of_the_runs_own_node_goes_to_the_run_and_of_a_helper_to_that_node()
    {
        Start(images: 3);
        Join(_guest, home: false);
        Ask(_guest, 1);
        Sent(_guest, 0);
        Answer(_guest, Failed(1, passing: false));
        Assert.False(_run.HasMessages);
        Ask(_home, 1);
        Sent(_home, 0);
        Answer(_home, Failed(2, passing: false));

        Assert.Equal("disk full", _run.ExpectMsg<BatchFailed>().Reason);
    }

    [Fact]
    public void What_belongs_to_another_run_batch_attempt_or_worker_is_ignored()
    {
        Start(images: 9);
        Ask(_home, 2);
        Sent(_home, 0);
        Sent(_home, 1);
        LastProgress();
        foreach (var stale in new object[]
        {
            Done(0) with { Run = "other" }, Done(2), Done(7), Done(0, attempt: 2),
            Failed(1, passing: false) with { Run = "other" }, Failed(2, passing: false), Failed(1, passing: false) with { Batch = 2 },
            new ImageFinished("other", 0, 1), new AskForBatches("other", 9, []),
        })
            Answer(_home, stale);
        Answer(_guest, Done(0));
        Pass(TimeSpan.FromSeconds(5));

        Assert.False(_run.HasMessages);
        Assert.False(_home.HasMessages);
        Assert.False(HasMessages);
    }

    [Fact]
    public void While_it_is_held_batches_are_finished_and_none_begins()
    {
        Start(images: 9);
        Ask(_home, 1);
        Sent(_home, 0);
        _extraction.Tell(new ExtractionActor.Hold("the disk is nearly full"), ActorRefs.Nobody);
        Answer(_home, Done(0));
        _run.ExpectMsg<BatchExtracted>();
        Assert.False(_home.HasMessages);

        _extraction.Tell(new ExtractionActor.GoOn(), ActorRefs.Nobody);
        Sent(_home, 1);
    }

    [Fact]
    public void Progress_counts_single_images_and_takes_back_those_of_a_failed_try()
    {
        Start(images: 11, committed: [0]);
        Assert.Equal((3L, 11L), (LastProgress() is var first ? (first.Done, first.Total) : default));
        Ask(_home, 2);
        Sent(_home, 1);
        Sent(_home, 2);
        Answer(_home, new ImageFinished("run", 1, 1));
        Answer(_home, new ImageFinished("run", 2, 1));
        Answer(_home, new ImageFinished("run", 1, 1));
        Assert.Equal(6, LastProgress().Done);
        Answer(_home, Failed(1, passing: true) with { Batch = 1 });
        Answer(_home, new ImageFinished("run", 2, 1));
        Assert.Equal(5, LastProgress().Done);
        Answer(_home, Done(2));
        Assert.Equal(6, LastProgress().Done);
    }

    private void Start(int images, params int[] committed)
    {
        var state = new RunState();
        foreach (var batch in committed) state.Apply(new BatchCommitted(batch, [], [], 3));
        var files = Enumerable.Range(0, images).Select(i => new ChannelFiles(ImageId.Parse($"{(char)('a' + i)}"), "/r", "/g", "/b", null)).ToArray();
        _extraction = _run.ChildActorOf(Inline(ExtractionActor.Props(new ExtractionJob("run", files, 3, _folder.Path, Offer), state, _desk)));
        _desk.ExpectMsg<DeskActor.StageOpened>();
        Join(_home, home: true);
    }

    private void Join(TestProbe worker, bool home)
    {
        _extraction.Tell(new DeskActor.WorkerJoined(worker, home ? "home" : "guest", home), ActorRefs.Nobody);
        Assert.Equal(Offer, worker.ExpectMsg<RunOffered>());
    }

    private void Ask(TestProbe worker, int room, params int[] holding) => Answer(worker, new AskForBatches("run", room, holding));

    private void Answer(TestProbe worker, object answer) => _extraction.Tell(answer, worker);

    private static ExtractBatch Sent(TestProbe worker, int batch)
    {
        var sent = worker.ExpectMsg<ExtractBatch>();
        Assert.Equal(("run", batch), (sent.Run, sent.Batch));
        return sent;
    }

    private ProgressChanged LastProgress()
    {
        var last = ExpectMsg<ProgressChanged>();
        while (HasMessages) last = ExpectMsg<ProgressChanged>();
        return last;
    }

    private static BatchExtracted Shards(string ending) =>
        Done(0) with { Shards = [new ShardEntry(Level.Image, "part-00000.parquet", 3, "ab")], PendingEnding = ending };

    private static string Ids(ExtractBatch batch) => string.Join(' ', batch.Images.Select(image => image.Id));

    private static BatchExtracted Done(int batch, int images = 3, int attempt = 1) => new("run", batch, attempt, [], [], images);

    private static BatchFailed Failed(int attempt, bool passing) => new("run", 0, attempt, "disk full", passing);
}

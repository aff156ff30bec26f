using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.TestKit;
using Hpa.Actors.Features;
using Hpa.Actors.Runs;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Runs;

public sealed class RunActorTests : ActorTest, IClassFixture<TinyRun>
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    private readonly TinyRun _tiny;
    private readonly TestProbe _node;
    private readonly TestProbe _batches;

    public RunActorTests(TinyRun tiny) : base(Journals.Use(typeof(TellingJournal)))
    {
        _tiny = tiny;
        _node = CreateTestProbe();
        _batches = CreateTestProbe();
        _batches.IgnoreMessages(message => message is not ExtractBatch);
        Sys.EventStream.Subscribe(TestActor, typeof(IRunEvent));
    }

    [Fact]
    public void Extraction_opens_the_networks_commits_every_batch_and_lets_them_go()
    {
        var plan = Plan();
        Begin(plan, out var asker);
        Open(sha: 'a');
        for (var batch = 0; batch < 4; batch++) Extracted(batch);

        Assert.Equal(new RunFinished(0), asker.ExpectMsg<object>(Long));
        _node.ExpectMsg<NodeActor.CloseExtraction>(Long);
        Assert.Equal(["RunStarted", "Index", "0", "1", "2", "3", "Extract"], Enumerable.Range(0, 7).Select(_ => Name(ExpectMsg<IRunEvent>(Long))));
        Assert.Equal(["part-00000.parquet", "part-00001.parquet", "part-00002.parquet", "part-00003.parquet"], ManifestFile.Read(plan.Folder.Features).Shards.Select(s => s.File));
    }

    [Fact]
    public void Stopped_between_batches_only_those_that_are_not_recorded_are_done_again()
    {
        var plan = Plan();
        var run = Begin(plan, out _);
        Open(sha: 'a');
        Extracted(0);
        Sent(1);
        FishForMessage<IRunEvent>(e => e is BatchCommitted { Batch: 0 }, Long);
        Stop(run);

        Begin(plan, out var asker);
        Open(sha: 'a');
        var next = Sent(1);
        Assert.Equal("part-00000.parquet", Assert.Single(ManifestFile.Read(plan.Folder.Features).Shards).File);
        _batches.Reply(Done(next));
        for (var batch = 2; batch < 4; batch++) Extracted(batch);
        asker.ExpectMsg<RunFinished>(Long);
        Assert.Equal(4, ManifestFile.Read(plan.Folder.Features).Shards.Count);
    }

    [Fact]
    public void A_run_that_is_done_is_not_done_again()
    {
        var plan = Plan();
        var run = Begin(plan, out var asker);
        Open(sha: 'a');
        for (var batch = 0; batch < 4; batch++) Extracted(batch);
        asker.ExpectMsg<RunFinished>(Long);
        _node.ExpectMsg<NodeActor.CloseExtraction>(Long);
        Stop(run);
        Begin(plan, out asker);

        asker.ExpectMsg<RunFinished>(Long);
        Assert.False(_node.HasMessages);
    }

    [Fact]
    public void Quarantined_images_are_counted_and_written_down()
    {
        var plan = Plan();
        Begin(plan, out var asker);
        Open(sha: 'a');
        for (var batch = 0; batch < 3; batch++) Extracted(batch);
        var bad = Sent(3).Images[0].Id;
        _batches.Reply(new BatchExtracted(plan.Run, 3, 1, [Shard(3)], [Entry(bad)], 12));

        Assert.Equal(new RunFinished(1), asker.ExpectMsg<object>(Long));
        Assert.Equal($"Id,Stage,Path,Reason,Attempts\n{bad},decode,,cut short,1\n", File.ReadAllText(plan.Folder.Quarantine));
    }

    [Fact]
    public void Without_a_single_image_the_run_fails_and_says_where_the_reasons_are()
    {
        var plan = _tiny.Plan("nothing", "hpa.runs.max-quarantined=1");
        Begin(plan, out var asker);
        Open(sha: 'a');
        for (var batch = 0; batch < 4; batch++)
        {
            var sent = _batches.ExpectMsg<ExtractBatch>(Long);
            _batches.Reply(new BatchExtracted(sent.Run, sent.Batch, 1, [], [.. sent.Images.Select(i => Entry(i.Id))], sent.Images.Count));
        }

        Assert.Contains(plan.Folder.Quarantine, asker.ExpectMsg<RunFailed>(Long).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void With_too_many_images_set_aside_the_run_fails_and_keeps_what_it_has()
    {
        var plan = _tiny.Plan("too-many", "hpa.runs.max-quarantined=0.25");
        var run = Begin(plan, out var asker);
        Open(sha: 'a');
        Extracted(0);
        Spoiled(1, images: 8);
        Spoiled(2, images: 9);

        Assert.Contains("17 of 48 images were set aside, a share of 0.35 where hpa.runs.max-quarantined allows 0.25", asker.ExpectMsg<RunFailed>(Long).Reason, StringComparison.Ordinal);
        Assert.Equal(3, ManifestFile.Read(plan.Folder.Features).Shards.Count);
        Stop(run);

        // The same command again says the same before it loads anything; a larger share lets it go on.
        run = Begin(plan, out asker);
        Assert.Contains("17 of 48", asker.ExpectMsg<RunFailed>(Long).Reason, StringComparison.Ordinal);
        Assert.False(_node.HasMessages);
        Stop(run);
        Begin(_tiny.Plan("too-many", "hpa.runs.max-quarantined=0.5"), out asker);
        Open(sha: 'a');
        Extracted(3);
        Assert.Equal(new RunFinished(17), asker.ExpectMsg<object>(Long));
    }

    [Fact]
    public void Few_images_set_aside_are_looked_at_when_all_are_done()
    {
        var plan = _tiny.Plan("few", "hpa.runs.max-quarantined=0.1");
        Begin(plan, out var asker);
        Open(sha: 'a');
        Spoiled(0, images: 9);
        for (var batch = 1; batch < 4; batch++) Extracted(batch);

        Assert.Contains("9 of 60 images were set aside", asker.ExpectMsg<RunFailed>(Long).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_that_fails_for_good_fails_the_run()
    {
        var plan = Plan();
        Begin(plan, out var asker);
        Open(sha: 'a');
        var sent = Sent(0);
        _batches.Reply(new BatchFailed(sent.Run, 0, 1, "disk full", Passing: false));

        Assert.Equal(new RunFailed("disk full", Settings: false), asker.ExpectMsg<object>(Long));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_node_that_cannot_open_the_run_fails_it(bool settings)
    {
        Begin(Plan(), out var asker);
        _node.ExpectMsg<NodeActor.OpenExtraction>(Long);
        _node.Reply(new NodeActor.NodeFailed("no such file", settings));

        Assert.Equal(new RunFailed("no such file", settings), asker.ExpectMsg<object>(Long));
    }

    [Fact]
    public void Another_network_of_the_same_name_is_refused()
    {
        var plan = Plan();
        var run = Begin(plan, out _);
        Open(sha: 'a');
        Sent(0);
        Stop(run);
        Begin(plan, out var asker);
        Open(sha: 'b');

        Assert.StartsWith("backbone tiny has changed since the run began", asker.ExpectMsg<RunFailed>(Long).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_table_is_refused()
    {
        var plan = Plan();
        var run = Begin(plan, out _);
        FishForMessage<IRunEvent>(e => e is StageCompleted, Long);
        Stop(run);
        var table = Path.Combine(_tiny.Data, "train.csv");
        var before = File.ReadAllText(table);
        try
        {
            File.WriteAllText(table, before.TrimEnd('\n') + " 27\n");
            Begin(Plan(), out var asker);
            Assert.StartsWith("train.csv has changed", asker.ExpectMsg<RunFailed>(Long).Reason, StringComparison.Ordinal);
        }
        finally
        {
            File.WriteAllText(table, before);
        }
    }

    [Fact]
    public void A_manifest_that_cannot_be_written_fails_the_run()
    {
        var plan = Plan();
        File.WriteAllText(plan.Folder.Features, "in the way");
        Begin(plan, out var asker);
        Open(sha: 'a');

        Assert.Contains(plan.Folder.Features, asker.ExpectMsg<RunFailed>(Long).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_manifest_that_cannot_be_written_after_a_batch_fails_the_run_and_the_batch_stays()
    {
        var plan = Plan();
        var run = Begin(plan, out var asker);
        Open(sha: 'a');
        var sent = Sent(0);
        Directory.Move(plan.Folder.Features, plan.Folder.Features + "-away");
        File.WriteAllText(plan.Folder.Features, "in the way");
        _batches.Reply(Done(sent));
        Assert.Contains(plan.Folder.Features, asker.ExpectMsg<RunFailed>(Long).Reason, StringComparison.Ordinal);
        Stop(run);

        File.Delete(plan.Folder.Features);
        Begin(plan, out asker);
        Open(sha: 'a');
        for (var batch = 1; batch < 4; batch++) Extracted(batch);
        asker.ExpectMsg<RunFinished>(Long);
        Assert.Equal(4, ManifestFile.Read(plan.Folder.Features).Shards.Count);
    }

    [Fact]
    public void Images_set_aside_are_tried_again_and_only_their_batches()
    {
        var plan = Plan();
        var run = Begin(plan, out var asker);
        Open(sha: 'a');
        for (var batch = 0; batch < 4; batch++)
            if (batch is 1 or 3) Spoiled(batch, images: 2);
            else Extracted(batch);
        Assert.Equal(new RunFinished(4), asker.ExpectMsg<object>(Long));
        Stop(run);

        Begin(plan, out asker, Retry);
        _node.ExpectMsg<NodeActor.OpenExtraction>(Long);
        Assert.Equal(["part-00000.parquet", "part-00002.parquet"], ManifestFile.Read(plan.Folder.Features).Shards.Select(s => s.File));
        Opened(sha: 'a');
        Extracted(1);
        Spoiled(3, images: 1);

        Assert.Equal(new RunFinished(1) { Retried = 4 }, asker.ExpectMsg<object>(Long));
        Assert.Equal(4, ManifestFile.Read(plan.Folder.Features).Shards.Count);
        Assert.Equal(2, File.ReadAllLines(plan.Folder.Quarantine).Length);
    }

    [Fact]
    public void A_second_try_that_is_cut_off_goes_on_where_it_was()
    {
        var plan = Plan();
        var run = Begin(plan, out var asker);
        Open(sha: 'a');
        for (var batch = 0; batch < 4; batch++) Spoiled(batch, images: 1);
        asker.ExpectMsg<RunFinished>(Long);
        Stop(run);
        run = Begin(plan, out _, Retry);
        Open(sha: 'a');
        Spoiled(0, images: 1);
        FishForMessage<IRunEvent>(e => e is BatchesReopened, Long);
        FishForMessage<IRunEvent>(e => e is BatchCommitted { Batch: 0 }, Long);
        Stop(run);

        Begin(plan, out asker, Retry);
        Open(sha: 'a');
        for (var batch = 1; batch < 4; batch++) Extracted(batch);
        Assert.Equal(new RunFinished(1) { Retried = 4 }, asker.ExpectMsg<object>(Long));
    }

    [Fact]
    public void With_nothing_set_aside_nothing_is_tried_again()
    {
        var plan = Plan();
        var run = Begin(plan, out var asker);
        Open(sha: 'a');
        for (var batch = 0; batch < 4; batch++) Extracted(batch);
        asker.ExpectMsg<RunFinished>(Long);
        Stop(run);
        Begin(plan, out asker, Retry);

        Assert.Equal(new RunFinished(0), asker.ExpectMsg<object>(Long));
        Assert.False(_node.HasMessages);
    }

    private RunPlan Plan([CallerMemberName] string name = "") => _tiny.Plan(name);

    private static BeginRun Retry => new(Stage.Extract, Again: false) { Retry = true };

    private IActorRef Begin(RunPlan plan, out TestProbe asker, BeginRun? begin = null)
    {
        asker = CreateTestProbe();
        var run = Sys.ActorOf(RunActor.Props(plan, new RunRegions(_node, ActorRefs.Nobody, Sys.ActorOf(OneWorkerDesk.Of(_batches)))));
        run.Tell(begin ?? new BeginRun(Stage.Extract, Again: false), asker);
        return run;
    }

    private void Open(char sha)
    {
        _node.ExpectMsg<NodeActor.OpenExtraction>(Long);
        Opened(sha);
    }

    private void Opened(char sha)
    {
        _node.Reply(new NodeActor.ExtractionOpened(new FeatureManifest(
            FeatureManifest.CurrentVersion, "as it is", new Dictionary<string, string> { ["device"] = "cpu" },
            [new BackboneRecord("tiny", new string(sha, 64), true, 4)], [new BlockColumn(BlockName.Parse("image.tiny.rgb"), 4)], [])));
    }

    private void Stop(IActorRef run)
    {
        var watcher = CreateTestProbe();
        watcher.Watch(run);
        Sys.Stop(run);
        watcher.ExpectTerminated(run, Long);
        while (_node.HasMessages) _node.ReceiveOne(Long);
        while (_batches.HasMessages) _batches.ReceiveOne(Long);
    }

    private ExtractBatch Sent(int batch)
    {
        var sent = _batches.ExpectMsg<ExtractBatch>(Long);
        Assert.Equal(batch, sent.Batch);
        return sent;
    }

    private void Extracted(int batch) => _batches.Reply(Done(Sent(batch)));

    private void Spoiled(int batch, int images)
    {
        var sent = Sent(batch);
        _batches.Reply(Done(sent) with { Quarantined = [.. sent.Images.Take(images).Select(i => Entry(i.Id))] });
    }

    private static BatchExtracted Done(ExtractBatch sent) => new(sent.Run, sent.Batch, sent.Attempt, [Shard(sent.Batch)], [], sent.Images.Count);

    private static ShardEntry Shard(int batch) => new(Level.Image, $"part-{batch:D5}.parquet", 16, new string('c', 64));

    private static QuarantineEntry Entry(ImageId id) => new(id, "decode", "", "cut short", 1);

    private static string Name(IRunEvent happened) => happened switch
    {
        BatchCommitted batch => $"{batch.Batch}",
        StageCompleted stage => stage.Stage.ToString(),
        _ => happened.GetType().Name,
    };
}

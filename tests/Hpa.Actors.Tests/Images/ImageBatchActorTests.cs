using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.TestKit;
using Hpa.Actors.Images;
using Hpa.Contracts.Backbones;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;

namespace Hpa.Actors.Tests.Images;

public sealed class ImageBatchActorTests : ActorTest
{
    private static readonly BackboneSpec Spec = new("net", "", "/net.onnx", "", 16, [0, 0, 0], [1, 1, 1], "", true);
    private static readonly BlockColumn[] Columns = [new(BlockName.Parse("image.net.rgb"), 2)];

    private readonly Folder _folder = new();
    private readonly ChannelFiles _good;
    private readonly TestProbe _network;
    private readonly TestProbe _writer;
    private readonly TestProbe _coordinator;
    private readonly TestProbe _shard;

    public ImageBatchActorTests()
    {
        _good = _folder.Field();
        _network = CreateTestProbe();
        _writer = CreateTestProbe();
        _coordinator = CreateTestProbe();
        _shard = CreateTestProbe();
    }

    [Fact]
    public void No_more_images_are_in_memory_than_the_settings_say()
    {
        Start(inFlight: 2, Good(5));

        _network.ExpectMsg<RunInputs>();
        _network.ExpectMsg<RunInputs>();
        for (var more = 3; more <= 5; more++)
        {
            Assert.False(_network.HasMessages);
            Answer();
            _network.ExpectMsg<RunInputs>();
        }

        Assert.False(_network.HasMessages);
    }

    [Fact]
    public void A_batch_is_one_shard_named_after_it()
    {
        Start(inFlight: 4, Good(3));
        AnswerAll(3);

        var write = _writer.ExpectMsg<WriteShard>();
        Assert.Equal((Level.Image, "part-00007.parquet"), (write.Level, write.File));
        Assert.Equal(Columns, write.Blocks);
        Assert.Equal(["field-1", "field-2", "field-3"], write.Rows.Select(row => row.Id.Value).Order());
        _writer.Reply(new ShardWritten(new ShardEntry(Level.Image, write.File, 3, "ab")));
        Assert.False(_writer.HasMessages);

        ExpectProgress(3);
        var extracted = _coordinator.ExpectMsg<BatchExtracted>();
        Assert.Equal(("run", 7, 1, 3), (extracted.Run, extracted.Batch, extracted.Attempt, extracted.Images));
        Assert.Equal([new ShardEntry(Level.Image, "part-00007.parquet", 3, "ab")], extracted.Shards);
        Assert.Empty(extracted.Quarantined);
        _shard.ExpectMsg<Passivate>();
    }

    [Fact]
    public void A_bad_file_is_set_aside_and_the_others_go_on()
    {
        Start(inFlight: 1, [.. Good(2), _good with { Id = ImageId.Parse("bad"), Green = _folder.Write("bad.png", [1, 2, 3]) }]);
        AnswerAll(2);
        Write();

        ExpectProgress(3);
        var extracted = _coordinator.ExpectMsg<BatchExtracted>();
        var entry = Assert.Single(extracted.Quarantined);
        Assert.Equal(("bad", "decode", 1), (entry.Id.Value, entry.Stage, entry.Attempts));
        Assert.EndsWith("bad.png", entry.Path, StringComparison.Ordinal);
        Assert.Equal((2, 3), (Assert.Single(extracted.Shards).Rows, extracted.Images));
    }

    [Fact]
    public void A_batch_of_bad_files_has_no_shard()
    {
        Start(inFlight: 4, [Missing("b"), Missing("a")]);

        Assert.False(_writer.HasMessages);
        ExpectProgress(2);
        var extracted = _coordinator.ExpectMsg<BatchExtracted>();
        Assert.Empty(extracted.Shards);
        Assert.Equal(["a", "b"], extracted.Quarantined.Select(entry => entry.Id.Value));
        _shard.ExpectMsg<Passivate>();
    }

    [Fact]
    public void A_file_that_cannot_be_read_this_time_is_tried_three_times()
    {
        using (File.Open(_good.Blue!, FileMode.Open, FileAccess.ReadWrite, FileShare.None)) Start(inFlight: 1, Good(1));

        ExpectProgress(1);
        Assert.Equal(3, Assert.Single(_coordinator.ExpectMsg<BatchExtracted>().Quarantined).Attempts);
    }

    [Fact]
    public void A_file_that_can_be_read_later_is_not_set_aside()
    {
        var other = _good with { Id = ImageId.Parse("other"), Blue = _folder.Noise("other.png", OpenCvSharp.MatType.CV_8UC1, 40, 30) };
        using (File.Open(other.Blue!, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            Start(inFlight: 1, [other, .. Good(1)]);
            _network.ExpectMsg<RunInputs>();
        }

        Answer();
        AnswerAll(1);
        Write();
        ExpectProgress(2);
        Assert.Empty(_coordinator.ExpectMsg<BatchExtracted>().Quarantined);
    }

    [Fact]
    public void An_image_that_a_network_cannot_take_is_set_aside()
    {
        Start(inFlight: 1, Good(2));
        _network.ExpectMsg<RunInputs>();
        _network.Reply(new InputsFailed("net", "values that are not finite numbers"));
        AnswerAll(1);
        Write();

        ExpectProgress(2);
        var entry = Assert.Single(_coordinator.ExpectMsg<BatchExtracted>().Quarantined);
        Assert.Equal(("field-1", "infer", "net: values that are not finite numbers"), (entry.Id.Value, entry.Stage, entry.Reason));
    }

    [Fact]
    public void A_repeated_command_does_nothing_twice_and_the_last_asker_is_answered()
    {
        var batch = Start(inFlight: 4, Good(2));
        var later = CreateTestProbe();
        _network.ExpectMsg<RunInputs>();
        var first = _network.LastSender;
        _network.ExpectMsg<RunInputs>();

        batch.Tell(Command(Good(2)), later);
        Assert.False(_network.HasMessages);
        Answer(first);
        Answer();
        Write();

        Assert.False(_writer.HasMessages);
        later.ExpectMsg<ImageFinished>();
        later.ExpectMsg<ImageFinished>();
        Assert.Equal(2, Assert.Single(later.ExpectMsg<BatchExtracted>().Shards).Rows);
        Assert.False(_coordinator.HasMessages);
    }

    [Fact]
    public void A_shard_that_cannot_be_written_fails_the_batch_for_good()
    {
        Start(inFlight: 4, Good(1));
        AnswerAll(1);
        _writer.ExpectMsg<WriteShard>();
        _writer.Reply(new ShardFailed("disk full"));

        ExpectProgress(1);
        Assert.Equal(new BatchFailed("run", 7, 1, "disk full", Passing: false), _coordinator.ExpectMsg<BatchFailed>());
        _shard.ExpectMsg<Passivate>();
    }

    [Fact]
    public void On_a_node_where_the_run_is_not_open_the_batch_may_be_tried_again()
    {
        _shard.ChildActorOf(Inline(ImageBatchActor.Props(_ => null))).Tell(Command(Good(1)), _coordinator);

        Assert.True(_coordinator.ExpectMsg<BatchFailed>().Passing);
        _shard.ExpectMsg<Passivate>();
    }

    [Fact]
    public void Blocks_are_in_the_order_of_the_columns_whichever_network_answers_first()
    {
        var second = CreateTestProbe();
        var pipeline = Pipeline(1, new BackboneRoute(Spec, _network), new BackboneRoute(Spec with { Name = "second" }, second));
        _shard.ChildActorOf(Inline(ImageBatchActor.Props(_ => pipeline))).Tell(Command(Good(1)), _coordinator);

        var inputs = _network.ExpectMsg<RunInputs>();
        Assert.Same(inputs.Inputs, second.ExpectMsg<RunInputs>().Inputs);
        second.Reply(new InputsRun("second", [[3, 4]]));
        _network.Reply(new InputsRun("net", [[1, 2]]));
        Assert.Equal([[1, 2], [3, 4]], Assert.Single(_writer.ExpectMsg<WriteShard>().Rows).Blocks);
    }

    [Fact]
    public void Networks_of_other_normalisation_get_inputs_of_their_own()
    {
        var second = CreateTestProbe();
        var pipeline = Pipeline(1, new BackboneRoute(Spec, _network), new BackboneRoute(Spec with { Name = "second", Mean = [0.5, 0.5, 0.5] }, second));
        _shard.ChildActorOf(Inline(ImageBatchActor.Props(_ => pipeline))).Tell(Command(Good(1)), _coordinator);

        var (first, other) = (_network.ExpectMsg<RunInputs>(), second.ExpectMsg<RunInputs>());
        Assert.Equal(first.Inputs[0] - 0.5f, other.Inputs[0], 1e-6f);
    }

    [Fact]
    public void Groups_of_networks_get_the_whole_batch_one_after_the_other_and_the_row_keeps_the_order_of_the_columns()
    {
        var second = CreateTestProbe();
        var pipeline = Grouped(1, [new BackboneRoute(Spec with { Name = "second" }, second)], [new BackboneRoute(Spec, _network)]);
        _shard.ChildActorOf(Inline(ImageBatchActor.Props(_ => pipeline))).Tell(Command([.. Good(2), Missing("field-3")]), _coordinator);

        for (var i = 0; i < 2; i++)
        {
            second.ExpectMsg<RunInputs>();
            Assert.False(_network.HasMessages);
            second.Reply(new InputsRun("second", [[3, i]]));
        }

        ExpectProgress(1);
        Assert.False(_coordinator.HasMessages);
        AnswerAll(2);
        ExpectProgress(2);
        Assert.False(second.HasMessages);
        Assert.Equal([[[1, 2], [3, 0]], [[1, 2], [3, 1]]], _writer.ExpectMsg<WriteShard>().Rows.Select(row => row.Blocks));
    }

    [Fact]
    public void An_image_that_fails_in_one_group_is_not_tried_in_the_next()
    {
        var second = CreateTestProbe();
        var pipeline = Grouped(1, [new BackboneRoute(Spec, _network)], [new BackboneRoute(Spec with { Name = "second" }, second)]);
        _shard.ChildActorOf(Inline(ImageBatchActor.Props(_ => pipeline))).Tell(Command(Good(2)), _coordinator);

        _network.ExpectMsg<RunInputs>();
        _network.Reply(new InputsFailed("net", "not finite"));
        _network.ExpectMsg<RunInputs>();
        Answer();
        second.ExpectMsg<RunInputs>();
        second.Reply(new InputsRun("second", [[3, 4]]));

        Assert.Equal("field-2", Assert.Single(_writer.ExpectMsg<WriteShard>().Rows).Id.Value);
        ExpectProgress(2);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _folder.Dispose();
    }

    private ImagePipeline Pipeline(int inFlight, params BackboneRoute[] routes) =>
        Grouped(inFlight, [routes]);

    private ImagePipeline Grouped(int inFlight, params BackboneRoute[][] groups) => new(
        new ImageSettings([Combination.Parse("rgb")], 8, inFlight), groups,
        new Dictionary<Level, IReadOnlyList<BlockColumn>>
        {
            [Level.Image] = [.. groups.SelectMany(g => g).OrderBy(r => r.Spec.Name, StringComparer.Ordinal).Select(r => new BlockColumn(BlockName.Parse($"image.{r.Spec.Name}.rgb"), 2))],
        },
        _writer);

    private IActorRef Start(int inFlight, ChannelFiles[] images)
    {
        var pipeline = Pipeline(inFlight, new BackboneRoute(Spec, _network));
        var batch = _shard.ChildActorOf(Inline(ImageBatchActor.Props(run => run == "run" ? pipeline : null)));
        batch.Tell(Command(images), _coordinator);
        return batch;
    }

    private static ExtractBatch Command(ChannelFiles[] images) => new("run", 7, 1, images);

    private ChannelFiles[] Good(int count) => [.. Enumerable.Range(1, count).Select(i => _good with { Id = ImageId.Parse($"field-{i}") })];

    private ChannelFiles Missing(string id) => _good with { Id = ImageId.Parse(id), Red = null };

    private void AnswerAll(int images)
    {
        for (var i = 0; i < images; i++)
        {
            _network.ExpectMsg<RunInputs>();
            Answer();
        }
    }

    private void Answer(IActorRef? image = null) => (image ?? _network.LastSender).Tell(new InputsRun("net", [[1, 2]]), _network);

    private void Write()
    {
        var write = _writer.ExpectMsg<WriteShard>();
        _writer.Reply(new ShardWritten(new ShardEntry(write.Level, write.File, write.Rows.Count, "ab")));
    }

    private void ExpectProgress(int images)
    {
        for (var i = 0; i < images; i++) Assert.Equal(new ImageFinished("run", 7, 1), _coordinator.ExpectMsg<ImageFinished>());
    }
}

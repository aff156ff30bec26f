using Akka.Actor;
using Akka.TestKit;
using Hpa.Actors.Cells;
using Hpa.Contracts.Backbones;
using Hpa.Contracts.Cells;
using OpenCvSharp;

namespace Hpa.Actors.Tests.Cells;

public sealed class FieldCellsActorTests : ActorTest
{
    private readonly Mat[] _planes = [.. Enumerable.Range(0, 4).Select(_ => new Mat(100, 300, MatType.CV_8UC1, Scalar.All(9)))];
    private readonly TestProbe _image;
    private readonly TestProbe _network;
    private readonly TestProbe _segmenting;
    private int _open;

    public FieldCellsActorTests() => (_image, _network, _segmenting) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());

    [Fact]
    public void Cells_go_through_the_network_a_few_at_a_time_and_are_pooled()
    {
        Start(LabelMaps.Settings("in-flight=2"), Three());

        var first = Sent();
        var second = Sent();
        Assert.False(_network.HasMessages);
        Answer(second, [3, 5]);
        var third = Sent();
        Answer(third, [7, 9]);
        Answer(first, [2, 1]);

        var extracted = _image.ExpectMsg<CellsExtracted>();
        Assert.Equal([[4f, 5f]], extracted.Pooled["net"]);
        Assert.Equal((3, 3, 0, 0), (extracted.Cells.All.Count, extracted.Cells.Chosen.Count, extracted.Failed.Count, extracted.Single.Count));
        Assert.Equal(0, _open);
    }

    [Fact]
    public void A_bad_cell_is_left_out_and_the_others_are_pooled()
    {
        Start(LabelMaps.Settings("in-flight=1", "keep=all"), Three());

        Answer(Sent(), [2, 1]);
        Sent().Tell(new InputsFailed("net", "not finite"), _network);
        Answer(Sent(), [4, 3]);

        var extracted = _image.ExpectMsg<CellsExtracted>();
        Assert.Equal([[3f, 2f]], extracted.Pooled["net"]);
        Assert.Equal([2], extracted.Failed);
        Assert.Equal([1, 3], extracted.Single.Keys.Order());
    }

    [Fact]
    public void When_every_cell_fails_the_field_does()
    {
        Start(LabelMaps.Settings(), LabelMaps.Ellipses(300, 100, (50, 50, 10, 10)));

        Sent().Tell(new InputsFailed("net", "out of memory"), _network);

        Assert.Equal(new CellsFailed("cells", "all 1 chosen cells failed, the last one: net: out of memory"), _image.ExpectMsg<CellsFailed>());
    }

    [Fact]
    public void A_field_without_cells_has_no_vectors()
    {
        Start(LabelMaps.Settings(), LabelMaps.Ellipses(300, 100));

        Assert.Empty(_image.ExpectMsg<CellsExtracted>().Pooled);
    }

    [Fact]
    public void A_later_group_takes_the_cells_that_were_found()
    {
        var settings = LabelMaps.Settings();
        using var labels = Three();
        var found = CellChoice.Of(labels, settings);
        _image.ChildActorOf(Inline(FieldCellsActor.Props(_planes, Pipeline(settings, new Broken()), Networks(), found)));

        for (var i = 0; i < 3; i++) Answer(Sent(), [1, 1]);

        Assert.Same(found, _image.ExpectMsg<CellsExtracted>().Cells);
    }

    [Fact]
    public void A_segmenters_network_is_asked_and_what_it_says_is_used()
    {
        Start(LabelMaps.Settings(), Three(), new NetworkTiles([1, 2, 3, 4], 2));

        Assert.Equal(2, _segmenting.ExpectMsg<RunInputs>().Count);
        Assert.False(_network.HasMessages);
        _segmenting.Reply(new InputsRun("cellpose", [[1], [2]]));
        for (var i = 0; i < 3; i++) Answer(Sent(), [1, 1]);

        Assert.Equal(3, _image.ExpectMsg<CellsExtracted>().Cells.All.Count);
    }

    [Fact]
    public void A_segmenter_that_fails_fails_the_field_with_its_reason()
    {
        _image.ChildActorOf(Inline(FieldCellsActor.Props(_planes, Pipeline(LabelMaps.Settings(), new Broken()), Networks(), null)));

        Assert.Equal(new CellsFailed("segment", "no nuclei today"), _image.ExpectMsg<CellsFailed>());
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        foreach (var plane in _planes) plane.Dispose();
    }

    private static Mat Three() => LabelMaps.Ellipses(300, 100, (50, 50, 10, 10), (120, 50, 10, 10), (200, 50, 10, 10));

    private void Start(CellSettings settings, Mat labels, NetworkTiles? tiles = null) => _image.ChildActorOf(Inline(FieldCellsActor.Props(
        _planes, Pipeline(settings, new Given(labels, tiles)), Networks(), null)));

    private CellPipeline Pipeline(CellSettings settings, ISegmenter segmenter) => new(settings, segmenter, _segmenting);

    private CellNetworks Networks() => new(1, (pictures, asker) =>
    {
        Assert.Equal((2, 4), (pictures.Count, pictures[0].Count));
        _open++;
        _network.Ref.Tell(new RunInputs([], pictures.Count), asker);
        return new Closing(() => _open--);
    });

    private IActorRef Sent()
    {
        _network.ExpectMsg<RunInputs>();
        return _network.LastSender;
    }

    private void Answer(IActorRef cell, float[] vector) => cell.Tell(new InputsRun("net", [vector]), _network);

    private sealed class Closing(Action close) : IDisposable
    {
        public void Dispose() => close();
    }

    private sealed class Given(Mat labels, NetworkTiles? tiles) : ISegmenter, ISegmentation
    {
        public string Description => "given";

        public NetworkTiles? Tiles => tiles;

        public ISegmentation Begin(Mat nuclei) => this;

        public Mat Finish(IReadOnlyList<float[]> answers)
        {
            Assert.Equal(tiles?.Count ?? 0, answers.Count);
            return labels;
        }

        public void Dispose()
        {
        }
    }

    private sealed class Broken : ISegmenter
    {
        public string Description => "broken";

        public ISegmentation Begin(Mat nuclei) => throw new InvalidOperationException("no nuclei today");
    }
}

using Hpa.Actors.Backbones;
using Hpa.Actors.Cells.Cellpose;
using Hpa.Contracts;
using Hpa.Contracts.Cells;
using OpenCvSharp;

namespace Hpa.Actors.Tests.Cells.Cellpose;

public sealed class CellposeSegmenterTests : IDisposable
{
    private const int Tile = 96;
    private readonly string _folder = Directory.CreateTempSubdirectory("hpa-cellpose-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false, 30)]
    [InlineData(true, 30)]
    [InlineData(false, 17)]
    public void Nuclei_on_a_field_larger_than_a_tile_are_found(bool deep, int diameter)
    {
        using var truth = Nuclei(250, 333, diameter);
        using var field = Painted(truth, deep);
        using var session = Session(Settings());
        // Pixels of half a micrometre.
        var segmenter = new CellposeSegmenter(Settings() with { Diameter = diameter / 2.0 }, 0.5, session.Sha256);
        using var segmentation = segmenter.Begin(field);
        Assert.InRange(segmentation.Tiles!.Count, 4, 100);

        using var found = segmentation.Finish(session.Run(segmentation.Tiles.Inputs, segmentation.Tiles.Count));

        Assert.Equal((MatType.CV_32SC1, field.Size()), (found.Type(), found.Size()));
        var overlaps = Overlap.Of(truth.AsSpan<int>(), found.AsSpan<int>());
        Assert.Equal(overlaps.Length, found.AsSpan<int>().ToArray().Max());
        Assert.All(overlaps, overlap => Assert.InRange(overlap, 0.75, 1));
        Assert.InRange(overlaps.Average(), 0.85, 1);
    }

    [Fact]
    public void Fields_without_anything_to_see_need_no_network()
    {
        var segmenter = new CellposeSegmenter(Settings(), 0.5, "");
        foreach (var (height, width, type) in new[] { (1, 1, MatType.CV_8UC1), (70, 31, MatType.CV_8UC1), (31, 300, MatType.CV_16UC1), (0, 0, MatType.CV_8UC1) })
        {
            using var field = new Mat(height, width, type, Scalar.All(90));
            using var segmentation = segmenter.Begin(field);
            Assert.Null(segmentation.Tiles);
            using var found = segmentation.Finish([]);
            Assert.Equal((MatType.CV_32SC1, field.Size(), 0), (found.Type(), found.Size(), found.Empty() ? 0 : found.CountNonZero()));
        }
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 700)]
    [InlineData(97, 11)]
    public void Odd_fields_go_through(int height, int width)
    {
        using var field = Mat.FromPixelData(height, width, MatType.CV_8UC1, Enumerable.Range(0, height * width).Select(i => (byte)(i * 37)).ToArray());
        using var session = Session(Settings());
        using var segmentation = new CellposeSegmenter(Settings(), 0.5, session.Sha256).Begin(field);
        using var found = segmentation.Finish(session.Run(segmentation.Tiles!.Inputs, segmentation.Tiles.Count));
        Assert.Equal(field.Size(), found.Size());
    }

    [Fact]
    public void The_same_answers_give_the_same_masks()
    {
        using var truth = Nuclei(120, 130, 20);
        using var field = Painted(truth, deep: false);
        using var session = Session(Settings());
        using var segmentation = new CellposeSegmenter(Settings(), 0.5, session.Sha256).Begin(field);
        var answers = session.Run(segmentation.Tiles!.Inputs, segmentation.Tiles.Count);
        using var first = segmentation.Finish(answers);
        using var second = segmentation.Finish(answers);
        Assert.True(first.AsSpan<int>().SequenceEqual(second.AsSpan<int>()));
        Assert.Throws<ArgumentException>(() => segmentation.Finish([.. answers.Skip(1)]));
        Assert.Throws<ArgumentException>(() => segmentation.Finish([.. answers.Select(a => a[1..])]));
    }

    [Fact]
    public void The_description_changes_with_everything_that_shapes_the_masks()
    {
        var settings = Settings();
        var texts = new[]
        {
            new CellposeSegmenter(settings, 0.5, "aa"), new CellposeSegmenter(settings, 0.5, "bb"), new CellposeSegmenter(settings, 0.4, "aa"),
            new CellposeSegmenter(settings with { Tile = 128 }, 0.5, "aa"), new CellposeSegmenter(settings with { TrainedDiameter = 30 }, 0.5, "aa"),
            new CellposeSegmenter(settings with { Diameter = 9 }, 0.5, "aa"), new CellposeSegmenter(settings with { Probability = 1 }, 0.5, "aa"),
            new CellposeSegmenter(settings with { FlowError = 1 }, 0.5, "aa"), new CellposeSegmenter(settings with { Output = "y" }, 0.5, "aa"),
        }.Select(s => s.Description).ToArray();
        Assert.Equal(texts.Length, texts.Distinct().Count());
        Assert.Equal(texts[0], new CellposeSegmenter(settings with { File = "/elsewhere", Sha256 = "aabbccdd" }, 0.5, "aa").Description);
    }

    [Fact]
    public void Faults_of_the_network_name_the_settings_of_the_segmenter()
    {
        var settings = Settings();
        Assert.Equal($"{settings.File}: needs exactly one input of float numbers [N,2,64,64] (hpa.cells.cellpose.tile = 64), has input Float[?,2,96,96]", Refusal(settings with { Tile = 64 }));
        Assert.Equal($"{settings.File}: has no output 'y' (hpa.cells.cellpose.output), only features Float[?,3,96,96]", Refusal(settings with { Output = "y" }));
        Assert.EndsWith("but hpa.cells.cellpose.sha256 says 00000000: fetch the file again, or change the key if this file is meant", Refusal(settings with { Sha256 = "00000000" }), StringComparison.Ordinal);
        Assert.Equal("/no/net.onnx: does not exist; correct hpa.cells.cellpose.file", Refusal(settings with { File = "/no/net.onnx" }));
        File.WriteAllBytes(settings.File, GradientNetwork.Onnx(Tile, two: true));
        Assert.Equal($"{settings.File}: has the outputs features Float[?,3,96,96], style Float[?,3,1,1]; say which one with hpa.cells.cellpose.output", Refusal(settings));
        Assert.Equal($"{settings.File}: output 'style' has the shape [4,3,1,1] for 4 inputs, expected [4,3,96,96]; name another with hpa.cells.cellpose.output", Refusal(settings with { Output = "style" }));
        using var named = Session(settings with { Output = "features" });
        Assert.Equal(3 * Tile * Tile, named.Dimensions);

        string Refusal(CellposeSettings refused) => Assert.Throws<InputException>(() => Session(refused).Dispose()).Message;
    }

    [Fact]
    public void The_network_is_checked_like_any_other()
    {
        var spec = Settings().ToSpec();
        var model = BackboneModel.Of(spec, 1, _folder);
        using var session = BackboneSession.Load(spec, model, ExecutionDevice.Cpu, long.MaxValue, 2);
        var answer = KnownAnswer.Compute(model, spec);
        answer.Check(session);
        Assert.Contains(BatchProbe.Run(session, cuda: false), new[] { 1, 2, 3, 6 });
        Assert.Equal(2 * Tile * Tile, KnownAnswer.Input(spec).Length);
        Assert.Throws<ArgumentException>(() => session.Run(new float[3 * Tile * Tile], 1));
    }

    private CellposeSettings Settings()
    {
        var file = Path.Combine(_folder, "net.onnx");
        if (!File.Exists(file)) File.WriteAllBytes(file, GradientNetwork.Onnx(Tile));
        return new CellposeSettings(file, "", "", Tile, TrainedDiameter: 17, Diameter: 10, Probability: 0, FlowError: 0.4);
    }

    private BackboneSession Session(CellposeSettings settings) => BackboneSession.Load(settings.ToSpec(), 1, 4, _folder);

    /// <summary>Ellipses in rows, none of which touch.</summary>
    private static Mat Nuclei(int height, int width, int diameter)
    {
        var labels = new Mat(height, width, MatType.CV_32SC1, Scalar.All(0));
        var (step, label) = (diameter * 8 / 5, 0);
        for (var y = diameter; y < height - diameter / 2; y += step)
            for (var x = diameter; x < width - diameter / 2; x += step)
                Cv2.Ellipse(labels, new Point(x + (7 * label % 5), y), new Size(diameter / 2, diameter * 2 / 5), 25 * label++, 0, 360, Scalar.All(label), -1);
        return labels;
    }

    /// <summary>The nuclei brighter than what is around them, each in its own grey, with soft borders.</summary>
    private static Mat Painted(Mat labels, bool deep)
    {
        using var grey = new Mat();
        using var sharp = new Mat(labels.Size(), MatType.CV_32FC1);
        var from = labels.AsSpan<int>();
        var to = sharp.AsSpan<float>();
        for (var i = 0; i < from.Length; i++) to[i] = from[i] == 0 ? 20 : 180 + from[i] * 11 % 40;
        Cv2.GaussianBlur(sharp, grey, new Size(0, 0), 1);
        var field = new Mat();
        grey.ConvertTo(field, deep ? MatType.CV_16UC1 : MatType.CV_8UC1, deep ? 200 : 1);
        return field;
    }
}

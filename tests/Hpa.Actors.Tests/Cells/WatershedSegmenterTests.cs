using Hpa.Actors.Cells;
using Hpa.Actors.Tests.Cells.Cellpose;
using Hpa.Contracts.Cells;
using Hpa.Contracts.Runs;
using OpenCvSharp;

namespace Hpa.Actors.Tests.Cells;

public sealed class WatershedSegmenterTests
{
    [Fact]
    public void Separate_nuclei_are_found_in_their_shape_and_in_order()
    {
        using var truth = LabelMaps.Ellipses(200, 120, (150, 20, 12, 10), (40, 50, 20, 14), (120, 90, 10, 16));
        using var field = Field(truth, 160, 20);

        using var labels = Find(field);

        Assert.Equal(new SegmentationScore(3, 0, 0), SegmentationScore.Of(truth, labels, 0.9));
        Assert.Equal([1, 2, 3], new[] { (20, 150), (50, 40), (90, 120) }.Select(p => labels.At<int>(p.Item1, p.Item2)));
    }

    [Fact]
    public void Touching_nuclei_are_told_apart()
    {
        using var truth = LabelMaps.Ellipses(200, 120, (60, 60, 15, 15), (87, 60, 14, 14), (140, 40, 12, 12), (140, 62, 12, 12));
        using var field = Field(truth, 160, 20);

        using var labels = Find(field);

        Assert.Equal(new SegmentationScore(4, 0, 0), SegmentationScore.Of(truth, labels, 0.8));
    }

    [Fact]
    public void A_long_nucleus_stays_whole()
    {
        using var truth = LabelMaps.Ellipses(200, 120, (60, 60, 30, 10), (150, 60, 12, 12));
        using var field = Field(truth, 160, 20);

        using var labels = Find(field);

        Assert.Equal(new SegmentationScore(2, 0, 0), SegmentationScore.Of(truth, labels, 0.9));
    }

    [Fact]
    public void A_hole_in_a_nucleus_belongs_to_it()
    {
        using var truth = LabelMaps.Ellipses(120, 120, (60, 60, 20, 20));
        using var field = Field(truth, 160, 20);
        Cv2.Circle(field, new Point(60, 60), 5, Scalar.All(20), thickness: -1);

        using var labels = Find(field);

        Assert.Equal(new SegmentationScore(1, 0, 0), SegmentationScore.Of(truth, labels, 0.9));
    }

    [Fact]
    public void Uneven_light_and_noise_hide_no_nucleus()
    {
        using var truth = LabelMaps.Ellipses(400, 300, [.. from y in Enumerable.Range(0, 4) from x in Enumerable.Range(0, 6) select (40 + 64 * x, 40 + 72 * y, 13, 11)]);
        using var field = Field(truth, 120, 0);
        var pixels = field.AsSpan<byte>();
        var noise = new CounterRandom(3).At("noise");
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)Math.Clamp(10 + i % 400 * 0.06 + pixels[i] * (0.5 + i % 400 / 800.0) + 6 * noise.NextNormal(), 0, 255);

        using var labels = Find(field);

        Assert.Equal(new SegmentationScore(24, 0, 0), SegmentationScore.Of(truth, labels, 0.7));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void The_scale_of_a_field_does_not_matter(int scale)
    {
        using var small = LabelMaps.Ellipses(300, 200, (50, 50, 20, 18), (84, 50, 18, 18), (200, 100, 25, 17), (80, 150, 16, 22));
        using var truth = new Mat();
        Cv2.Resize(small, truth, default, scale, scale, InterpolationFlags.Nearest);
        using var field = Field(truth, 160, 20);

        using var labels = Find(field, FormattableString.Invariant($"pixel-size={0.32 / scale}"));

        Assert.Equal(field.Size(), labels.Size());
        Assert.Equal(new SegmentationScore(4, 0, 0), SegmentationScore.Of(truth, labels, 0.8));
    }

    [Fact]
    public void Dim_16_bit_fields_are_as_good_as_bright_8_bit_ones()
    {
        using var truth = LabelMaps.Ellipses(200, 120, (60, 60, 15, 15), (87, 60, 14, 14));
        using var bright = Field(truth, 160, 20);
        using var dim = new Mat();
        bright.ConvertTo(dim, MatType.CV_16UC1, 2, 300);

        using var expected = Find(bright);
        using var labels = Find(dim);

        Assert.Equal(expected.AsSpan<int>(), labels.AsSpan<int>());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(77)]
    [InlineData(255)]
    public void A_flat_field_has_no_nuclei(int level)
    {
        using var field = new Mat(100, 100, MatType.CV_8UC1, Scalar.All(level));

        using var labels = Find(field);

        Assert.Equal(0, Cv2.CountNonZero(labels));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Noise_alone_has_no_nuclei(ulong seed)
    {
        using var field = new Mat(300, 300, MatType.CV_8UC1);
        var noise = new CounterRandom(seed).At("noise");
        foreach (ref var pixel in field.AsSpan<byte>()) pixel = (byte)Math.Clamp(40 + 12 * noise.NextNormal(), 0, 255);

        using var labels = Find(field);

        Assert.Equal(0, Cv2.CountNonZero(labels));
    }

    [Theory]
    [InlineData(400, 180)]
    [InlineData(512, 240)]
    [InlineData(2048, 900)]
    public void A_giant_blob_is_one_thing_and_flagged(int size, int radius)
    {
        using var truth = LabelMaps.Ellipses(size, size, (size / 2, size / 2, radius, radius));
        using var field = Field(truth, 160, 10);

        using var labels = Find(field);
        var cell = Assert.Single(CellChoice.Of(labels, LabelMaps.Settings("pixel-size=0.32")).All);

        Assert.Equal((CellFlags.Large, false), (cell.Flags, cell.Used));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 50)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    public void Tiny_fields_do_no_harm(int width, int height)
    {
        using var field = new Mat(height, width, MatType.CV_16UC1, Scalar.All(9));
        field.Set(0, 0, (ushort)60000);

        foreach (var pixelSize in new[] { "pixel-size=0.32", "pixel-size=0.08" })
        {
            using var labels = Find(field, pixelSize);

            Assert.Equal(field.Size(), labels.Size());
        }
    }

    [Fact]
    public void A_field_of_64_million_pixels_is_found_at_a_coarser_scale()
    {
        using var truth = LabelMaps.Ellipses(8000, 8000, (1000, 1000, 100, 90), (1180, 1000, 90, 90), (5000, 7000, 120, 110));
        using var field = Field(truth, 160, 20);

        using var labels = Find(field, "pixel-size=0.08");

        Assert.Equal(new SegmentationScore(3, 0, 0), SegmentationScore.Of(truth, labels, 0.8));
    }

    [Fact]
    public void Several_threads_find_the_same()
    {
        using var truth = LabelMaps.Ellipses(200, 120, (60, 60, 15, 15), (87, 60, 14, 14), (140, 40, 12, 12), (140, 62, 12, 12));
        using var field = Field(truth, 160, 20);
        var segmenter = new WatershedSegmenter(LabelMaps.Settings("pixel-size=0.32"));
        using var expected = Find(field);
        var different = 0;

        Parallel.For(0, 16, _ =>
        {
            using var segmentation = segmenter.Begin(field);
            using var labels = segmentation.Finish([]);
            if (!labels.AsSpan<int>().SequenceEqual(expected.AsSpan<int>())) Interlocked.Increment(ref different);
        });

        Assert.Equal(0, different);
    }

    [ReferenceDataFact("nuclei")]
    public void Real_nuclei_are_found()
    {
        var folder = ReferenceDataFactAttribute.PathOf("nuclei");
        var precisions = Directory.GetFiles(Path.Combine(folder, "images")).Select(file =>
        {
            using var image = Cv2.ImRead(file, ImreadModes.Grayscale);
            using var truth = Cv2.ImRead(Path.Combine(folder, "labels", Path.GetFileName(file)), ImreadModes.Unchanged);
            truth.ConvertTo(truth, MatType.CV_32SC1);
            using var labels = Find(image);
            return SegmentationScore.Of(truth, labels, 0.5).Precision;
        }).ToArray();

        Assert.InRange(precisions.Average(), 0.8, 1);
    }

    /// <summary>Nuclei of one brightness with the blur of a microscope.</summary>
    private static Mat Field(Mat truth, int nucleus, int background)
    {
        var field = new Mat(truth.Size(), MatType.CV_8UC1, Scalar.All(background));
        using var mask = new Mat();
        Cv2.Compare(truth, new Scalar(0), mask, CmpTypes.GT);
        field.SetTo(Scalar.All(nucleus), mask);
        Cv2.GaussianBlur(field, field, default, 1);
        return field;
    }

    private static Mat Find(Mat field, string pixelSize = "pixel-size=0.32")
    {
        using var segmentation = new WatershedSegmenter(LabelMaps.Settings(pixelSize)).Begin(field);
        return segmentation.Finish([]);
    }
}

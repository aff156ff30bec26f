using Hpa.Actors.Cells;
using Hpa.Actors.Datasets.Synthesis;
using Hpa.Contracts.Cells;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;
using OpenCvSharp;
using Xunit.Abstractions;

namespace Hpa.Actors.Tests.Cells;

/// <summary>Nuclei and membranes of drawn fields, whose truth is known.</summary>
public sealed class SyntheticFieldCellsTests(ITestOutputHelper output)
{
    /// <summary>What the border leaves of a nucleus may be too little to be told from debris; µm².</summary>
    private const double LeastVisible = 3;

    [Theory]
    [InlineData(12, 512, 110, 0.32)]
    [InlineData(20, 256, 110, 0.32)]
    [InlineData(4, 1024, 220, 0.16)]
    public void Nearly_all_nuclei_are_found_and_the_ring_covers_the_membrane(int fields, int size, double diameter, double pixelSize)
    {
        var settings = LabelMaps.Settings(FormattableString.Invariant($"pixel-size={pixelSize}"), "leave-out=[]", "max-per-image=1000", "regions=[membrane]");
        var (nuclei, found, membrane, covered, spurious) = (0, 0, 0, 0, 0);
        for (var i = 0; i < fields; i++)
        {
            using var field = SyntheticField.Draw(LabelSet.Of(i % LocationClasses.Count), size, diameter, new Dice(new CounterRandom(5).At((ulong)i)));
            using var truth = Truth(field, LeastVisible / (pixelSize * pixelSize));
            using var segmentation = new WatershedSegmenter(settings).Begin(field.Channels[Channel.Blue]);
            using var labels = segmentation.Finish([]);
            var score = SegmentationScore.Of(truth, labels, 0.5);
            (nuclei, found, spurious) = (nuclei + score.Matched + score.Missed, found + score.Matched, spurious + score.Spurious);
            using var ring = Rings(CellChoice.Of(labels, settings), size);
            var (rings, membranes) = (ring.AsSpan<byte>().ToArray(), field.Membrane.AsSpan<ushort>().ToArray());
            membrane += membranes.Count(m => m > 0);
            covered += membranes.Where((m, p) => m > 0 && rings[p] > 0).Count();
        }

        output.WriteLine($"{found} of {nuclei} nuclei found, {spurious} that are none; ring covers {(double)covered / membrane:f3} of the membrane");
        Assert.InRange((double)found / nuclei, 0.95, 1);
        Assert.InRange((double)covered / membrane, 0.9, 1);
    }

    private static Mat Truth(SyntheticField field, double least)
    {
        var truth = new Mat();
        field.Nuclei.ConvertTo(truth, MatType.CV_32SC1);
        var areas = new Dictionary<int, int>();
        foreach (var number in truth.AsSpan<int>()) areas[number] = areas.GetValueOrDefault(number) + 1;
        foreach (ref var number in truth.AsSpan<int>())
            if (areas[number] < least) number = 0;
        return truth;
    }

    private static Mat Rings(FieldCells cells, int size)
    {
        var mask = new Mat(size, size, MatType.CV_8UC1, Scalar.All(0));
        var all = mask.AsSpan<byte>();
        foreach (var ring in cells.Chosen.Select(c => c.Regions[0]))
        {
            for (var i = 0; i < ring.Pixels.Length; i++)
            {
                var (x, y) = (ring.Left + i % ring.Side, ring.Top + i / ring.Side);
                if (ring.Pixels[i] > 0 && x >= 0 && y >= 0 && x < size && y < size) all[y * size + x] = 255;
            }
        }

        return mask;
    }
}

using Hpa.Actors.Cells;
using Hpa.Contracts.Cells;
using Hpa.Contracts.Features;
using OpenCvSharp;

namespace Hpa.Actors.Tests.Cells;

public sealed class RegionCropTests
{
    [Fact]
    public void A_crop_shows_its_region_alone()
    {
        using var labels = LabelMaps.Ellipses(60, 60, (5, 30, 12, 12));
        using var grey = new Mat(60, 60, MatType.CV_16UC1, Scalar.All(700));
        var region = CellChoice.Of(labels, LabelMaps.Settings("leave-out=[]", "margin=0.5")).Chosen[0].Regions[0];

        var crops = RegionCrop.Cut([grey, grey], region);

        Assert.True(region.Left < 0);
        Assert.Equal(2, crops.Length);
        Assert.Equal((region.Side, region.Side, MatType.CV_16UC1), (crops[1].Width, crops[1].Height, crops[1].Type()));
        for (var i = 0; i < region.Pixels.Length; i++)
            Assert.Equal(region.Pixels[i] == 255 ? 700 : 0, crops[1].At<ushort>(i / region.Side, i % region.Side));
        foreach (var crop in crops) crop.Dispose();
    }

    [Fact]
    public void The_collector_may_move_the_region_meanwhile()
    {
        using var collector = new Timer(_ => GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true), null, 0, 5);
        Assert.Equal(0, Enumerable.Range(0, 4).AsParallel().WithDegreeOfParallelism(4).Sum(Wrong));
    }

    /// <summary>How many of many crops, each of its own region, do not show it.</summary>
    private static int Wrong(int seed)
    {
        var random = new Random(seed);
        using var grey = new Mat(50, 50, MatType.CV_8UC1, Scalar.All(byte.MaxValue));
        var wrong = 0;
        for (var cut = 0; cut < 20_000; cut++)
        {
            var side = random.Next(10, 40);
            var region = new RegionMask(Region.Nucleus, 5, 5, side, [.. Enumerable.Range(0, side * side).Select(_ => (byte)(random.Next(2) * byte.MaxValue))]);
            foreach (var crop in RegionCrop.Cut([grey, grey, grey, grey], region))
            {
                if (!crop.AsSpan<byte>().SequenceEqual(region.Pixels)) wrong++;
                crop.Dispose();
            }
        }

        return wrong;
    }
}

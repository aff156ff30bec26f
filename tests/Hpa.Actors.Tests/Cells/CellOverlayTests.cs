using Hpa.Actors.Cells;
using OpenCvSharp;

namespace Hpa.Actors.Tests.Cells;

public sealed class CellOverlayTests
{
    [Fact]
    public void Used_flagged_and_further_nuclei_have_their_colours_and_the_membrane_its_own()
    {
        using var labels = LabelMaps.Ellipses(600, 200, (100, 100, 15, 15), (300, 100, 2, 2), (500, 100, 15, 15));
        using var picture = new Mat(200, 600, MatType.CV_8UC3, Scalar.All(0));

        var (drawn, cells) = CellOverlay.Draw(picture, labels, LabelMaps.Settings("max-per-image=1", "membrane.inside=4", "membrane.outside=4"));

        using (drawn)
        {
            Assert.Equal([true, false, false], cells.All.Select(c => c.Used));
            AssertNear(255, 255, 255, Strongest(drawn, new Rect(84, 84, 32, 32)));
            AssertNear(0, 140, 255, Strongest(drawn, new Rect(290, 90, 20, 20)));
            AssertNear(160, 160, 160, Strongest(drawn, new Rect(484, 84, 32, 32)));
            var ring = drawn.At<Vec3b>(100, 118);
            Assert.True(ring.Item0 > 90 && ring.Item1 > 90 && ring.Item2 == 0, $"the ring is {ring}");
            Assert.Equal(new Vec3b(0, 0, 0), drawn.At<Vec3b>(100, 100));
            Assert.Equal(0, Cv2.CountNonZero(Grey(picture)));
        }
    }

    [Fact]
    public void Small_fields_are_enlarged_and_large_ones_are_not()
    {
        using var labels = LabelMaps.Ellipses(200, 100, (50, 50, 15, 15));
        using var picture = new Mat(100, 200, MatType.CV_8UC3, Scalar.All(0));
        using var large = new Mat(1100, 1030, MatType.CV_8UC3, Scalar.All(0));
        using var none = LabelMaps.Ellipses(1030, 1100);

        using var five = CellOverlay.Draw(picture, labels, LabelMaps.Settings()).Picture;
        using var same = CellOverlay.Draw(large, none, LabelMaps.Settings()).Picture;

        Assert.Equal(new Size(1000, 500), five.Size());
        Assert.Equal(large.Size(), same.Size());
    }

    /// <summary>Lines are smoothed.</summary>
    private static void AssertNear(int blue, int green, int red, Vec3b pixel) =>
        Assert.True(Math.Abs(pixel.Item0 - blue) + Math.Abs(pixel.Item1 - green) + Math.Abs(pixel.Item2 - red) < 60, $"{pixel} is not {blue} {green} {red}");

    private static Mat Grey(Mat picture) => picture.CvtColor(ColorConversionCodes.BGR2GRAY);

    private static Vec3b Strongest(Mat picture, Rect box)
    {
        var best = default(Vec3b);
        for (var y = box.Top; y < box.Bottom; y++)
            for (var x = box.Left; x < box.Right; x++)
                if (picture.At<Vec3b>(y, x) is var pixel && pixel.Item0 + pixel.Item1 + pixel.Item2 > best.Item0 + best.Item1 + best.Item2) best = pixel;
        return best;
    }
}

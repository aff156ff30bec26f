using Hpa.Actors.Cells.Cellpose;
using OpenCvSharp;

namespace Hpa.Actors.Tests.Cells.Cellpose;

public sealed class NucleiContrastTests
{
    /// <summary>numpy.percentile(range(200), [1, 99]) is [1.99, 197.01].</summary>
    [Fact]
    public void The_percentiles_are_those_of_numpy()
    {
        using var nuclei = Mat.FromPixelData(10, 20, MatType.CV_8UC1, Enumerable.Range(0, 200).Select(i => (byte)(i * 7 % 200)).ToArray());
        using var stretched = NucleiContrast.Stretch(nuclei)!;
        Assert.Equal(MatType.CV_32FC1, stretched.Type());
        Assert.Equal((7 - 1.99) / (197.01 - 1.99), stretched.At<float>(0, 1), 1e-6);
        Assert.Equal((0 - 1.99) / (197.01 - 1.99), stretched.At<float>(0, 0), 1e-6);
    }

    [Fact]
    public void Sixteen_bits_and_a_part_of_a_picture_are_read()
    {
        using var deep = Mat.FromPixelData(4, 5, MatType.CV_16UC1, Enumerable.Range(0, 20).Select(i => (ushort)(i * 3000)).ToArray());
        using var part = deep[new Rect(1, 1, 3, 2)];
        using var stretched = NucleiContrast.Stretch(part)!;
        Assert.InRange(stretched.At<float>(0, 0), -0.02f, 0);
        Assert.InRange(stretched.At<float>(1, 2), 1, 1.02f);
    }

    [Fact]
    public void Where_nothing_differs_there_is_nothing_to_see()
    {
        using var flat = new Mat(300, 10, MatType.CV_16UC1, Scalar.All(700));
        flat.Set<ushort>(5, 5, 60000);
        Assert.Null(NucleiContrast.Stretch(flat));
    }
}

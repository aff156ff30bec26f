using System.Diagnostics;
using Hpa.Actors.Cells.Cellpose;
using OpenCvSharp;
using Xunit.Abstractions;

namespace Hpa.Actors.Tests.Cells.Cellpose;

/// <summary>Masks, their flows, and masks again.</summary>
public sealed class RoundTripTests(ITestOutputHelper output)
{
    [Fact]
    public void Drawn_masks_come_back()
    {
        var truth = Drawn();
        var found = Overlap.RoundTrip(truth, 200);

        Assert.Equal(truth.Values.Max(), found.Values.Max());
        Assert.All(Overlap.Of(truth.Values, found.Values), overlap => Assert.InRange(overlap, 0.95, 1));
    }

    [ReferenceDataFact("nuclei")]
    public void Nuclei_of_real_fields_come_back()
    {
        var images = Directory.GetFiles(ReferenceDataFactAttribute.PathOf("nuclei", "labels"), "*.png").Order(StringComparer.Ordinal)
            .Select(path => (Name: Path.GetFileName(path)[..8], Truth: Read(path))).ToArray();
        var clock = Stopwatch.StartNew();
        var overlaps = images.Select(i => (i.Name, Each: Overlap.Of(i.Truth.Values, Overlap.RoundTrip(i.Truth, 200).Values))).ToArray();
        clock.Stop();

        var each = overlaps.SelectMany(o => o.Each).ToArray();
        output.WriteLine($"{images.Length} fields, {each.Length} nuclei, mean IoU {each.Average():f4}, below 0.5: {each.Count(o => o < 0.5)}, mean of fields {overlaps.Average(o => o.Each.Average()):f4}, {clock.Elapsed.TotalSeconds:f1} s for {images.Sum(i => i.Truth.Values.Length / 1e6):f2} Mpx there and back");
        foreach (var (name, worst) in overlaps.OrderBy(o => o.Each.Average()).Take(8))
            output.WriteLine($"{name}: {worst.Average():f4} of {worst.Length}, lowest {string.Join(' ', worst.Order().Take(5).Select(o => $"{o:f2}"))}");
        Assert.NotEmpty(each);
        Assert.InRange(each.Average(), 0.95, 1);
    }

    /// <summary>Discs, ellipses, neighbours that touch, a bean, and one cut by the border.</summary>
    private static LabelPlane Drawn()
    {
        using var labels = new Mat(150, 211, MatType.CV_32SC1, Scalar.All(0));
        Ellipse(30, 30, 12, 12, 1);
        Ellipse(75, 35, 22, 9, 2);
        Ellipse(140, 30, 14, 14, 3);
        Ellipse(168, 30, 14, 14, 4);
        Ellipse(40, 95, 25, 16, 5);
        Ellipse(55, 78, 12, 9, 0);
        Ellipse(204, 90, 15, 20, 6);
        Ellipse(110, 100, 6, 30, 7);
        Ellipse(150, 110, 4, 4, 8);
        var plane = new LabelPlane(labels.Height, labels.Width, labels.AsSpan<int>().ToArray());
        plane.Order();
        return plane;

        void Ellipse(int x, int y, int a, int b, int label) => Cv2.Ellipse(labels, new Point(x, y), new Size(a, b), 20, 0, 360, Scalar.All(label), -1);
    }

    private static LabelPlane Read(string path)
    {
        using var labels = Cv2.ImRead(path, ImreadModes.Unchanged);
        Assert.Equal(MatType.CV_16UC1, labels.Type());
        return new LabelPlane(labels.Height, labels.Width, Array.ConvertAll(labels.AsSpan<ushort>().ToArray(), label => (int)label));
    }
}

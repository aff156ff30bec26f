using Hpa.Contracts.Cells;
using Hpa.Contracts.Features;
using OpenCvSharp;

namespace Hpa.Actors.Cells;

/// <summary>The two regions of a cell: its nucleus, and the nuclear membrane as a ring around the nucleus' outline.</summary>
internal static class RegionShape
{
    /// <summary>The region's pixels in a square with margin.</summary>
    /// <param name="labels">CV_32SC1 of the field's size.</param>
    /// <param name="number">The nucleus.</param>
    /// <param name="box">Its bounding box.</param>
    /// <param name="region">Nucleus or membrane.</param>
    /// <param name="settings">Widths in µm, pixel size, margin.</param>
    public static RegionMask Of(Mat labels, int number, Rect box, Region region, CellSettings settings)
    {
        var reach = region == Region.Membrane ? (int)Math.Ceiling(Pixels(settings.MembraneOutside, settings)) : 0;
        // One pixel more, so that the distance to the outline is known at the edge of the window.
        var window = Grown(box, reach + 1).Intersect(new Rect(0, 0, labels.Width, labels.Height));
        using var part = labels[window];
        using var nucleus = new Mat();
        Cv2.InRange(part, new Scalar(number), new Scalar(number), nucleus);
        using var pixels = region == Region.Membrane ? Ring(part, nucleus, settings) : nucleus.Clone();
        return Square(pixels, window, region, settings.Margin);
    }

    /// <summary>
    /// Pixels whose distance to the other side of the outline is within the widths; pixels of other nuclei do not belong to it.
    /// Where a nucleus is cut by the border of the field there is no outline.
    /// </summary>
    private static Mat Ring(Mat labels, Mat nucleus, CellSettings settings)
    {
        using var inner = Within(nucleus, Pixels(settings.MembraneInside, settings));
        using var around = new Mat();
        Cv2.BitwiseNot(nucleus, around);
        using var outer = Within(around, Pixels(settings.MembraneOutside, settings));
        using var background = new Mat();
        Cv2.InRange(labels, new Scalar(0), new Scalar(0), background);
        Cv2.BitwiseAnd(outer, background, outer);
        var ring = new Mat();
        Cv2.BitwiseOr(inner, outer, ring);
        return ring;
    }

    /// <summary>The pixels of a mask that are at most <paramref name="width"/> from a pixel outside it; neighbours are 1 apart.</summary>
    private static Mat Within(Mat mask, double width)
    {
        using var distance = new Mat();
        Cv2.DistanceTransform(mask, distance, DistanceTypes.L2, DistanceTransformMasks.Precise);
        var near = new Mat();
        Cv2.InRange(distance, new Scalar(0.5), new Scalar(width), near);
        return near;
    }

    /// <summary>A width in pixels, at least 1 unless it is 0.</summary>
    private static double Pixels(double micrometres, CellSettings settings) => micrometres == 0 ? 0 : Math.Max(1, micrometres / settings.PixelSize);

    private static RegionMask Square(Mat pixels, Rect window, Region region, double margin)
    {
        using var found = new Mat();
        Cv2.FindNonZero(pixels, found);
        // A ring may be empty: no outline in the field, or no room between nuclei.
        var box = found.Empty() ? new Rect(0, 0, pixels.Width, pixels.Height) : Cv2.BoundingRect(found);
        var side = (int)Math.Ceiling(Math.Max(box.Width, box.Height) * (1 + 2 * margin));
        var (left, top) = (box.X + (box.Width - side) / 2, box.Y + (box.Height - side) / 2);
        var mask = new byte[side * side];
        var all = pixels.AsSpan<byte>();
        var width = pixels.Width;
        for (var y = box.Top; y < box.Bottom; y++)
            all.Slice(y * width + box.X, box.Width).CopyTo(mask.AsSpan((y - top) * side + box.X - left));
        return new RegionMask(region, window.X + left, window.Y + top, side, mask);
    }

    private static Rect Grown(Rect box, int by) => new(box.X - by, box.Y - by, box.Width + 2 * by, box.Height + 2 * by);
}

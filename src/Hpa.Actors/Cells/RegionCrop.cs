using Hpa.Contracts.Cells;
using OpenCvSharp;

namespace Hpa.Actors.Cells;

/// <summary>A region of a cell as a picture of its own.</summary>
internal static class RegionCrop
{
    /// <summary>Cuts a region out of all channels; pixels outside the region or the field are 0.</summary>
    /// <param name="planes">The channels, of one size.</param>
    /// <param name="region">Where.</param>
    /// <returns>Per channel a square of the region's side and the channel's type. The caller disposes them.</returns>
    public static Mat[] Cut(IReadOnlyList<Mat> planes, RegionMask region)
    {
        var square = new Rect(region.Left, region.Top, region.Side, region.Side);
        var inField = square.Intersect(new Rect(0, 0, planes[0].Width, planes[0].Height));
        // A copy: OpenCvSharp 4.13 unpins an array once the first view of its Mat is disposed, and the collector may move it before the next.
        using var mask = new Mat(region.Side, region.Side, MatType.CV_8UC1);
        region.Pixels.CopyTo(mask.AsSpan<byte>());
        var inSquare = new Rect(inField.X - square.X, inField.Y - square.Y, inField.Width, inField.Height);
        return [.. planes.Select(plane =>
        {
            var crop = new Mat(region.Side, region.Side, plane.Type(), Scalar.All(0));
            if (inField.Width <= 0 || inField.Height <= 0) return crop;
            using var source = plane[inField];
            using var target = crop[inSquare];
            using var visible = mask[inSquare];
            source.CopyTo(target, visible);
            return crop;
        })];
    }
}

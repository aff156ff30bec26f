using Hpa.Contracts.Cells;
using Hpa.Contracts.Features;
using OpenCvSharp;

namespace Hpa.Actors.Cells;

/// <summary>
/// Draws what was found onto a picture of the field: nuclei of cells that are used outlined in white with the membrane's ring
/// in cyan, nuclei left out for a flag in orange, those beyond the number of cells in grey.
/// </summary>
public static class CellOverlay
{
    /// <summary>Small fields are enlarged until lines of a pixel are thin enough to see what they go around.</summary>
    private const int EnoughPixels = 1024;

    private const double RingStrength = 0.45;
    private static readonly Scalar s_used = new(255, 255, 255);
    private static readonly Scalar s_flagged = new(0, 140, 255);
    private static readonly Scalar s_beyond = new(160, 160, 160);
    private static readonly Scalar s_ring = new(255, 255, 0);

    /// <summary>Draws onto a copy, enlarged by a whole factor where the field is small. The caller disposes it.</summary>
    /// <param name="picture">CV_8UC3, blue, green, red.</param>
    /// <param name="labels">CV_32SC1 of the same size.</param>
    /// <param name="settings">What is plausible, chosen, and how wide the membrane is.</param>
    /// <returns>The picture and what stands in it.</returns>
    public static (Mat Picture, FieldCells Cells) Draw(Mat picture, Mat labels, CellSettings settings)
    {
        var cells = CellChoice.Of(labels, settings with { Regions = [Region.Membrane] });
        var scale = Math.Max(1, EnoughPixels / Math.Max(picture.Width, picture.Height));
        var canvas = new Mat();
        Cv2.Resize(picture, canvas, default, scale, scale, InterpolationFlags.Linear);
        Tint(canvas, Rings(cells, picture.Size()));
        foreach (var (cell, box) in cells.All.Zip(Nuclei.Boxes(labels)))
        {
            var colour = cell.Used ? s_used : (cell.Flags & settings.LeaveOut) != CellFlags.None ? s_flagged : s_beyond;
            Outline(canvas, labels, cell.Number, box, scale, colour);
        }

        return (canvas, cells);
    }

    /// <summary>All rings as one mask of the field's size.</summary>
    private static Mat Rings(FieldCells cells, Size size)
    {
        var mask = new Mat(size, MatType.CV_8UC1, Scalar.All(0));
        var all = mask.AsSpan<byte>();
        foreach (var ring in cells.Chosen.Select(c => c.Regions[0]))
        {
            for (var i = 0; i < ring.Pixels.Length; i++)
            {
                var (x, y) = (ring.Left + i % ring.Side, ring.Top + i / ring.Side);
                if (ring.Pixels[i] != 0 && x >= 0 && y >= 0 && x < size.Width && y < size.Height) all[y * size.Width + x] = 255;
            }
        }

        return mask;
    }

    private static void Tint(Mat canvas, Mat mask)
    {
        using (mask)
        {
            using var large = mask.Resize(canvas.Size(), 0, 0, InterpolationFlags.Nearest);
            using var colour = new Mat(canvas.Size(), MatType.CV_8UC3, s_ring);
            using var mixed = new Mat();
            Cv2.AddWeighted(canvas, 1 - RingStrength, colour, RingStrength, 0, mixed);
            mixed.CopyTo(canvas, large);
        }
    }

    private static void Outline(Mat canvas, Mat labels, int number, Rect box, int scale, Scalar colour)
    {
        using var part = labels[box];
        using var mask = new Mat();
        Cv2.InRange(part, new Scalar(number), new Scalar(number), mask);
        using var large = mask.Resize(default, scale, scale, InterpolationFlags.Nearest);
        Cv2.FindContours(large, out Point[][] contours, out _, RetrievalModes.External, ContourApproximationModes.ApproxNone, new Point(box.X * scale, box.Y * scale));
        Cv2.Polylines(canvas, contours, isClosed: true, colour, thickness: 1, LineTypes.AntiAlias);
    }
}

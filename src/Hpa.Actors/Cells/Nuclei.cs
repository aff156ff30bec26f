using Hpa.Contracts.Cells;
using OpenCvSharp;

namespace Hpa.Actors.Cells;

/// <summary>The nuclei of a label map, measured and flagged.</summary>
internal static class Nuclei
{
    /// <summary>An ellipse three times as long as wide; normal nuclei are rounder.</summary>
    private const double MaxEccentricity = 0.943;

    /// <summary>Second moment of a single pixel along an axis: it is a square, not a point.</summary>
    private const double PixelMoment = 1.0 / 12;

    /// <summary>Measures every nucleus.</summary>
    /// <param name="labels">CV_32SC1, 0 = background, nuclei 1 … n.</param>
    /// <param name="settings">Pixel size and what is plausible.</param>
    /// <returns>Facts and bounding box by number; nobody is used yet.</returns>
    public static IReadOnlyList<(CellFacts Facts, Rect Box)> Measure(Mat labels, CellSettings settings)
    {
        var sums = Sums.Of(labels);
        return [.. sums.Select((s, i) => (Facts(labels, i + 1, s, settings), s.Box)).Where(n => n.Box.Width > 0)];
    }

    /// <summary>Bounding boxes of the nuclei that there are, by number.</summary>
    public static IReadOnlyList<Rect> Boxes(Mat labels) => [.. Sums.Of(labels).Select(s => s.Box).Where(box => box.Width > 0)];

    private static CellFacts Facts(Mat labels, int number, Sums sums, CellSettings settings)
    {
        if (sums.Pixels == 0) return new CellFacts(number, 0, 0, 0, 0, 1, CellFlags.None, Used: false);
        var (x, y) = (sums.X / sums.Pixels, sums.Y / sums.Pixels);
        var area = sums.Pixels * settings.PixelSize * settings.PixelSize;
        var (eccentricity, solidity) = (Eccentricity(sums, x, y), Solidity(labels, number, sums.Box));
        var flags = CellFlags.None;
        if (sums.Box.Left == 0 || sums.Box.Top == 0 || sums.Box.Right == labels.Width || sums.Box.Bottom == labels.Height) flags |= CellFlags.Border;
        if (area < Disc(settings.MinDiameter)) flags |= CellFlags.Small;
        if (area > Disc(settings.MaxDiameter)) flags |= CellFlags.Large;
        if (solidity < settings.MinSolidity || eccentricity > MaxEccentricity) flags |= CellFlags.Irregular;
        return new CellFacts(number, x, y, area, eccentricity, solidity, flags, Used: false);
    }

    private static double Disc(double diameter) => Math.PI / 4 * diameter * diameter;

    /// <summary>√(1 − b²/a²) of the ellipse with the same second moments, half axes a ≥ b.</summary>
    private static double Eccentricity(Sums sums, double x, double y)
    {
        var xx = sums.Xx / sums.Pixels - x * x + PixelMoment;
        var yy = sums.Yy / sums.Pixels - y * y + PixelMoment;
        var xy = sums.Xy / sums.Pixels - x * y;
        var (mean, spread) = ((xx + yy) / 2, Math.Sqrt((xx - yy) * (xx - yy) / 4 + xy * xy));
        return Math.Sqrt(Math.Max(0, 1 - (mean - spread) / (mean + spread)));
    }

    /// <summary>Both areas are of polygons through pixel centres, so that a straight edge costs nothing.</summary>
    private static double Solidity(Mat labels, int number, Rect box)
    {
        using var part = labels[box];
        using var mask = new Mat();
        Cv2.InRange(part, new Scalar(number), new Scalar(number), mask);
        Cv2.FindContours(mask, out Point[][] contours, out _, RetrievalModes.External, ContourApproximationModes.ApproxNone);
        var (own, hull) = (contours.Sum(c => Cv2.ContourArea(c)), Cv2.ContourArea(Cv2.ConvexHull(contours.SelectMany(c => c))));
        return hull > 0 ? Math.Min(1, own / hull) : 1;
    }

    /// <summary>Sums over the pixels of one nucleus.</summary>
    private struct Sums
    {
        private int _left = int.MaxValue, _top = int.MaxValue, _right = -1, _bottom = -1;

        public Sums()
        {
        }

        public long Pixels { get; private set; }

        public double X { get; private set; }

        public double Y { get; private set; }

        public double Xx { get; private set; }

        public double Yy { get; private set; }

        public double Xy { get; private set; }

        public readonly Rect Box => Pixels == 0 ? default : new Rect(_left, _top, _right - _left + 1, _bottom - _top + 1);

        public static Sums[] Of(Mat labels)
        {
            Cv2.MinMaxLoc(labels, out double _, out var most);
            var sums = new Sums[(int)most];
            Array.Fill(sums, new Sums());
            var all = labels.AsSpan<int>();
            var width = labels.Width;
            for (var i = 0; i < all.Length; i++)
                if (all[i] > 0) sums[all[i] - 1].Add(i % width, i / width);

            return sums;
        }

        private void Add(int x, int y)
        {
            Pixels++;
            (X, Y, Xx, Yy, Xy) = (X + x, Y + y, Xx + (double)x * x, Yy + (double)y * y, Xy + (double)x * y);
            (_left, _top, _right, _bottom) = (Math.Min(_left, x), Math.Min(_top, y), Math.Max(_right, x), Math.Max(_bottom, y));
        }
    }
}

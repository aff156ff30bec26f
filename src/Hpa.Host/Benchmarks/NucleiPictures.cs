using OpenCvSharp;

namespace Hpa.Host.Benchmarks;

/// <summary>Pictures with the outlines of true and found nuclei, for a person to look at.</summary>
internal static class NucleiPictures
{
    /// <summary>Smaller pictures are enlarged by a whole factor, so that lines are thin beside nuclei.</summary>
    private const int EnoughPixels = 1000;

    private const int WideLine = 3;
    private static readonly Scalar s_true = new(80, 200, 80);
    private static readonly Scalar s_found = new(255, 80, 255);

    /// <summary>What the colours mean.</summary>
    public const string Legend = "green = true, magenta on top = found";

    /// <summary>Writes a PNG.</summary>
    /// <param name="path">Where to; an older file is replaced.</param>
    /// <param name="image">CV_8UC1 or CV_16UC1.</param>
    /// <param name="truth">CV_32SC1 of the same size.</param>
    /// <param name="found">CV_32SC1 of the same size.</param>
    public static void Write(string path, Mat image, Mat truth, Mat found)
    {
        var scale = Math.Max(1, EnoughPixels / Math.Max(image.Width, image.Height));
        using var canvas = Canvas(image, scale);
        Outlines(canvas, truth, scale, s_true, WideLine);
        Outlines(canvas, found, scale, s_found, 1);
        Cv2.ImEncode(".png", canvas, out var png);
        File.WriteAllBytes(path, png);
    }

    /// <summary>CV_8UC3; the square root shows dim nuclei beside bright ones.</summary>
    private static Mat Canvas(Mat image, int scale)
    {
        using var grey = new Mat();
        image.ConvertTo(grey, MatType.CV_32FC1);
        Cv2.Normalize(grey, grey, 0, 1, NormTypes.MinMax);
        Cv2.Sqrt(grey, grey);
        grey.ConvertTo(grey, MatType.CV_8UC1, byte.MaxValue);
        using var large = grey.Resize(default, scale, scale, InterpolationFlags.Linear);
        return large.CvtColor(ColorConversionCodes.GRAY2BGR);
    }

    private static void Outlines(Mat canvas, Mat labels, int scale, Scalar colour, int width)
    {
        foreach (var (number, box) in Boxes(labels))
        {
            using var part = labels[box];
            using var mask = new Mat();
            Cv2.InRange(part, new Scalar(number), new Scalar(number), mask);
            using var large = mask.Resize(default, scale, scale, InterpolationFlags.Nearest);
            Cv2.FindContours(large, out Point[][] contours, out _, RetrievalModes.External, ContourApproximationModes.ApproxNone, new Point(box.X * scale, box.Y * scale));
            Cv2.Polylines(canvas, contours, isClosed: true, colour, width);
        }
    }

    private static SortedDictionary<int, Rect> Boxes(Mat labels)
    {
        var boxes = new SortedDictionary<int, Rect>();
        var all = labels.AsSpan<int>();
        for (var i = 0; i < all.Length; i++)
        {
            if (all[i] == 0) continue;
            var pixel = new Rect(i % labels.Width, i / labels.Width, 1, 1);
            boxes[all[i]] = boxes.TryGetValue(all[i], out var box) ? box | pixel : pixel;
        }

        return boxes;
    }
}

using OpenCvSharp;

namespace Hpa.Actors.Cells;

/// <summary>Label maps at another scale and in another order.</summary>
internal static class LabelScaling
{
    /// <summary>Enlarges a label map; outlines become smooth, not steps.</summary>
    /// <param name="labels">CV_32SC1, numbers 1 … n.</param>
    /// <param name="size">Of the result, at least as large.</param>
    /// <returns>CV_32SC1; a nucleus too small to appear is left out.</returns>
    public static Mat Enlarge(Mat labels, Size size)
    {
        var large = new Mat(size, MatType.CV_32SC1, Scalar.All(0));
        var (x, y) = ((double)size.Width / labels.Width, (double)size.Height / labels.Height);
        var boxes = Nuclei.Boxes(labels);
        for (var i = 0; i < boxes.Count; i++)
        {
            // One pixel of background around, so that the outline fades on all sides, except where the field ends.
            var box = new Rect(boxes[i].X - 1, boxes[i].Y - 1, boxes[i].Width + 2, boxes[i].Height + 2).Intersect(new Rect(0, 0, labels.Width, labels.Height));
            using var part = labels[box];
            using var mask = new Mat();
            Cv2.InRange(part, new Scalar(i + 1), new Scalar(i + 1), mask);
            var (left, top) = ((int)Math.Round(box.Left * x), (int)Math.Round(box.Top * y));
            var place = new Rect(left, top, (int)Math.Round(box.Right * x) - left, (int)Math.Round(box.Bottom * y) - top);
            using var smooth = mask.Resize(place.Size, 0, 0, InterpolationFlags.Linear);
            Cv2.Threshold(smooth, smooth, 127, 255, ThresholdTypes.Binary);
            using var target = large[place];
            using var free = new Mat();
            Cv2.InRange(target, new Scalar(0), new Scalar(0), free);
            Cv2.BitwiseAnd(smooth, free, smooth);
            target.SetTo(new Scalar(i + 1), smooth);
        }

        Renumber(large, boxes.Count, new bool[boxes.Count + 1]);
        return large;
    }

    /// <summary>Takes numbers out and gives the others 1 … m in the order of their first pixels, row by row.</summary>
    /// <param name="labels">CV_32SC1, numbers 0 … n; changed.</param>
    /// <param name="count">n.</param>
    /// <param name="remove">Of length n + 1: whether to take a number out.</param>
    public static void Renumber(Mat labels, int count, bool[] remove)
    {
        var numbers = new int[count + 1];
        var next = 0;
        foreach (ref var number in labels.AsSpan<int>())
        {
            if (number == 0) continue;
            if (remove[number]) number = 0;
            else number = numbers[number] != 0 ? numbers[number] : numbers[number] = ++next;
        }
    }
}

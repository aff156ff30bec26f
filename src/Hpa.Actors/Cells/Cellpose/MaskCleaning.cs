using System.Numerics;

namespace Hpa.Actors.Cells.Cellpose;

/// <summary>What is done to masks once they are found.</summary>
internal static class MaskCleaning
{
    /// <summary>Smaller masks are removed, pixels.</summary>
    public const int SmallestArea = 15;

    /// <summary>Removes masks whose own flows are too far from those they were made of.</summary>
    /// <param name="labels">The masks; changed.</param>
    /// <param name="field">The flows they were made of.</param>
    /// <param name="threshold">Mean squared distance of the flows of a mask's pixels above which it goes; 0 keeps all.</param>
    public static void RemoveInconsistent(LabelPlane labels, FlowField field, double threshold)
    {
        if (threshold <= 0) return;
        foreach (var box in labels.Boxes())
            if (FlowError(labels, box, field) > threshold) Erase(labels, box);
    }

    /// <summary>Mean squared distance between a mask's own flows and a field; 0 for a mask without pixels.</summary>
    public static double FlowError(LabelPlane labels, MaskBox box, FlowField field)
    {
        var sum = 0.0;
        MaskHeat.Flows(labels, box, (i, flow) => sum += Vector2.DistanceSquared(flow, field.Steps[i]));
        return box.Area == 0 ? 0 : sum / box.Area;
    }

    /// <summary>Removes small masks and fills the holes of the others, also with masks that lie in them.</summary>
    public static void FillAndRemoveSmall(LabelPlane labels)
    {
        foreach (var box in labels.Boxes())
        {
            // A mask that was filled before may have swallowed part of this one.
            var area = Area(labels, box);
            if (area < SmallestArea) Erase(labels, box);
            else Fill(labels, box);
        }
    }

    private static int Area(LabelPlane labels, MaskBox box)
    {
        var area = 0;
        for (var y = box.Top; y < box.Bottom; y++) area += labels.Values.AsSpan(y * labels.Width + box.Left, box.Width).Count(box.Label);
        return area;
    }

    private static void Erase(LabelPlane labels, MaskBox box)
    {
        for (var y = box.Top; y < box.Bottom; y++)
            labels.Values.AsSpan(y * labels.Width + box.Left, box.Width).Replace(box.Label, 0);
    }

    /// <summary>What cannot be reached from outside of the box without crossing the mask, in steps to the four sides, is a hole.</summary>
    private static void Fill(LabelPlane labels, MaskBox box)
    {
        var (height, width) = (box.Height + 2, box.Width + 2);
        var closed = new bool[height * width];
        for (var i = 0; i < closed.Length; i++)
            closed[i] = i / width - 1 is var y && i % width - 1 is var x && y >= 0 && y < box.Height && x >= 0 && x < box.Width
                && labels.Values[(box.Top + y) * labels.Width + box.Left + x] == box.Label;
        var reached = Reached(closed, height, width);
        for (var y = 0; y < box.Height; y++)
            for (var x = 0; x < box.Width; x++)
                if (!reached[(y + 1) * width + x + 1]) labels.Values[(box.Top + y) * labels.Width + box.Left + x] = box.Label;
    }

    private static bool[] Reached(bool[] closed, int height, int width)
    {
        var reached = new bool[closed.Length];
        var open = new Stack<int>([0]);
        reached[0] = true;
        while (open.TryPop(out var i))
        {
            if (i >= width) Reach(i - width);
            if (i < (height - 1) * width) Reach(i + width);
            if (i % width > 0) Reach(i - 1);
            if (i % width < width - 1) Reach(i + 1);
        }

        return reached;

        void Reach(int i)
        {
            if (closed[i] || reached[i]) return;
            reached[i] = true;
            open.Push(i);
        }
    }
}

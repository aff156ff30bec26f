using System.Numerics;

namespace Hpa.Actors.Cells.Cellpose;

/// <summary>A step for every pixel that leads towards the centre of the mask it belongs to.</summary>
/// <param name="Height">Pixels.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Steps">[height × width] row-major, pixels to the right and down; zero outside of masks.</param>
internal sealed record FlowField(int Height, int Width, Vector2[] Steps)
{
    /// <summary>Networks are trained on flows this many times as long.</summary>
    public const float NetworkScale = 5;

    /// <summary>The flows that masks should have, of length 1.</summary>
    public static FlowField Of(LabelPlane labels)
    {
        var steps = new Vector2[labels.Values.Length];
        foreach (var box in labels.Boxes()) MaskHeat.Flows(labels, box, (i, flow) => steps[i] = flow);
        return new FlowField(labels.Height, labels.Width, steps);
    }

    /// <summary>The flows of a network where it sees cells.</summary>
    /// <param name="height">Pixels.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="down">[height × width] as the network says.</param>
    /// <param name="right">The same.</param>
    /// <param name="cells">Positions of the pixels of cells.</param>
    public static FlowField Of(int height, int width, ReadOnlySpan<float> down, ReadOnlySpan<float> right, ReadOnlySpan<int> cells)
    {
        var steps = new Vector2[down.Length];
        foreach (var i in cells) steps[i] = new Vector2(right[i] / NetworkScale, down[i] / NetworkScale);
        return new FlowField(height, width, steps);
    }

    /// <summary>Follows the field from pixels in steps of one field value each, which is interpolated between pixels.</summary>
    /// <param name="starts">Positions of the pixels.</param>
    /// <param name="steps">How many.</param>
    /// <returns>Positions of the pixels in which the paths end.</returns>
    public int[] Follow(ReadOnlySpan<int> starts, int steps)
    {
        var ends = new int[starts.Length];
        for (var i = 0; i < starts.Length; i++) ends[i] = Follow(starts[i], steps);
        return ends;
    }

    private int Follow(int start, int steps)
    {
        var last = new Vector2(Width - 1, Height - 1);
        var place = new Vector2(start % Width, start / Width);
        for (; steps > 0; steps--)
        {
            var next = Vector2.Clamp(place + At(place), Vector2.Zero, last);
            // From where a path stands still it goes nowhere.
            if (next == place) break;
            place = next;
        }

        return (int)place.Y * Width + (int)place.X;
    }

    private Vector2 At(Vector2 place)
    {
        var (x, y) = ((int)place.X, (int)place.Y);
        var (right, down) = (place.X - x, place.Y - y);
        var i = y * Width + x;
        var below = y + 1 < Height ? i + Width : i;
        var next = x + 1 < Width ? 1 : 0;
        var upper = Steps[i] * (1 - right) + Steps[i + next] * right;
        var lower = Steps[below] * (1 - right) + Steps[below + next] * right;
        return upper * (1 - down) + lower * down;
    }
}

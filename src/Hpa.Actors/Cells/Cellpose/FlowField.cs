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
}

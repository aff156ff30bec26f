namespace Hpa.Actors.Cells.Cellpose;

/// <summary>Masks that do not overlap: 0 = background, 1 … n = masks.</summary>
/// <param name="Height">Pixels.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Values">[height × width] row-major; changed in place by those who clean it.</param>
internal sealed record LabelPlane(int Height, int Width, int[] Values)
{
    /// <summary>The box around each mask and its number of pixels, by label from 1; a label without pixels has 0.</summary>
    public IReadOnlyList<MaskBox> Boxes()
    {
        var boxes = new MaskBox[Largest()];
        for (var i = 0; i < boxes.Length; i++) boxes[i] = new MaskBox(i + 1, int.MaxValue, int.MaxValue, 0, 0, 0);
        for (var i = 0; i < Values.Length; i++)
            if (Values[i] is > 0 and var label) boxes[label - 1] = boxes[label - 1].With(i / Width, i % Width);
        return boxes;
    }

    /// <summary>Numbers the masks anew from 1 in the order of their topmost, then leftmost pixels.</summary>
    /// <returns>How many there are.</returns>
    public int Order()
    {
        var numbers = new int[1 + Largest()];
        var next = 0;
        foreach (ref var label in Values.AsSpan())
        {
            if (label == 0) continue;
            if (numbers[label] == 0) numbers[label] = ++next;
            label = numbers[label];
        }

        return next;
    }

    private int Largest() => Values.Length == 0 ? 0 : Values.Max();
}

/// <summary>The smallest rectangle around a mask.</summary>
/// <param name="Label">The mask.</param>
/// <param name="Top">First row.</param>
/// <param name="Left">First column.</param>
/// <param name="Bottom">Row after the last.</param>
/// <param name="Right">Column after the last.</param>
/// <param name="Area">Pixels of the mask.</param>
internal readonly record struct MaskBox(int Label, int Top, int Left, int Bottom, int Right, int Area)
{
    /// <summary>Rows.</summary>
    public int Height => Bottom - Top;

    /// <summary>Columns.</summary>
    public int Width => Right - Left;

    /// <summary>The box with one more pixel of the mask.</summary>
    public MaskBox With(int y, int x) =>
        new(Label, Math.Min(Top, y), Math.Min(Left, x), Math.Max(Bottom, y + 1), Math.Max(Right, x + 1), Area + 1);
}

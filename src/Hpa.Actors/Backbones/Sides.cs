namespace Hpa.Actors.Backbones;

/// <summary>Height and width of a kernel, or the zeros above and below, left and right of a plane.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
public readonly record struct Sides(int Height, int Width)
{
    /// <summary>A square.</summary>
    public static implicit operator Sides(int side) => new(side, side);

    /// <summary>A rectangle.</summary>
    public static implicit operator Sides((int Height, int Width) sides) => new(sides.Height, sides.Width);
}

using System.Numerics;

namespace Hpa.Actors.Cells.Cellpose;

/// <summary>
/// Paths along a flow field: Euler's method with steps of one field value each, which is interpolated between pixels.
/// </summary>
/// <remarks>
/// Cellpose 2 and 3 sample the field with coordinates that put the centres of the outermost pixels at the field's ends,
/// by a function for which the ends are half a pixel further out (grid_sample, align_corners = False, zeros outside). So a
/// place p of n pixels is looked up at p·n/(n − 1) − 1/2. It moves ends by half a pixel at most, and is kept to get its masks.
/// </remarks>
internal sealed class FlowPaths
{
    private readonly int _stride;
    private readonly Vector2[] _steps;
    private readonly Vector2 _last;
    private readonly Vector2 _scale;
    private readonly Vector2 _shift;

    /// <summary>Prepares a field.</summary>
    public FlowPaths(FlowField field)
    {
        var (height, width) = (field.Height, field.Width);
        // The zeros outside are there, so that no step has to ask where the field ends.
        (_stride, _steps) = (width + 2, new Vector2[(height + 2) * (width + 2)]);
        for (var y = 0; y < height; y++) field.Steps.AsSpan(y * width, width).CopyTo(_steps.AsSpan((y + 1) * _stride + 1));
        _last = new Vector2(width - 1, height - 1);
        _scale = new Vector2(Scale(width), Scale(height));
        _shift = new Vector2(Shift(width), Shift(height));
    }

    /// <summary>Follows the field from pixels.</summary>
    /// <param name="starts">Positions of the pixels, [height × width] row-major.</param>
    /// <param name="steps">How many.</param>
    /// <returns>Positions of the pixels in which the paths end, in the same order.</returns>
    public int[] Ends(ReadOnlySpan<int> starts, int steps)
    {
        var ends = new int[starts.Length];
        for (var i = 0; i < starts.Length; i++) ends[i] = End(starts[i], steps);
        return ends;
    }

    private int End(int start, int steps)
    {
        var width = _stride - 2;
        var place = new Vector2(start % width, start / width);
        var (known, since, until) = (place, 0, 1);
        for (var step = 1; step <= steps; step++)
        {
            place = Vector2.Clamp(place + At(place * _scale + _shift), Vector2.Zero, _last);
            // Who comes back goes round for ever (Brent 1980): whole rounds can be left out.
            if (place == known) steps = step + (steps - step) % (step - since);
            else if (step == until) (known, since, until) = (place, step, 2 * until);
        }

        return (int)place.Y * width + (int)place.X;
    }

    /// <summary>The field between four pixels, at a place that counts from the first zero outside.</summary>
    private Vector2 At(Vector2 place)
    {
        var (x, y) = ((int)place.X, (int)place.Y);
        var (right, down) = (place.X - x, place.Y - y);
        var i = y * _stride + x;
        var upper = _steps[i] * (1 - right) + _steps[i + 1] * right;
        var lower = _steps[i + _stride] * (1 - right) + _steps[i + _stride + 1] * right;
        return upper * (1 - down) + lower * down;
    }

    private static float Scale(int side) => side > 1 ? side / (side - 1f) : 1;

    /// <summary>One pixel of zeros, less the half pixel.</summary>
    private static float Shift(int side) => side > 1 ? 0.5f : 1;
}

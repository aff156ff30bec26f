using System.Numerics;
using System.Numerics.Tensors;

namespace Hpa.Actors.Cells.Cellpose;

/// <summary>
/// The flows that a mask should have (Stringer et al. 2021, Methods): heat enters at its centre and spreads from pixel to
/// pixel of the mask, each taking the mean of the 3 × 3 around it, where what is outside stays cold; the flow is the
/// direction in which it gets warmer. The centre is the pixel nearest to the median row and column.
/// </summary>
internal sealed class MaskHeat
{
    private readonly LabelPlane _labels;
    private readonly MaskBox _box;
    private readonly int _stride;
    private readonly double[] _heat;
    private readonly double[] _ninth;

    private MaskHeat(LabelPlane labels, MaskBox box)
    {
        // One cold pixel all around spares every step the question where the box ends.
        (_labels, _box, _stride) = (labels, box, box.Width + 2);
        _heat = new double[(box.Height + 2) * _stride];
        _ninth = new double[_heat.Length];
        for (var y = 0; y < box.Height; y++)
            for (var x = 0; x < box.Width; x++)
                if (Holds(y, x)) _ninth[At(y, x)] = 1 / 9.0;
    }

    /// <summary>Visits the pixels of a mask with their flows.</summary>
    /// <param name="labels">All masks.</param>
    /// <param name="box">The mask; one without pixels has no flows.</param>
    /// <param name="visit">Gets the position in the plane and the flow: of length 1, or 0 where it is as warm on both sides.</param>
    public static void Flows(LabelPlane labels, MaskBox box, Action<int, Vector2> visit)
    {
        if (box.Area == 0) return;
        var mask = new MaskHeat(labels, box);
        mask.Spread(mask.Centre());
        for (var y = 0; y < box.Height; y++)
            for (var x = 0; x < box.Width; x++)
                if (mask.Holds(y, x)) visit((box.Top + y) * labels.Width + box.Left + x, mask.Flow(mask.At(y, x)));
    }

    private Vector2 Flow(int i)
    {
        var (dx, dy) = (_heat[i + 1] - _heat[i - 1], _heat[i + _stride] - _heat[i - _stride]);
        var length = Math.Sqrt(dx * dx + dy * dy);
        return length > 0 ? new Vector2((float)(dx / length), (float)(dy / length)) : Vector2.Zero;
    }

    /// <summary>Twice as many steps as rows and columns let the heat reach every corner.</summary>
    private void Spread(int centre)
    {
        var rows = new double[_heat.Length];
        var (n, inner) = (_heat.Length, _heat.Length - 2 * _stride);
        for (var step = 2 * (_box.Height + _box.Width); step > 0; step--)
        {
            _heat[centre]++;
            TensorPrimitives.Add(_heat.AsSpan(0, n - 2), _heat.AsSpan(1, n - 2), rows.AsSpan(1, n - 2));
            TensorPrimitives.Add(rows.AsSpan(1, n - 2), _heat.AsSpan(2, n - 2), rows.AsSpan(1, n - 2));
            var target = _heat.AsSpan(_stride, inner);
            TensorPrimitives.Add(rows.AsSpan(0, inner), rows.AsSpan(_stride, inner), target);
            TensorPrimitives.Add(target, rows.AsSpan(2 * _stride, inner), target);
            TensorPrimitives.Multiply(target, _ninth.AsSpan(_stride, inner), target);
        }
    }

    private int Centre()
    {
        var (rows, columns) = (new int[_box.Height], new int[_box.Width]);
        for (var y = 0; y < _box.Height; y++)
        {
            for (var x = 0; x < _box.Width; x++)
            {
                if (!Holds(y, x)) continue;
                rows[y]++;
                columns[x]++;
            }
        }

        var (row, column) = (Median(rows), Median(columns));
        var (nearest, centre) = (double.MaxValue, 0);
        for (var y = 0; y < _box.Height; y++)
        {
            for (var x = 0; x < _box.Width; x++)
            {
                var distance = (y - row) * (y - row) + (x - column) * (x - column);
                if (distance < nearest && Holds(y, x)) (nearest, centre) = (distance, At(y, x));
            }
        }

        return centre;
    }

    /// <summary>Of an even number of pixels, the mean of the two in the middle.</summary>
    private double Median(int[] counts) => (Ranked(counts, (_box.Area - 1) / 2) + Ranked(counts, _box.Area / 2)) / 2.0;

    private static int Ranked(int[] counts, int rank)
    {
        var value = 0;
        for (var seen = counts[0]; seen <= rank; seen += counts[value]) value++;
        return value;
    }

    private bool Holds(int y, int x) => _labels.Values[(_box.Top + y) * _labels.Width + _box.Left + x] == _box.Label;

    private int At(int y, int x) => (y + 1) * _stride + x + 1;
}

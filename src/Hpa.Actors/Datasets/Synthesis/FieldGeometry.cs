using System.Numerics;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Datasets.Synthesis;

/// <summary>
/// Where the cells of a field lie and which pixel belongs to whom. A pixel's value for a cell is its distance from the
/// cell's centre by the radius of the outline in that direction, less 1 inside the nucleus; the cell with the lowest value
/// below 1 gets it. So nuclei never overlap, and neighbours meet along a line between them. The map reaches a cell's
/// diameter beyond the field, so that cells cut by the border have whole shapes.
/// </summary>
internal sealed class FieldGeometry
{
    private readonly ushort[] _owner;
    private readonly float[] _value;
    private readonly int _pad;
    private readonly int _width;

    private FieldGeometry(int size, double diameter, IReadOnlyList<CellPlan> plans)
    {
        var reach = plans.Max(plan => plan.Reach);
        Diameter = diameter;
        Plans = plans;
        _pad = (int)Math.Ceiling(diameter) + reach;
        _width = size + 2 * _pad;
        _owner = new ushort[_width * _width];
        _value = new float[_width * _width];
        Array.Fill(_value, 1f);
        var polar = Polar(2 * reach + 1);
        for (var i = 0; i < plans.Count; i++) Claim(plans[i], (ushort)(i + 1), polar, reach);
    }

    /// <summary>Diameter of a usual cell, pixels.</summary>
    public double Diameter { get; }

    /// <summary>The cells; the owner number of cell i is i + 1.</summary>
    public IReadOnlyList<CellPlan> Plans { get; }

    /// <summary>Places the cells of a field.</summary>
    /// <param name="size">Side of the field, pixels.</param>
    /// <param name="diameter">Diameter of a usual cell, pixels.</param>
    /// <param name="labels">Decides whether cells divide and how densely they lie.</param>
    /// <param name="dice">All draws.</param>
    public static FieldGeometry Draw(int size, double diameter, LabelSet labels, Dice dice) =>
        new(size, diameter, new CellPlacement(size, diameter, labels, dice).Place());

    /// <summary>Owner (0 = none, i + 1 = cell i) of a pixel given in field coordinates, which may lie outside the field.</summary>
    public ushort Owner(int x, int y) => _owner[(y + _pad) * _width + x + _pad];

    /// <summary>Whether the pixel lies in its owner's nucleus.</summary>
    public bool InNucleus(int x, int y) => _value[(y + _pad) * _width + x + _pad] < 0;

    private void Claim(CellPlan plan, ushort number, (float Radius, ushort Step)[] polar, int reach)
    {
        for (var dy = -plan.Reach; dy <= plan.Reach; dy++)
            for (var dx = -plan.Reach; dx <= plan.Reach; dx++)
            {
                var (radius, step) = polar[(dy + reach) * (2 * reach + 1) + dx + reach];
                if (radius >= plan.Body.Largest) continue;
                var value = radius / plan.Body[step];
                var inside = radius / plan.Nucleus[step];
                if (inside < 1) value = inside - 1;
                var pixel = (plan.Y + dy + _pad) * _width + plan.X + dx + _pad;
                if (value >= _value[pixel]) continue;
                _value[pixel] = value;
                _owner[pixel] = number;
            }
    }

    private static (float Radius, ushort Step)[] Polar(int side)
    {
        var polar = new (float, ushort)[side * side];
        for (var i = 0; i < polar.Length; i++)
        {
            var offset = new Vector2(i % side - side / 2, i / side - side / 2);
            polar[i] = (offset.Length(), (ushort)Outline.StepOf(Math.Atan2(offset.Y, offset.X)));
        }

        return polar;
    }
}

using System.Numerics;

namespace Hpa.Actors.Datasets.Synthesis;

/// <summary>Classes 16 to 19: the bridge, the spindle, and the centres that microtubules grow from.</summary>
internal static class DivisionPatterns
{
    /// <summary>Only daughter cells have one; the others show a faint cytosol.</summary>
    public static void CytokineticBridge(Cell cell, Layer paint, Dice dice)
    {
        CytoplasmicPatterns.Haze(cell, paint, 0.10f);
        if (cell.Plan.Phase == Phase.Cytokinesis) Bridge(cell, paint, 1.2f);
    }

    /// <summary>Only cells in metaphase have one; the others show a faint cytosol.</summary>
    public static void MitoticSpindle(Cell cell, Layer paint, Dice dice)
    {
        CytoplasmicPatterns.Haze(cell, paint, 0.12f);
        if (cell.Plan.Phase == Phase.Metaphase) Spindle(cell, paint, dice, 0.6f);
    }

    /// <summary>A cloud with short rays around the centrosome.</summary>
    public static void OrganizingCentre(Cell cell, Layer paint, Dice dice)
    {
        CytoplasmicPatterns.Haze(cell, paint, 0.08f);
        var at = cell.Organelles.Centrosome;
        paint.Spot(at, 3.2f * cell.Unit, 0.8f);
        for (int i = 0, count = dice.Count(9, 14); i < count; i++)
        {
            var heading = CytoplasmicPatterns.Heading(dice.Angle());
            paint.Stroke([at, at + heading * dice.Between(6, 13) * cell.Unit], 0.85f * cell.Unit, dice.Between(0.25, 0.5));
        }
    }

    /// <summary>One or two sharp dots.</summary>
    public static void Centrosome(Cell cell, Layer paint, Dice dice)
    {
        CytoplasmicPatterns.Haze(cell, paint, 0.07f);
        var at = cell.Organelles.Centrosome;
        paint.Spot(at, 1.35f * cell.Unit, 1.7f);
        if (dice.Chance(0.7)) paint.Spot(at + 4.2f * cell.Unit * CytoplasmicPatterns.Heading(dice.Angle()), 1.25f * cell.Unit, 1.5f);
    }

    /// <summary>Half of the thin bridge to the other daughter, with the midbody in the middle.</summary>
    internal static void Bridge(Cell cell, Layer paint, float amplitude)
    {
        var middle = cell.Centre + 0.5f * cell.Plan.Partner;
        var towards = Vector2.Normalize(cell.Plan.Partner);
        var start = cell.Centre + towards * MathF.Max(0.6f * cell.Plan.Body.Towards(MathF.Atan2(towards.Y, towards.X)), 0);
        paint.Stroke([start, middle], 1.5f * cell.Unit, amplitude);
        paint.Stroke([middle - 3 * cell.Unit * towards, middle], 2.1f * cell.Unit, 0.6f * amplitude);
    }

    /// <summary>Fibres from two poles to the plate of chromosomes, and a few short ones outwards.</summary>
    internal static void Spindle(Cell cell, Layer paint, Dice dice, float amplitude)
    {
        var plate = CytoplasmicPatterns.Heading(cell.Plan.Axis);
        var normal = new Vector2(-plate.Y, plate.X);
        var width = 0.95f * cell.Plan.Nucleus.Towards(cell.Plan.Axis);
        var height = MathF.Min(22 * cell.Unit, 0.55f * cell.Plan.Body.Largest);
        foreach (var side in (ReadOnlySpan<float>)[-1, 1])
        {
            var pole = cell.Centre + side * height * normal;
            for (var i = 0; i < 18; i++)
            {
                var lateral = dice.Between(-1, 1);
                var bulge = cell.Centre + 0.45f * side * height * normal + 0.8f * lateral * width * plate;
                paint.Stroke([pole, bulge, cell.Centre + lateral * width * plate], 0.8f * cell.Unit, amplitude * dice.Between(0.35, 0.8));
            }

            for (var i = 0; i < 9; i++)
            {
                var heading = CytoplasmicPatterns.Heading(dice.Angle());
                paint.Stroke([pole, pole + heading * dice.Between(4, 10) * cell.Unit], 0.8f * cell.Unit, 0.4f * amplitude);
            }

            paint.Spot(pole, 1.8f * cell.Unit, amplitude);
        }
    }
}

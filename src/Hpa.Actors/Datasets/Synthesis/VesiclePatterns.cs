using System.Numerics;

namespace Hpa.Actors.Datasets.Synthesis;

/// <summary>Classes 8, 9, 10, 20 and 26: round things in the cytoplasm, told apart by number, size, hollowness and place.</summary>
internal static class VesiclePatterns
{
    /// <summary>Very many, tiny, everywhere.</summary>
    public static void Peroxisomes(Cell cell, Layer paint, Dice dice)
    {
        CytoplasmicPatterns.Haze(cell, paint, 0.05f);
        foreach (var at in cell.PickMany(dice, dice.Count(110, 160), p => CytoplasmicPatterns.InCytoplasm(cell, p, 3)))
            paint.Spot(at, 0.95f * cell.Unit, dice.Between(0.6, 1));
    }

    /// <summary>Middle-sized, many hollow, more of them and smaller towards the edge.</summary>
    public static void Endosomes(Cell cell, Layer paint, Dice dice)
    {
        CytoplasmicPatterns.Haze(cell, paint, 0.07f);
        foreach (var at in cell.PickMany(dice, dice.Count(35, 55), p => CytoplasmicPatterns.InCytoplasm(cell, p, 4) * (0.25f + 0.75f * cell.Outwards(p))))
        {
            if (dice.Chance(0.35)) paint.Ring(at, dice.Between(2, 2.8) * cell.Unit, 0.8f * cell.Unit, dice.Between(0.5, 0.8));
            else paint.Spot(at, dice.Between(1.1, 1.7) * cell.Unit, dice.Between(0.5, 0.9));
        }
    }

    /// <summary>Large, full, crowded around the nucleus.</summary>
    public static void Lysosomes(Cell cell, Layer paint, Dice dice)
    {
        CytoplasmicPatterns.Haze(cell, paint, 0.05f);
        foreach (var at in cell.PickMany(dice, dice.Count(28, 45), p => CytoplasmicPatterns.InCytoplasm(cell, p, 5) * Near(cell, p, 9)))
            paint.Disc(at, dice.Between(1.8, 3.4) * cell.Unit, dice.Between(0.5, 0.95));
    }

    /// <summary>Bright shells of all sizes in grape-like clusters.</summary>
    public static void LipidDroplets(Cell cell, Layer paint, Dice dice)
    {
        CytoplasmicPatterns.Haze(cell, paint, 0.05f);
        foreach (var cluster in cell.PickMany(dice, dice.Count(5, 8), p => CytoplasmicPatterns.InCytoplasm(cell, p, 8)))
        {
            for (int i = 0, count = dice.Count(3, 6); i < count; i++)
            {
                var at = cluster + new Vector2(dice.Normal(5), dice.Normal(5)) * cell.Unit;
                if (cell.PixelAt(at) is >= 0 and var p && CytoplasmicPatterns.InCytoplasm(cell, p, 3) > 0)
                    paint.Ring(at, dice.Between(2.2, 4.6) * cell.Unit, 0.75f * cell.Unit, dice.Between(0.7, 1.1));
            }
        }
    }

    /// <summary>Few, sharp, in a visible cytosol.</summary>
    public static void CytoplasmicBodies(Cell cell, Layer paint, Dice dice)
    {
        CytoplasmicPatterns.Haze(cell, paint, 0.14f);
        foreach (var at in cell.PickMany(dice, dice.Count(4, 11), p => CytoplasmicPatterns.InCytoplasm(cell, p, 4)))
            paint.Disc(at, dice.Between(1.8, 2.5) * cell.Unit, dice.Between(0.9, 1.3));
    }

    private static float Near(Cell cell, int pixel, float units) => MathF.Exp(-cell.NucleusDistance[pixel] / (units * cell.Unit));
}

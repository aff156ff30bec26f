using System.Numerics;

namespace Hpa.Actors.Datasets.Synthesis;

/// <summary>Classes 6, 7, 23, 24, 25 and 27: the endoplasmic reticulum, larger organelles and the cytosol.</summary>
internal static class CytoplasmicPatterns
{
    public static void EndoplasmicReticulum(Cell cell, Layer paint, Dice dice)
    {
        var mesh = cell.Organelles.Mesh;
        paint.Add(i =>
        {
            if (cell.BodyDepth[i] == 0) return 0;
            var envelope = 0.5f * MathF.Exp(-cell.NucleusDistance[i] * cell.NucleusDistance[i] / (2 * cell.Unit * cell.Unit));
            return cell.NucleusDepth[i] > 0 ? 0.06f : 0.9f * mesh[i] + envelope;
        });
    }

    /// <summary>A ribbon folded up at one side of the nucleus, where the centrosome is.</summary>
    public static void Golgi(Cell cell, Layer paint, Dice dice)
    {
        Haze(cell, paint, 0.05f);
        var middle = cell.Organelles.Centrosome - cell.Centre;
        var angle = MathF.Atan2(middle.Y, middle.X);
        for (int i = 0, count = dice.Count(6, 10); i < count; i++)
        {
            var around = angle + dice.Normal(0.42);
            var radius = cell.Plan.Nucleus.Towards(around) + dice.Between(2.5, 9) * cell.Unit;
            var points = new Vector2[8];
            for (var p = 0; p < points.Length; p++)
            {
                radius += dice.Normal(0.8) * cell.Unit;
                around += dice.Between(0.02, 0.075);
                points[p] = cell.Centre + radius * new Vector2(MathF.Cos(around), MathF.Sin(around));
            }

            paint.Stroke(points, dice.Between(1.1, 1.7) * cell.Unit, dice.Between(0.6, 0.95));
        }
    }

    /// <summary>Short worms, denser near the nucleus.</summary>
    public static void Mitochondria(Cell cell, Layer paint, Dice dice)
    {
        Haze(cell, paint, 0.05f);
        var walk = new FibreWalk(cell, dice.At("walk"));
        foreach (var at in cell.PickMany(dice, dice.Count(90, 130), p => InCytoplasm(cell, p, 3) * MathF.Pow(1 - cell.Outwards(p), 1.2f)))
        {
            var offset = at - cell.Centre;
            var direction = MathF.Atan2(offset.Y, offset.X) + dice.Normal(0.7);
            paint.Stroke(walk.Walk(at, direction, 0.25, 0.12, dice.Count(3, 8)), 1.15f * cell.Unit, dice.Between(0.35, 0.7));
        }
    }

    /// <summary>One large clump beside the nucleus.</summary>
    public static void Aggresome(Cell cell, Layer paint, Dice dice)
    {
        Haze(cell, paint, 0.10f);
        var away = cell.Organelles.Centrosome - cell.Centre;
        var radius = dice.Between(6, 8.5) * cell.Unit;
        var at = cell.Centre + Vector2.Normalize(away) * (away.Length() + 0.4f * radius);
        paint.Blob(at, Outline.Draw(radius, dice.Between(1, 1.4), dice.Angle(), 0.3, dice), 0.75f);
        for (int i = 0, count = dice.Count(8, 14); i < count; i++)
            paint.Spot(at + radius * new Vector2(dice.Normal(0.5), dice.Normal(0.5)), dice.Between(1, 2) * cell.Unit, dice.Between(0.2, 0.5));
    }

    /// <summary>Spread through the cell, thicker in the middle than at the rim, weaker in the nucleus, with vesicles left out.</summary>
    public static void Cytosol(Cell cell, Layer paint, Dice dice)
    {
        using var coarse = Texture.Noise(cell.Side, 5 * cell.Unit, dice.At("coarse"));
        using var fine = Texture.Noise(cell.Side, 0.9 * cell.Unit, dice.At("fine"));
        paint.Add(i =>
        {
            if (cell.BodyDepth[i] == 0) return 0;
            var thickness = 0.35f + 0.65f * (1 - MathF.Exp(-cell.BodyDepth[i] / (11 * cell.Unit)));
            return cell.NucleusDepth[i] > 0 ? 0.15f : 0.58f * thickness * (1 + 0.10f * coarse[i] + 0.13f * fine[i]);
        });
    }

    /// <summary>Straight rods and small rings.</summary>
    public static void RodsAndRings(Cell cell, Layer paint, Dice dice)
    {
        Haze(cell, paint, 0.07f);
        foreach (var at in cell.PickMany(dice, dice.Count(2, 4), p => InCytoplasm(cell, p, 8)))
        {
            var half = dice.Between(4.5, 8.5) * cell.Unit * Heading(dice.Angle());
            paint.Stroke([at - half, at + half], 1.1f * cell.Unit, dice.Between(1, 1.4));
        }

        foreach (var at in cell.PickMany(dice, dice.Count(1, 3), p => InCytoplasm(cell, p, 8)))
            paint.Ring(at, dice.Between(3.6, 5.2) * cell.Unit, 1.0f * cell.Unit, dice.Between(0.9, 1.3));
    }

    /// <summary>A faint even level in the whole cell: what is always there.</summary>
    internal static void Haze(Cell cell, Layer paint, float level) =>
        paint.Add(i => cell.BodyDepth[i] > 0 ? level * (1 - MathF.Exp(-cell.BodyDepth[i] / (6 * cell.Unit))) : 0);

    /// <summary>1 in the cytoplasm further than <paramref name="margin"/> units from the edge, else 0.</summary>
    internal static float InCytoplasm(Cell cell, int pixel, float margin) =>
        cell.NucleusDepth[pixel] == 0 && cell.BodyDepth[pixel] > margin * cell.Unit ? 1 : 0;

    /// <summary>The unit vector of an angle.</summary>
    internal static Vector2 Heading(float angle) => new(MathF.Cos(angle), MathF.Sin(angle));
}

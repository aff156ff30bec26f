using System.Numerics;

namespace Hpa.Actors.Datasets.Synthesis;

/// <summary>Classes 11 to 15: fibres and what sits at their ends.</summary>
internal static class CytoskeletonPatterns
{
    /// <summary>Thick wavy bundles that form a cage around the nucleus and thin out towards the edge.</summary>
    public static void IntermediateFilaments(Cell cell, Layer paint, Dice dice)
    {
        CytoplasmicPatterns.Haze(cell, paint, 0.05f);
        var walk = new FibreWalk(cell, dice.At("walk"));
        foreach (var at in cell.PickMany(dice, dice.Count(34, 46), p => CytoplasmicPatterns.InCytoplasm(cell, p, 3) * MathF.Exp(-cell.NucleusDistance[p] / (8 * cell.Unit))))
        {
            var offset = at - cell.Centre;
            var around = MathF.Atan2(offset.Y, offset.X) + (dice.Chance(0.5) ? 1 : -1) * (MathF.PI / 2 + dice.Normal(0.4));
            var points = walk.Walk(at, around, 0.42, 0.06, dice.Count(8, 20));
            paint.Stroke(points, dice.Between(1.0, 1.6) * cell.Unit, dice.Between(0.22, 0.45));
        }
    }

    /// <summary>Straight parallel stress fibres from edge to edge and a bright cortex.</summary>
    public static void ActinFilaments(Cell cell, Layer paint, Dice dice)
    {
        CytoplasmicPatterns.Haze(cell, paint, 0.06f);
        var along = CytoplasmicPatterns.Heading(cell.Plan.Axis);
        var across = new Vector2(-along.Y, along.X);
        var reach = cell.Plan.Body.Largest;
        for (var offset = -reach; offset < reach; offset += dice.Between(2.5, 6.5) * cell.Unit)
        {
            var tilt = dice.Normal(0.05);
            var (from, to) = (dice.Between(-1, -0.1) * reach, dice.Between(0.1, 1) * reach);
            paint.Stroke(
                [cell.Centre + offset * across + from * (along + tilt * across), cell.Centre + offset * across + to * (along + tilt * across)],
                dice.Between(0.7, 1.1) * cell.Unit, dice.Between(0.3, 0.85));
        }

        EdgePatterns.Rim(cell, paint, 1.2f, 0.45f);
    }

    /// <summary>Short streaks near the edge, in line with the stress fibres.</summary>
    public static void FocalAdhesions(Cell cell, Layer paint, Dice dice)
    {
        CytoplasmicPatterns.Haze(cell, paint, 0.08f);
        foreach (var at in cell.PickMany(dice, dice.Count(26, 42), p => cell.BodyDepth[p] > 2 * cell.Unit && cell.BodyDepth[p] < 9 * cell.Unit ? 1 : 0))
        {
            var inwards = cell.Uphill(cell.BodyDepth, at);
            var along = CytoplasmicPatterns.Heading(cell.Plan.Axis);
            if (Vector2.Dot(inwards, along) < 0) along = -along;
            var streak = Vector2.Normalize(inwards + 0.8f * along + new Vector2(1e-3f)) * dice.Between(2, 4.5) * cell.Unit;
            paint.Stroke([at - streak, at + streak], dice.Between(1.0, 1.4) * cell.Unit, dice.Between(0.7, 1.1));
        }
    }

    /// <summary>The fibres of the red channel.</summary>
    public static void Microtubules(Cell cell, Layer paint, Dice dice)
    {
        if (cell.Plan.Phase == Phase.Metaphase)
        {
            DivisionPatterns.Spindle(cell, paint, dice, 0.5f);
            return;
        }

        CytoplasmicPatterns.Haze(cell, paint, 0.06f);
        foreach (var fibre in cell.Organelles.Microtubules) paint.Stroke(fibre, 0.75f * cell.Unit, dice.Between(0.2, 0.5));
        if (cell.Plan.Phase == Phase.Cytokinesis) DivisionPatterns.Bridge(cell, paint, 0.7f);
    }

    /// <summary>Comets at the growing ends, mostly in the outer half, heads outwards.</summary>
    public static void MicrotubuleEnds(Cell cell, Layer paint, Dice dice)
    {
        CytoplasmicPatterns.Haze(cell, paint, 0.06f);
        foreach (var fibre in cell.Organelles.Microtubules)
        {
            for (var end = fibre.Length - 1; end >= 3; end -= dice.Count(7, 14))
            {
                if (cell.PixelAt(fibre[end]) is var p && (p < 0 || cell.Outwards(p) < 0.45f)) continue;
                for (var tail = 0; tail < 3; tail++)
                    paint.Stroke(fibre.AsSpan(end - tail - 1, 2), (1.15f - 0.25f * tail) * cell.Unit, 0.95f - 0.3f * tail);
            }
        }
    }
}

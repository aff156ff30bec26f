using System.Numerics;

namespace Hpa.Actors.Datasets.Synthesis;

/// <summary>Draws fibres as persistent random walks that go around the nucleus and end or bend at the cell's edge.</summary>
internal sealed class FibreWalk(Cell cell, Dice dice)
{
    private readonly float _step = 2 * cell.Unit;

    /// <summary>Fibres that grow from the centrosome, or from other places around the nucleus, to the edge.</summary>
    public IReadOnlyList<Vector2[]> Microtubules(Vector2 centrosome)
    {
        var fibres = new List<Vector2[]>();
        for (int i = 0, count = dice.Count(100, 130); i < count; i++)
        {
            var free = dice.Chance(0.7) ? cell.Pick(dice, p => cell.InCytoplasm(p) ? 1 - cell.Outwards(p) : 0) : null;
            var start = free ?? centrosome + new Vector2(dice.Normal(1.8), dice.Normal(1.8)) * cell.Unit;
            var away = start - cell.Centre;
            var direction = free is null ? dice.Angle() : MathF.Atan2(away.Y, away.X) + dice.Normal(0.9);
            fibres.Add(Walk(start, direction, 0.13, 0.04, (int)(60 * dice.Between(0.3, 1))));
        }

        return fibres;
    }

    /// <summary>One fibre.</summary>
    /// <param name="at">Where it begins.</param>
    /// <param name="direction">Radians.</param>
    /// <param name="jitter">Deviation of the turn at each step, radians.</param>
    /// <param name="bend">Deviation of the fibre's own constant turn per step, radians.</param>
    /// <param name="steps">Most steps of two units each.</param>
    public Vector2[] Walk(Vector2 at, float direction, double jitter, double bend, int steps)
    {
        var points = new List<Vector2> { at };
        var turn = dice.Normal(bend);
        var bends = dice.Chance(0.4);
        for (var i = 0; i < steps; i++)
        {
            direction += turn + dice.Normal(jitter);
            var next = at + _step * new Vector2(MathF.Cos(direction), MathF.Sin(direction));
            var pixel = cell.PixelAt(next);
            if (pixel < 0 || cell.BodyDepth[pixel] == 0) break;
            if (cell.NucleusDistance[pixel] < 1.5f * cell.Unit) direction = Along(next, direction, cell.NucleusDistance);
            else if (bends && cell.BodyDepth[pixel] < 2.5f * cell.Unit) direction = Along(next, direction, cell.BodyDepth);
            at += _step * new Vector2(MathF.Cos(direction), MathF.Sin(direction));
            points.Add(at);
        }

        return [.. points];
    }

    /// <summary>Turns a direction so that it no longer goes down the slope of a distance.</summary>
    private float Along(Vector2 at, float direction, Layer distance)
    {
        var uphill = cell.Uphill(distance, at);
        var heading = new Vector2(MathF.Cos(direction), MathF.Sin(direction));
        var down = Vector2.Dot(heading, uphill);
        if (down >= 0) return direction;
        heading += (0.08f - down) * uphill;
        return heading.LengthSquared() < 1e-6f ? direction : MathF.Atan2(heading.Y, heading.X);
    }
}

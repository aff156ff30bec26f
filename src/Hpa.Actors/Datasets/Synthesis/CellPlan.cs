namespace Hpa.Actors.Datasets.Synthesis;

/// <summary>What a cell is doing.</summary>
internal enum Phase
{
    /// <summary>Not dividing.</summary>
    Interphase,

    /// <summary>The chromosomes stand in a plate between the poles of a spindle.</summary>
    Metaphase,

    /// <summary>One of two daughters that hang together by a thin bridge.</summary>
    Cytokinesis,
}

/// <summary>Shape and place of one cell.</summary>
/// <param name="X">Centre, field coordinates, may lie outside the field.</param>
/// <param name="Y">Centre.</param>
/// <param name="Axis">Direction of the long axis, radians.</param>
/// <param name="Phase">What the cell is doing.</param>
/// <param name="Partner">In cytokinesis the offset to the other daughter's centre.</param>
/// <param name="Body">Outline of the cell.</param>
/// <param name="Nucleus">Outline of the nucleus, or of the plate of chromosomes.</param>
internal sealed record CellPlan(int X, int Y, float Axis, Phase Phase, System.Numerics.Vector2 Partner, Outline Body, Outline Nucleus)
{
    /// <summary>No outline reaches further, in cell diameters.</summary>
    public const double LargestRadius = 0.85;

    /// <summary>How far from the centre anything of the cell may show, pixels: its outline, or half the way to its partner.</summary>
    public int Reach => (int)MathF.Ceiling(MathF.Max(Body.Largest, 0.5f * Partner.Length()) + 3);

    /// <summary>Draws the shape of a cell of usual diameter <paramref name="diameter"/>.</summary>
    public static CellPlan Draw(int x, int y, Phase phase, System.Numerics.Vector2 partner, double diameter, Dice dice)
    {
        var axis = dice.Angle();
        var (body, nucleus) = phase switch
        {
            Phase.Metaphase => (Outline.Draw(0.42 * diameter, 1.05, axis, 0.04, dice), Outline.Draw(0.13 * diameter, 2.9, axis, 0.15, dice)),
            Phase.Cytokinesis => (Outline.Draw(0.46 * diameter, 1.1, axis, 0.10, dice), Outline.Draw(0.17 * diameter, 1.25, axis, 0.06, dice)),
            _ => (Outline.Draw(dice.Between(0.56, 0.72) * diameter, dice.Between(1, 1.6), axis, 0.24, dice),
                Outline.Draw(dice.Between(0.205, 0.245) * diameter, dice.Between(1, 1.4), axis + dice.Normal(0.3), 0.06, dice)),
        };
        if (phase == Phase.Cytokinesis) body.Dent(Math.Atan2(partner.Y, partner.X), 0.2);
        body.Limit((float)(LargestRadius * diameter));
        return new CellPlan(x, y, axis, phase, partner, body, nucleus);
    }
}

namespace Hpa.Actors.Datasets.Synthesis;

/// <summary>The three reference channels of a cell.</summary>
internal static class Stains
{
    /// <summary>Blue: chromatin, grainy, dark in the nucleoli; condensed and bright in division.</summary>
    public static void Nucleus(Cell cell, Layer paint, Dice dice)
    {
        var condensed = cell.Plan.Phase != Phase.Interphase;
        using var coarse = Texture.Noise(cell.Side, 2.6 * cell.Unit, dice.At("coarse"));
        using var fine = Texture.Noise(cell.Side, 0.9 * cell.Unit, dice.At("fine"));
        using var holes = new Layer(cell.Side);
        if (cell.Plan.Phase == Phase.Interphase)
            foreach (var (at, shape) in cell.Organelles.Nucleoli) holes.Blob(at, shape, 0.45f);
        var (level, grain) = condensed ? (0.95f, 0.06f) : (0.6f, 0.13f);
        paint.Add(i =>
        {
            if (cell.NucleusDepth[i] == 0) return 0;
            var rim = 0.12f * MathF.Exp(-cell.NucleusDepth[i] / (2 * cell.Unit));
            return level * (1 + grain * coarse[i] + 0.7f * grain * fine[i] + rim) * (1 - Math.Min(0.6f, holes[i]));
        });
    }

    /// <summary>Red: microtubules from the centrosome to the edge; the spindle in metaphase; the bridge between daughters.</summary>
    public static void Microtubules(Cell cell, Layer paint, Dice dice)
    {
        CytoplasmicPatterns.Haze(cell, paint, 0.05f);
        if (cell.Plan.Phase == Phase.Metaphase)
        {
            CytoplasmicPatterns.Haze(cell, paint, 0.15f);
            DivisionPatterns.Spindle(cell, paint, dice, 0.5f);
            return;
        }

        foreach (var fibre in cell.Organelles.Microtubules) paint.Stroke(fibre, 0.75f * cell.Unit, dice.Between(0.15, 0.5));
        if (cell.Plan.Phase == Phase.Cytokinesis) DivisionPatterns.Bridge(cell, paint, 0.8f);
    }

    /// <summary>Yellow: the endoplasmic reticulum, the nuclear envelope and a veil over the nucleus.</summary>
    public static void Reticulum(Cell cell, Layer paint, Dice dice)
    {
        CytoplasmicPatterns.EndoplasmicReticulum(cell, paint, dice);
        CytoplasmicPatterns.Haze(cell, paint, 0.05f);
    }
}

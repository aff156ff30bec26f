namespace Hpa.Actors.Datasets.Synthesis;

/// <summary>Classes 21 and 22: the cell's outline, all of it or only where cells meet.</summary>
internal static class EdgePatterns
{
    /// <summary>The whole outline, uneven, and a faint sheet over the cell.</summary>
    public static void PlasmaMembrane(Cell cell, Layer paint, Dice dice)
    {
        CytoplasmicPatterns.Haze(cell, paint, 0.16f);
        using var noise = Texture.Noise(cell.Side, 5 * cell.Unit, dice);
        using var rim = new Layer(cell.Side);
        Rim(cell, rim, 1.5f, 0.95f);
        paint.Add(i => rim[i] * Math.Clamp(1 + 0.3f * noise[i], 0.35f, 1.5f));
    }

    /// <summary>A broken bright line along the neighbours, nothing where the cell is free.</summary>
    public static void CellJunctions(Cell cell, Layer paint, Dice dice)
    {
        CytoplasmicPatterns.Haze(cell, paint, 0.07f);
        using var noise = Texture.Noise(cell.Side, 1.6 * cell.Unit, dice);
        paint.Add(i =>
        {
            if (cell.BodyDepth[i] == 0) return 0;
            var distance = cell.NeighbourDistance[i] - 0.5f;
            return 1.2f * Math.Clamp(0.8f + 0.5f * noise[i], 0.1f, 1.6f)
                * MathF.Exp(-0.5f * distance * distance / (2.2f * cell.Unit * cell.Unit));
        });
    }

    /// <summary>An even line along the outline.</summary>
    internal static void Rim(Cell cell, Layer paint, float sigma, float amplitude) => paint.Add(i =>
    {
        var off = (cell.BodyDepth[i] - 1) / (sigma * cell.Unit);
        return cell.BodyDepth[i] > 0 ? amplitude * MathF.Exp(-0.5f * off * off) : 0;
    });
}

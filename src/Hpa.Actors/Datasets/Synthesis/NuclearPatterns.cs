using System.Numerics;

namespace Hpa.Actors.Datasets.Synthesis;

/// <summary>Classes 0 to 5. When the nucleus has dissolved for division, what was in it is spread through the cell.</summary>
internal static class NuclearPatterns
{
    public static void Nucleoplasm(Cell cell, Layer paint, Dice dice)
    {
        if (!Dissolved(cell, paint)) Fill(cell, paint, dice, 0.62f, 0.16f);
    }

    public static void Membrane(Cell cell, Layer paint, Dice dice)
    {
        if (Dissolved(cell, paint)) return;
        Fill(cell, paint, dice, 0.10f, 0.7f);
        paint.Add(i =>
        {
            var off = cell.NucleusDepth[i] > 0 ? cell.NucleusDepth[i] - 0.5f : cell.NucleusDistance[i] - 0.5f;
            return cell.BodyDepth[i] > 0 ? 1.1f * MathF.Exp(-0.5f * off * off / (1.1f * cell.Unit * cell.Unit)) : 0;
        });
    }

    public static void Nucleoli(Cell cell, Layer paint, Dice dice)
    {
        if (Dissolved(cell, paint)) return;
        Fill(cell, paint, dice, 0.10f, 1);
        foreach (var (at, shape) in cell.Organelles.Nucleoli) paint.Blob(at, shape, dice.Between(0.85, 1.1));
    }

    public static void FibrillarCentres(Cell cell, Layer paint, Dice dice)
    {
        if (Dissolved(cell, paint)) return;
        Fill(cell, paint, dice, 0.07f, 1);
        foreach (var (at, shape) in cell.Organelles.Nucleoli)
        {
            for (int i = 0, count = dice.Count(3, 6); i < count; i++)
            {
                var angle = dice.Angle();
                var radius = dice.Between(0.1, 0.85) * shape.Towards(angle);
                paint.Spot(at + radius * CytoplasmicPatterns.Heading(angle), 0.85f * cell.Unit, dice.Between(0.9, 1.5));
            }
        }
    }

    public static void Speckles(Cell cell, Layer paint, Dice dice)
    {
        if (Dissolved(cell, paint)) return;
        Fill(cell, paint, dice, 0.16f, 0.2f);
        foreach (var at in cell.PickMany(dice, dice.Count(16, 28), p => OutsideNucleoli(cell, p, 2.5f)))
        {
            var shape = Outline.Draw(dice.Between(1.3, 2.8) * cell.Unit, dice.Between(1, 1.8), dice.Angle(), 0.5, dice);
            paint.Blob(at, shape, dice.Between(0.5, 0.9));
        }
    }

    public static void Bodies(Cell cell, Layer paint, Dice dice)
    {
        if (Dissolved(cell, paint)) return;
        Fill(cell, paint, dice, 0.09f, 0.2f);
        foreach (var at in cell.PickMany(dice, dice.Count(2, 8), p => OutsideNucleoli(cell, p, 4)))
            paint.Disc(at, dice.Between(1.5, 2.3) * cell.Unit, dice.Between(1.1, 1.5));
    }

    /// <summary>The nucleus but for the nucleoli, which keep <paramref name="inNucleoli"/> of the level.</summary>
    private static void Fill(Cell cell, Layer paint, Dice dice, float level, float inNucleoli)
    {
        using var texture = Texture.Noise(cell.Side, 1.8 * cell.Unit, dice.At("fill"));
        using var holes = new Layer(cell.Side);
        foreach (var (at, shape) in cell.Organelles.Nucleoli) holes.Blob(at, shape, 1 - inNucleoli);
        paint.Add(i => cell.NucleusDepth[i] > 0 ? level * (1 + 0.14f * texture[i]) * (1 - Math.Min(1, holes[i])) : 0);
    }

    private static float OutsideNucleoli(Cell cell, int pixel, float margin)
    {
        if (cell.NucleusDepth[pixel] < margin * cell.Unit) return 0;
        var at = new Vector2(pixel % cell.Side, pixel / cell.Side);
        foreach (var nucleolus in cell.Organelles.Nucleoli)
            if (Vector2.Distance(nucleolus.At, at) < nucleolus.Shape.Largest + cell.Unit) return 0;
        return 1;
    }

    private static bool Dissolved(Cell cell, Layer paint)
    {
        if (cell.Plan.Phase != Phase.Metaphase) return false;
        paint.Add(i => cell.InCytoplasm(i) ? 0.25f : 0);
        return true;
    }
}

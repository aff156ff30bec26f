using System.Numerics;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Datasets.Synthesis;

/// <summary>
/// Throws cells onto a field: random places that keep a distance from those already taken. The first lies near the middle,
/// so that even a small field has a whole nucleus; it is the one that divides where the labels ask for it.
/// </summary>
internal sealed class CellPlacement(int size, double diameter, LabelSet labels, Dice dice)
{
    private const int Bridge = 16;
    private const int Spindle = 17;
    private const int Junctions = 22;

    private readonly List<CellPlan> _plans = [];
    private readonly List<Vector2> _kept = [];

    /// <summary>The cells, at least one.</summary>
    public IReadOnlyList<CellPlan> Place()
    {
        var middle = new Vector2(size / 2f) + new Vector2(dice.Between(-0.1, 0.1), dice.Between(-0.1, 0.1)) * size;
        if (labels.Contains(Bridge)) AddPair(middle);
        else Add(middle, labels.Contains(Spindle) ? Phase.Metaphase : Phase.Interphase, Vector2.Zero);
        var margin = 0.4 * diameter;
        var area = (size + 2 * margin) * (size + 2 * margin) / (diameter * diameter);
        var wanted = (int)Math.Round(area * (labels.Contains(Junctions) ? 1.5 : dice.Between(0.8, 1.3)));
        for (var tries = 30 * wanted; tries > 0 && _plans.Count < wanted; tries--)
        {
            var at = new Vector2(dice.Between(-margin, size + margin), dice.Between(-margin, size + margin));
            var distance = dice.Chance(0.02) ? 0.46 : 0.66;
            if (_kept.Exists(other => Vector2.Distance(other, at) < distance * diameter)) continue;
            if (labels.Contains(Bridge) && dice.Chance(0.3)) AddPair(at);
            else Add(at, dice.Chance(labels.Contains(Spindle) ? 0.35 : 0.015) ? Phase.Metaphase : Phase.Interphase, Vector2.Zero);
        }

        return _plans;
    }

    /// <summary>Two daughters about a cell's diameter apart, with the place between them kept free.</summary>
    private void AddPair(Vector2 middle)
    {
        var (sine, cosine) = MathF.SinCos(dice.Angle());
        var half = new Vector2(cosine, sine) * (float)(dice.Between(0.45, 0.52) * diameter);
        if (_kept.Exists(other => Vector2.Distance(other, middle + half) < 0.6 * diameter || Vector2.Distance(other, middle - half) < 0.6 * diameter)) return;
        Add(middle - half, Phase.Cytokinesis, 2 * half);
        Add(middle + half, Phase.Cytokinesis, -2 * half);
        _kept.Add(middle);
    }

    private void Add(Vector2 at, Phase phase, Vector2 partner)
    {
        _kept.Add(at);
        _plans.Add(CellPlan.Draw((int)MathF.Round(at.X), (int)MathF.Round(at.Y), phase, partner, diameter, dice.At("cell").At(_plans.Count)));
    }
}

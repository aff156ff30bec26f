using System.Numerics;

namespace Hpa.Actors.Datasets.Synthesis;

/// <summary>The parts of a cell that more than one channel or pattern shows, so that all show the same ones.</summary>
internal sealed class Organelles : IDisposable
{
    private readonly Cell _cell;
    private readonly Lazy<Layer> _mesh;
    private readonly Lazy<IReadOnlyList<Vector2[]>> _microtubules;

    public Organelles(Cell cell, Dice dice)
    {
        _cell = cell;
        Nucleoli = DrawNucleoli(dice.At("nucleoli"));
        Centrosome = DrawCentrosome(dice.At("centrosome"));
        _mesh = new Lazy<Layer>(() => DrawMesh(dice.At("mesh")));
        _microtubules = new Lazy<IReadOnlyList<Vector2[]>>(() => new FibreWalk(cell, dice.At("microtubules")).Microtubules(Centrosome));
    }

    /// <summary>The nucleoli: dark in the nuclear stain.</summary>
    public IReadOnlyList<(Vector2 At, Outline Shape)> Nucleoli { get; }

    /// <summary>The centrosome, close to the nucleus in the cytoplasm.</summary>
    public Vector2 Centrosome { get; }

    /// <summary>The microtubules, each from its beginning near the centrosome outwards.</summary>
    public IReadOnlyList<Vector2[]> Microtubules => _microtubules.Value;

    /// <summary>The endoplasmic reticulum, 0 … about 1.</summary>
    public Layer Mesh => _mesh.Value;

    /// <inheritdoc />
    public void Dispose()
    {
        if (_mesh.IsValueCreated) _mesh.Value.Dispose();
    }

    private List<(Vector2 At, Outline Shape)> DrawNucleoli(Dice dice)
    {
        var nucleoli = new List<(Vector2 At, Outline Shape)>();
        if (_cell.Plan.Phase == Phase.Metaphase) return nucleoli;
        for (int i = 0, count = dice.Count(2, 4); i < count; i++)
        {
            var radius = dice.Between(3.4, 5.6) * _cell.Unit;
            if (_cell.Pick(dice, p => _cell.NucleusDepth[p] > radius + 2 * _cell.Unit ? 1 : 0) is not { } at
                || nucleoli.Exists(n => Vector2.Distance(n.At, at) < radius + n.Shape.Largest + 1)) continue;
            nucleoli.Add((at, Outline.Draw(radius, dice.Between(1, 1.6), dice.Angle(), 0.3, dice)));
        }

        return nucleoli;
    }

    private Vector2 DrawCentrosome(Dice dice)
    {
        var (low, high) = (2 * _cell.Unit, 7 * _cell.Unit);
        return _cell.Pick(dice, p => _cell.BodyDepth[p] > 4 * _cell.Unit && _cell.NucleusDistance[p] > low && _cell.NucleusDistance[p] < high ? 1 : 0)
            ?? _cell.Centre + new Vector2(_cell.Plan.Nucleus.Towards(0) + low, 0);
    }

    /// <summary>A net (the zero lines of smooth noise) that is dense around the nucleus and thin towards the edge.</summary>
    private Layer DrawMesh(Dice dice)
    {
        using var noise = Texture.Noise(_cell.Side, 1.7 * _cell.Unit, dice);
        var mesh = new Layer(_cell.Side);
        mesh.Add(i =>
        {
            if (!_cell.InCytoplasm(i)) return 0;
            var net = MathF.Exp(-noise[i] * noise[i] / 0.22f);
            var fall = MathF.Exp(-_cell.NucleusDistance[i] / (17 * _cell.Unit));
            return (0.22f + 0.78f * fall) * (0.14f + 0.3f * fall + 0.86f * net);
        });

        return mesh;
    }
}

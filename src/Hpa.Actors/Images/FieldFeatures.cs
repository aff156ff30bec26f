using Hpa.Contracts.Cells;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Images;

/// <summary>What the groups of networks have said about a field so far, and the rows that come of it.</summary>
internal sealed class FieldFeatures(ImageId id)
{
    private readonly Dictionary<string, IReadOnlyList<float[]>> _image = [];
    private readonly Dictionary<string, IReadOnlyList<float[]>> _pooled = [];
    private readonly Dictionary<int, Dictionary<string, IReadOnlyList<float[]>>> _single = [];
    private readonly HashSet<int> _failed = [];

    /// <summary>The field's cells once they are found.</summary>
    public FieldCells? Cells { get; private set; }

    /// <summary>Takes a group's answer in.</summary>
    public void Add(ImageActor.ImageReady ready)
    {
        foreach (var (network, vectors) in ready.Features) _image[network] = vectors;
        if (ready.Cells is not { } cells) return;
        Cells = cells.Cells;
        _failed.UnionWith(cells.Failed);
        foreach (var (network, vectors) in cells.Pooled) _pooled[network] = vectors;
        foreach (var (number, vectors) in cells.Single)
        {
            if (!_single.TryGetValue(number, out var all)) _single[number] = all = [];
            foreach (var (network, one) in vectors) all[network] = one;
        }
    }

    /// <summary>The field's rows at a level: one, or one per nucleus.</summary>
    /// <param name="level">The level.</param>
    /// <param name="columns">Its blocks, in order: regions outside, then networks, combinations inside.</param>
    public IEnumerable<FeatureRow> Rows(Level level, IReadOnlyList<BlockColumn> columns)
    {
        if (level == Level.Image) return [new FeatureRow(id, Vectors(_image, columns))];
        // A cell that failed with one network is in the means of the others; it counts as failed.
        var facts = Cells!.All.Select(cell => cell with { Used = cell.Used && !_failed.Contains(cell.Number) }).ToArray();
        var counts = CellCounts.Of(facts, _failed.Count);
        return level == Level.Cell
            ? [new FeatureRow(id, Vectors(counts.Used > 0 ? _pooled : null, columns)) { Cells = counts }]
            : facts.Select(cell => new FeatureRow(id, Vectors(cell.Used ? _single[cell.Number] : null, columns)) { Cell = cell });
    }

    /// <summary>Puts vectors into the order of the columns; empty ones where there is nothing.</summary>
    private static float[][] Vectors(IReadOnlyDictionary<string, IReadOnlyList<float[]>>? vectors, IReadOnlyList<BlockColumn> columns)
    {
        var next = new Dictionary<string, int>();
        return [.. columns.Select(column =>
        {
            if (vectors is null) return [];
            var number = next.GetValueOrDefault(column.Name.Backbone);
            next[column.Name.Backbone] = number + 1;
            return vectors[column.Name.Backbone][number];
        })];
    }
}

using Hpa.Contracts.Cells;

namespace Hpa.Actors.Cells;

/// <summary>
/// Collects what a group of networks says about the chosen cells of a field. Cells may come in any order; they are pooled in
/// the order of their numbers, so the result is always the same.
/// </summary>
/// <param name="chosen">Numbers of the cells, rising.</param>
/// <param name="settings">How they are pooled, and whether each is kept.</param>
internal sealed class FieldVectors(IReadOnlyList<int> chosen, CellSettings settings)
{
    private readonly Dictionary<int, IReadOnlyDictionary<string, IReadOnlyList<float[]>>?> _early = [];
    private readonly SortedDictionary<string, CellPool> _pools = new(StringComparer.Ordinal);
    private readonly Dictionary<int, IReadOnlyDictionary<string, IReadOnlyList<float[]>>> _single = [];
    private readonly List<int> _failed = [];
    private int _next;

    /// <summary>Cells that failed.</summary>
    public IReadOnlyList<int> Failed => _failed;

    /// <summary>Takes a cell's vectors in, or null for a cell that failed.</summary>
    /// <param name="number">The cell.</param>
    /// <param name="vectors">By network: one vector per region and combination.</param>
    public void Add(int number, IReadOnlyDictionary<string, IReadOnlyList<float[]>>? vectors)
    {
        _early.Add(number, vectors);
        for (; _next < chosen.Count && _early.Remove(chosen[_next], out var next); _next++) Take(chosen[_next], next);
    }

    /// <summary>The answer, once every cell has come.</summary>
    public CellsExtracted Result(FieldCells cells) => new(cells, _pools.ToDictionary(p => p.Key, p => p.Value.Result()), _single, _failed);

    private void Take(int number, IReadOnlyDictionary<string, IReadOnlyList<float[]>>? vectors)
    {
        if (vectors is null)
        {
            _failed.Add(number);
            return;
        }

        foreach (var (network, one) in vectors)
        {
            if (!_pools.TryGetValue(network, out var pool)) _pools[network] = pool = new CellPool(settings.Pool);
            pool.Add(one);
        }

        if (settings.KeepAll) _single[number] = vectors;
    }
}

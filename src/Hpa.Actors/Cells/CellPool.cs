using Hpa.Contracts.Cells;

namespace Hpa.Actors.Cells;

/// <summary>
/// Pools the vectors of a field's cells one cell at a time, in double precision and in the order in which they are added, so
/// that the result depends on that order alone.
/// </summary>
internal sealed class CellPool(IReadOnlyList<Pooling> pool)
{
    private readonly List<(double[] Mean, double[] Squares, float[] Max)> _vectors = [];
    private int _cells;

    /// <summary>Takes a cell in.</summary>
    /// <param name="vectors">As many as every other cell's, each of the same length.</param>
    public void Add(IReadOnlyList<float[]> vectors)
    {
        if (_cells++ == 0) _vectors.AddRange(vectors.Select(v => (new double[v.Length], new double[v.Length], v.ToArray())));
        foreach (var (vector, (mean, squares, max)) in vectors.Zip(_vectors))
        {
            for (var i = 0; i < vector.Length; i++)
            {
                // Welford (1962): no difference of large sums.
                var difference = vector[i] - mean[i];
                mean[i] += difference / _cells;
                squares[i] += difference * (vector[i] - mean[i]);
                max[i] = Math.Max(max[i], vector[i]);
            }
        }
    }

    /// <summary>One vector per vector of a cell: mean, maximum, standard deviation (of the population), as asked for, one after the other.</summary>
    public IReadOnlyList<float[]> Result() => [.. _vectors.Select(v => pool.SelectMany(kind => kind switch
    {
        Pooling.Mean => Array.ConvertAll(v.Mean, x => (float)x),
        Pooling.Max => v.Max,
        _ => Array.ConvertAll(v.Squares, x => (float)Math.Sqrt(x / _cells)),
    }).ToArray())];
}

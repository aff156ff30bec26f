namespace Hpa.Actors.Classifiers.Kernels;

/// <summary>Training rows sorted by class, keeping their order within a class; only classes with a row exist.</summary>
/// <param name="Keys">The k distinct labels in rising order; position = class index.</param>
/// <param name="Starts">Class c has the sorted rows Starts[c] … Starts[c + 1] − 1; length k + 1.</param>
/// <param name="Order">The original index of each sorted row.</param>
public sealed record ClassGroups<TLabel>(IReadOnlyList<TLabel> Keys, int[] Starts, int[] Order)
    where TLabel : IComparable<TLabel>
{
    /// <summary>Sorts rows by their labels.</summary>
    public static ClassGroups<TLabel> Of(IReadOnlyList<TLabel> labels)
    {
        int[] order = [.. Enumerable.Range(0, labels.Count).OrderBy(row => labels[row])];
        var keys = new List<TLabel>();
        var starts = new List<int>();
        for (var r = 0; r < order.Length; r++)
        {
            if (r > 0 && labels[order[r]].CompareTo(keys[^1]) == 0) continue;
            keys.Add(labels[order[r]]);
            starts.Add(r);
        }

        starts.Add(order.Length);
        return new ClassGroups<TLabel>(keys, [.. starts], order);
    }
}

using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Classifiers;

/// <summary>
/// Label powerset with its rare label sets merged into their nearest frequent subset, so that a class of the multi-class
/// problem has rows to learn from. Pruned sets (Read, Pfahringer, Holmes, ICDM 2008; Read, Puurula, Bifet, ICDM 2014) with
/// one subset per row: the first in their order by number of labels, then by rows. A row loses the labels outside the subset:
/// a class that occurs in rare sets only is then never predicted.
/// </summary>
/// <remarks>
/// A set with fewer than m training rows becomes, of its proper subsets that have at least m, the one with the most labels (ties:
/// more rows, then lower bits). Where it has none, it becomes, of its single classes that are a training row's whole set,
/// the one with the most such rows (ties: the lower class). Where it has none of these either, it stays. No set becomes
/// empty or gains a label, and merging twice changes nothing more.
/// </remarks>
public sealed class LabelMerging
{
    private readonly Dictionary<LabelSet, LabelSet> _merged;

    private LabelMerging(Dictionary<LabelSet, LabelSet> merged, int rows) => (_merged, Rows) = (merged, rows);

    /// <summary>How many label sets are merged.</summary>
    public int Sets => _merged.Count;

    /// <summary>How many training rows lose labels.</summary>
    public int Rows { get; }

    /// <summary>Decides which label sets are merged, from training rows only.</summary>
    /// <param name="trainLabels">Labels of the training rows.</param>
    /// <param name="minRows">m, rows of a label set that stays as it is; 0 and 1 merge nothing.</param>
    /// <exception cref="ArgumentException">m is negative.</exception>
    public static LabelMerging Fit(IReadOnlyList<LabelSet> trainLabels, int minRows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minRows);
        var rows = trainLabels.CountBy(set => set).ToDictionary();
        LabelSet[] frequent = [.. rows.Where(set => set.Value >= minRows && set.Key.Count > 0).Select(set => set.Key)];
        LabelSet[] single = [.. rows.Keys.Where(set => set.Count == 1)];
        var merged = new Dictionary<LabelSet, LabelSet>();
        foreach (var rare in rows.Where(set => set.Value < minRows).Select(set => set.Key))
        {
            var target = Nearest(rare, frequent, rows) ?? Nearest(rare, single, rows) ?? rare;
            if (target != rare) merged[rare] = target;
        }

        return new LabelMerging(merged, merged.Keys.Sum(set => rows[set]));
    }

    /// <summary>What a label set becomes; a set that no training row has stays as it is.</summary>
    public LabelSet Of(LabelSet set) => _merged.GetValueOrDefault(set, set);

    /// <summary>What the rows' label sets become.</summary>
    public LabelSet[] Apply(IReadOnlyList<LabelSet> labels) => [.. labels.Select(Of)];

    private static LabelSet? Nearest(LabelSet rare, LabelSet[] among, Dictionary<LabelSet, int> rows) => among
        .Where(set => set != rare && (set.Bits & ~rare.Bits) == 0)
        .OrderByDescending(set => set.Count)
        .ThenByDescending(set => rows[set])
        .ThenBy(set => set.Bits)
        .Select(set => (LabelSet?)set)
        .FirstOrDefault();
}

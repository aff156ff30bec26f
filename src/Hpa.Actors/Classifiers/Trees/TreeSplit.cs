namespace Hpa.Actors.Classifiers.Trees;

/// <summary>The best split of a node so far.</summary>
/// <param name="Score">
/// Σ over both sides of Σ_c count_c² / rows, which is largest where the Gini impurity left, weighted by rows, is least; −∞ for no split.
/// </param>
/// <param name="Column">Column of all.</param>
/// <param name="Lower">Last bin on the left that has a row of the node.</param>
/// <param name="Upper">First bin on the right that has one.</param>
internal readonly record struct TreeSplit(double Score, int Column, int Lower, int Upper)
{
    /// <summary>No split.</summary>
    public static readonly TreeSplit None = new(double.NegativeInfinity, -1, 0, 0);
}

/// <summary>
/// The rows of a node: their numbers, and their classes counted among those that occur in it, so that buffers are as small as the
/// node is.
/// </summary>
/// <param name="rows">Row numbers.</param>
/// <param name="local">Index of each row's class in <paramref name="counts"/>.</param>
/// <param name="counts">Rows of each class of the node.</param>
internal readonly ref struct TreeNodeRows(ReadOnlySpan<int> rows, ReadOnlySpan<ushort> local, ReadOnlySpan<int> counts)
{
    public ReadOnlySpan<int> Rows { get; } = rows;

    public ReadOnlySpan<ushort> Local { get; } = local;

    public ReadOnlySpan<int> Counts { get; } = counts;
}

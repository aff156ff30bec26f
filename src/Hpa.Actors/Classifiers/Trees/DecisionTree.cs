namespace Hpa.Actors.Classifiers.Trees;

/// <summary>A grown tree, node by node with the root first: a row goes left where its value is at most the threshold.</summary>
/// <param name="Block">Block of the column that is asked; −1 for a leaf.</param>
/// <param name="Column">Column in the block.</param>
/// <param name="Threshold">The middle between two neighbouring training values.</param>
/// <param name="Mean">Training mean of the column, for rows without it.</param>
/// <param name="Left">Node for values up to the threshold.</param>
/// <param name="Right">Node for the others.</param>
/// <param name="LeafStart">A node's training rows are in the places LeafStart[node] … LeafStart[node + 1] − 1 of the lists below; none but for leaves.</param>
/// <param name="LeafClass">Classes of a leaf in rising order.</param>
/// <param name="LeafCount">Training rows of each.</param>
public sealed record DecisionTree(
    int[] Block, int[] Column, float[] Threshold, float[] Mean, int[] Left, int[] Right, int[] LeafStart, int[] LeafClass, int[] LeafCount)
{
    /// <summary>Nodes.</summary>
    public int Nodes => Block.Length;

    /// <summary>Most splits on the way to a leaf.</summary>
    public int Depth()
    {
        var depths = new int[Nodes];
        for (var node = 0; node < Nodes; node++)
            if (Block[node] >= 0) depths[Left[node]] = depths[Right[node]] = depths[node] + 1;
        return depths.Max();
    }

    /// <summary>
    /// Whether the lists describe a tree: all of one length, every split with two later nodes below it and a column that is there, every
    /// leaf with classes that exist. A file may hold anything.
    /// </summary>
    /// <param name="dimensions">Columns of each block.</param>
    /// <param name="classes">Number of classes.</param>
    internal bool IsWhole(int[] dimensions, int classes) =>
        Nodes > 0 && new[] { Column, Left, Right }.All(list => list.Length == Nodes) && Threshold.Length == Nodes && Mean.Length == Nodes
        && LeafStart.Length == Nodes + 1 && LeafStart[0] == 0 && LeafStart[^1] == LeafClass.Length && LeafCount.Length == LeafClass.Length
        && LeafClass.All(c => c >= 0 && c < classes) && LeafCount.All(count => count > 0)
        && Enumerable.Range(0, Nodes).All(node => IsNode(node, dimensions));

    private bool IsNode(int node, int[] dimensions)
    {
        if (LeafStart[node + 1] < LeafStart[node]) return false;
        if (Block[node] < 0) return LeafStart[node + 1] > LeafStart[node];
        return Block[node] < dimensions.Length && Column[node] >= 0 && Column[node] < dimensions[Block[node]]
            && Left[node] > node && Left[node] < Nodes && Right[node] > node && Right[node] < Nodes;
    }

    /// <summary>The leaf of a row.</summary>
    /// <param name="valueOf">Raw value of the column that a node asks; NaN where the row lacks it.</param>
    internal int Leaf(Func<int, float> valueOf)
    {
        var node = 0;
        while (Block[node] >= 0)
        {
            var value = valueOf(node);
            node = (float.IsNaN(value) ? Mean[node] : value) <= Threshold[node] ? Left[node] : Right[node];
        }

        return node;
    }

    /// <summary>Puts the share of each class among a leaf's training rows into shares[class][row].</summary>
    internal void AddShares(int leaf, int row, double[][] shares)
    {
        double total = LeafCount.AsSpan(LeafStart[leaf]..LeafStart[leaf + 1]).ToArray().Sum();
        for (var i = LeafStart[leaf]; i < LeafStart[leaf + 1]; i++) shares[LeafClass[i]][row] = LeafCount[i] / total;
    }
}

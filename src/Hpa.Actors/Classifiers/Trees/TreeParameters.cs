namespace Hpa.Actors.Classifiers.Trees;

/// <summary>When a decision tree stops growing before its leaves are pure.</summary>
/// <param name="MaxDepth">Most splits on the way to a leaf; 0 = no limit.</param>
/// <param name="MinLeaf">Fewest training rows of a leaf, at least 1.</param>
public sealed record TreeParameters(int MaxDepth, int MinLeaf)
{
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(MaxDepth);
        ArgumentOutOfRangeException.ThrowIfLessThan(MinLeaf, 1);
    }
}

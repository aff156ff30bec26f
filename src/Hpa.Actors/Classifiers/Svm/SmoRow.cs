namespace Hpa.Actors.Classifiers.Svm;

/// <summary>One kernel row against the rows the solver looks at, in one or two pieces.</summary>
internal readonly ref struct SmoRow(ReadOnlySpan<float> head, ReadOnlySpan<float> tail)
{
    /// <summary>Entries of the first rows.</summary>
    public ReadOnlySpan<float> Head { get; } = head;

    /// <summary>Entries of the rest.</summary>
    public ReadOnlySpan<float> Tail { get; } = tail;

    /// <summary>The entry of one row.</summary>
    public float this[int row] => row < Head.Length ? Head[row] : Tail[row - Head.Length];
}

namespace Hpa.Actors.Classifiers.Svm;

/// <summary>
/// The rows of a square kernel that one binary problem is made of: up to two runs of neighbouring rows, so that a
/// problem between two classes needs no copy of its part of the kernel.
/// </summary>
/// <param name="First">First row of the first run.</param>
/// <param name="FirstCount">Its length.</param>
/// <param name="Second">First row of the second run.</param>
/// <param name="SecondCount">Its length; may be 0.</param>
public readonly record struct RowSegments(int First, int FirstCount, int Second, int SecondCount)
{
    /// <summary>Rows of the problem.</summary>
    public int Count => FirstCount + SecondCount;

    /// <summary>All rows of a kernel.</summary>
    public static RowSegments All(int rows) => new(0, rows, 0, 0);

    /// <summary>The kernel's row behind row <paramref name="index"/> of the problem.</summary>
    public int this[int index] => index < FirstCount ? First + index : Second + index - FirstCount;
}

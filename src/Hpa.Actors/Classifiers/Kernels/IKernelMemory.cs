namespace Hpa.Actors.Classifiers.Kernels;

/// <summary>
/// Where the numbers of a block's kernel are: its lower triangle, row after row, and its training × evaluation rows, row
/// after row. Neighbouring rows are one run, whatever their number.
/// </summary>
internal interface IKernelMemory : IDisposable
{
    /// <summary>A run of the triangle.</summary>
    ReadOnlySpan<float> Triangle(long first, int count);

    /// <summary>A run of the kernel against evaluation rows.</summary>
    ReadOnlySpan<float> Cross(long first, int count);
}

/// <summary>Arrays, at most 2³¹ numbers each.</summary>
internal sealed class KernelArrays : IKernelMemory
{
    private readonly float[] _triangle;
    private readonly float[] _cross;

    /// <summary>Makes room; the numbers are undefined.</summary>
    public KernelArrays(int trainRows, int evalRows)
    {
        _triangle = GC.AllocateUninitializedArray<float>(checked((int)KernelBudget.Triangle(trainRows)));
        _cross = GC.AllocateUninitializedArray<float>(checked(trainRows * evalRows));
    }

    /// <inheritdoc />
    public ReadOnlySpan<float> Triangle(long first, int count) => _triangle.AsSpan((int)first, count);

    /// <inheritdoc />
    public ReadOnlySpan<float> Cross(long first, int count) => _cross.AsSpan((int)first, count);

    /// <summary>A run of the triangle to be filled.</summary>
    public Span<float> TriangleRoom(long first, int count) => _triangle.AsSpan((int)first, count);

    /// <summary>A run of the kernel against evaluation rows to be filled.</summary>
    public Span<float> CrossRoom(long first, int count) => _cross.AsSpan((int)first, count);

    /// <summary>Nothing to give back: the collector takes arrays that nobody reads.</summary>
    public void Dispose()
    {
    }
}

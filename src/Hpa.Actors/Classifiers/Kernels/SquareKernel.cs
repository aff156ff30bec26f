namespace Hpa.Actors.Classifiers.Kernels;

/// <summary>A symmetric kernel among training rows.</summary>
/// <param name="Values">[rows × rows] row-major; may be longer.</param>
/// <param name="Rows">Number of rows.</param>
public readonly record struct SquareKernel(float[] Values, int Rows)
{
    /// <summary>Part of a row: columns <paramref name="first"/> … first + count − 1.</summary>
    public ReadOnlySpan<float> Row(int row, int first, int count) => Values.AsSpan(row * Rows + first, count);
}

/// <summary>A kernel between training rows and evaluation rows.</summary>
/// <param name="Values">[trainRows × evalRows] row-major; may be longer.</param>
/// <param name="TrainRows">Number of training rows.</param>
/// <param name="EvalRows">Number of evaluation rows.</param>
public readonly record struct CrossKernel(float[] Values, int TrainRows, int EvalRows)
{
    /// <summary>One training row against all evaluation rows.</summary>
    public ReadOnlySpan<float> Row(int row) => Values.AsSpan(row * EvalRows, EvalRows);
}

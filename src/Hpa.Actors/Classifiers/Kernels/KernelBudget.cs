using Hpa.Contracts;

namespace Hpa.Actors.Classifiers.Kernels;

/// <summary>What kernels take, known before the first is computed.</summary>
public static class KernelBudget
{
    /// <summary>Most training rows: beyond them a square of floats is longer than an array may be.</summary>
    public const int MaxTrainRows = 46_340;

    /// <summary>Bytes of the kernels of single blocks, in memory or on disk.</summary>
    /// <param name="trainRows">n.</param>
    /// <param name="evalRows">e.</param>
    /// <param name="blocks">Number of blocks.</param>
    public static long BlockBytes(int trainRows, int evalRows, int blocks) =>
        sizeof(float) * blocks * (Triangle(trainRows) + (long)trainRows * evalRows);

    /// <summary>Bytes of summed kernels in memory.</summary>
    /// <param name="trainRows">n.</param>
    /// <param name="evalRows">e.</param>
    /// <param name="sums">How many at once.</param>
    public static long SumBytes(int trainRows, int evalRows, int sums) =>
        sizeof(float) * sums * ((long)trainRows * trainRows + (long)trainRows * evalRows);

    /// <summary>Refuses an evaluation, which needs one sum of all training rows, that does not fit.</summary>
    /// <param name="trainRows">Training rows.</param>
    /// <param name="evalRows">Validation and test rows.</param>
    /// <param name="budget">Bytes.</param>
    /// <exception cref="InputException">More than <paramref name="budget"/> bytes, or more rows than an array can hold.</exception>
    public static void CheckEvaluation(int trainRows, int evalRows, long budget)
    {
        if (trainRows > MaxTrainRows || (long)trainRows * evalRows > Array.MaxLength)
            throw new InputException($"hpa.datasets.split: kernels of {trainRows} training and {evalRows} other images are too large, at most {MaxTrainRows} training images can be used; lower hpa.datasets.split.train");
        var needed = SumBytes(trainRows, evalRows, 1);
        if (needed > budget)
            throw new InputException($"hpa.classifiers.memory-budget-mib = {budget >> 20} is too small: the evaluation of {trainRows} training and {evalRows} other images needs {Mebibytes(needed)} MiB; raise it, or use fewer images");
    }

    /// <summary>Entries of a lower triangle with diagonal.</summary>
    internal static long Triangle(int rows) => (long)rows * (rows + 1) / 2;

    /// <summary>Rounded up.</summary>
    internal static long Mebibytes(long bytes) => (bytes + (1 << 20) - 1) >> 20;
}

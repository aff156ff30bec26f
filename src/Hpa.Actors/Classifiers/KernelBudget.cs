using Hpa.Contracts;

namespace Hpa.Actors.Classifiers;

/// <summary>What kernels take, known before the first is computed.</summary>
public static class KernelBudget
{
    /// <summary>Most training rows: beyond them a square of floats is longer than an array may be.</summary>
    public const int MaxTrainRows = 46_340;

    /// <summary>Bytes of the kernels of all blocks and of one summed kernel per worker.</summary>
    /// <param name="trainRows">n.</param>
    /// <param name="evalRows">Validation and test rows, e.</param>
    /// <param name="blocks">Number of blocks.</param>
    /// <param name="workers">Classifiers at work at once, each with its own sum.</param>
    public static long Bytes(int trainRows, int evalRows, int blocks, int workers)
    {
        var cross = (long)trainRows * evalRows;
        return sizeof(float) * (blocks * (Triangle(trainRows) + cross) + workers * ((long)trainRows * trainRows + cross));
    }

    /// <summary>Refuses what does not fit.</summary>
    /// <exception cref="InputException">More than <paramref name="budget"/> bytes, or more rows than an array can hold.</exception>
    public static void Check(int trainRows, int evalRows, int blocks, int workers, long budget)
    {
        if (trainRows > MaxTrainRows || (long)trainRows * evalRows > Array.MaxLength)
            throw new InputException($"hpa.datasets.split: kernels of {trainRows} training and {evalRows} other images are too large, at most {MaxTrainRows} training images can be used; lower hpa.datasets.split.train");
        var needed = Bytes(trainRows, evalRows, blocks, workers);
        if (needed > budget)
            throw new InputException($"hpa.classifiers.memory-budget-mib = {budget >> 20} is too small: {blocks} blocks of {trainRows} training and {evalRows} other images with {workers} classifiers at work need {Mebibytes(needed)} MiB; raise it, or use fewer networks, combinations or images");
    }

    /// <summary>Entries of a lower triangle with diagonal.</summary>
    internal static long Triangle(int rows) => (long)rows * (rows + 1) / 2;

    private static long Mebibytes(long bytes) => (bytes + (1 << 20) - 1) >> 20;
}

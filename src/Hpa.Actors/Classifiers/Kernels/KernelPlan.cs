using Hpa.Contracts;
using Hpa.Contracts.Classifiers;

namespace Hpa.Actors.Classifiers.Kernels;

/// <summary>What fitness asks of the kernels of single blocks.</summary>
/// <param name="TrainRows">Training rows that any study uses.</param>
/// <param name="StudyRows">Most training rows that one study uses.</param>
/// <param name="ValRows">Validation rows that any study uses.</param>
/// <param name="Blocks">Number of blocks.</param>
/// <param name="Folds">Folds of cross-validation; 0 for none.</param>
public sealed record KernelNeed(int TrainRows, int StudyRows, int ValRows, int Blocks, int Folds = 0)
{
    /// <summary>Bytes of the blocks' kernels.</summary>
    public long Blocked => KernelBudget.BlockBytes(TrainRows, ValRows, Blocks);

    /// <summary>Bytes of one classifier's sum, and of the largest fold that is cut from it.</summary>
    public long Summed => KernelBudget.SumBytes(StudyRows, ValRows, 1) + (Folds == 0 ? 0 : KernelBudget.SumBytes(StudyRows - StudyRows / Folds, (StudyRows + Folds - 1) / Folds, 1));

    /// <summary>Bytes of both. Of one sum: whether all rows fit must not depend on how many classifiers a machine has cores for.</summary>
    public long All => Blocked + Summed;

    /// <summary>How many classifiers can work at once, at least one.</summary>
    /// <param name="wanted">How many there could be.</param>
    /// <param name="place">Where the blocks' kernels are.</param>
    /// <param name="memory">Bytes of memory that kernels may take.</param>
    public int Classifiers(int wanted, KernelPlace place, long memory) =>
        (int)Math.Clamp((memory - (place == KernelPlace.Mapped ? 0 : Blocked)) / Math.Max(1, Summed), 1, wanted);

    /// <summary>The same with fewer training rows.</summary>
    internal KernelNeed With(int trainRows) => this with { TrainRows = trainRows, StudyRows = Math.Min(StudyRows, trainRows) };
}

/// <summary>
/// Where the kernels of single blocks are and of how many training rows. It follows from settings and numbers of rows
/// alone, never from what happens to be free, because fewer rows mean other results.
/// </summary>
/// <param name="Place">Memory, Mapped or Subset.</param>
/// <param name="TrainRows">Training rows of the kernels.</param>
public sealed record KernelPlan(KernelPlace Place, int TrainRows)
{
    private const string Section = "hpa.classifiers";

    /// <summary>Decides.</summary>
    /// <param name="need">Rows and blocks.</param>
    /// <param name="wanted">The setting.</param>
    /// <param name="memory">Bytes of memory that kernels may take.</param>
    /// <param name="disk">Bytes of disk that kernels may take.</param>
    /// <exception cref="SettingsException">What was asked for does not fit; names the key and what it would need.</exception>
    public static KernelPlan Of(KernelNeed need, KernelPlace wanted, long memory, long disk)
    {
        var inMemory = need.All <= memory;
        var mapped = need.Blocked <= disk && need.Summed <= memory;
        return wanted switch
        {
            KernelPlace.Memory when !inMemory => throw Refused(need, "memory", "memory", memory, need.All),
            KernelPlace.Mapped when need.Summed > memory => throw Refused(need, "mapped", "memory", memory, need.Summed),
            KernelPlace.Mapped when !mapped => throw Refused(need, "mapped", "disk", disk, need.Blocked),
            KernelPlace.Memory => new KernelPlan(KernelPlace.Memory, need.TrainRows),
            KernelPlace.Mapped => new KernelPlan(KernelPlace.Mapped, need.TrainRows),
            KernelPlace.Auto when inMemory => new KernelPlan(KernelPlace.Memory, need.TrainRows),
            KernelPlace.Auto when mapped => new KernelPlan(KernelPlace.Mapped, need.TrainRows),
            _ => new KernelPlan(KernelPlace.Subset, Most(need, memory)),
        };
    }

    /// <summary>The most training rows that fit in memory; perhaps 0.</summary>
    private static int Most(KernelNeed need, long memory)
    {
        var (fits, beyond) = (0, need.TrainRows + 1);
        while (beyond - fits > 1)
        {
            var middle = fits + (beyond - fits) / 2;
            if (need.With(middle).All <= memory) fits = middle;
            else beyond = middle;
        }

        return fits;
    }

    private static SettingsException Refused(KernelNeed need, string place, string budget, long bytes, long needed) => new(
        $"{Section}.kernels = {place}: {need.Blocks} blocks of {need.TrainRows} training and {need.ValRows} validation images "
        + $"need {KernelBudget.Mebibytes(needed)} MiB, but {Section}.{budget}-budget-mib = {bytes >> 20}; raise it, or set kernels = auto");
}

using Hpa.Actors.Classifiers.Kernels;
using Hpa.Contracts;
using Hpa.Contracts.Classifiers;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class KernelPlanTests
{
    private const long Mebibyte = 1 << 20;

    /// <summary>107 MiB of blocks (triangles of 1000 rows, and 1000 × 200), 4.6 MiB for a sum.</summary>
    private static readonly KernelNeed Need = new(1000, 1000, 200, 40);

    [Fact]
    public void A_need_counts_triangles_rows_in_question_and_one_sum()
    {
        Assert.Equal(4L * 40 * (1000 * 1001 / 2 + 1000 * 200), Need.Blocked);
        Assert.Equal(4L * (1000 * 1000 + 1000 * 200), Need.Summed);
        Assert.Equal(Need.Blocked + Need.Summed, Need.All);
        Assert.Equal(4L * 72 * (21750L * 21751 / 2 + 21750L * 4661), new KernelNeed(21750, 21750, 4661, 72).Blocked);
    }

    [Fact]
    public void Auto_takes_memory_then_files_then_fewer_rows()
    {
        Assert.Equal(new KernelPlan(KernelPlace.Memory, 1000), Auto(Need.All, 0));
        Assert.Equal(new KernelPlan(KernelPlace.Mapped, 1000), Auto(Need.All - 1, Need.Blocked));
        Assert.Equal(new KernelPlan(KernelPlace.Mapped, 1000), Auto(Need.Summed, Need.Blocked));
        Assert.Equal(KernelPlace.Subset, Auto(Need.Summed - 1, Need.Blocked).Place);
        Assert.Equal(KernelPlace.Subset, Auto(Need.All - 1, Need.Blocked - 1).Place);
    }

    [Fact]
    public void Fewer_rows_are_the_most_that_fit()
    {
        var rows = Auto(40 * Mebibyte, 0).TrainRows;
        Assert.InRange(rows, 1, 999);
        Assert.True((Need with { TrainRows = rows, StudyRows = rows }).All <= 40 * Mebibyte);
        Assert.True((Need with { TrainRows = rows + 1, StudyRows = rows + 1 }).All > 40 * Mebibyte);
        Assert.Equal(new KernelPlan(KernelPlace.Subset, 1000), KernelPlan.Of(Need, KernelPlace.Subset, Need.All, 0));
    }

    [Theory]
    [InlineData(KernelPlace.Memory, 100, 1000, "hpa.classifiers.kernels = memory", "memory-budget-mib = 100", 112)]
    [InlineData(KernelPlace.Mapped, 100, 50, "hpa.classifiers.kernels = mapped", "disk-budget-mib = 50", 107)]
    [InlineData(KernelPlace.Mapped, 3, 1000, "hpa.classifiers.kernels = mapped", "memory-budget-mib = 3", 5)]
    public void What_was_asked_for_and_does_not_fit_is_refused_with_key_and_need(KernelPlace place, int memory, int disk, string asked, string key, int needed)
    {
        var refusal = Assert.Throws<SettingsException>(() => KernelPlan.Of(Need, place, memory * Mebibyte, disk * Mebibyte)).Message;
        Assert.StartsWith(asked, refusal);
        Assert.Contains(key, refusal);
        Assert.Contains($"need {needed} MiB", refusal);
    }

    [Fact]
    public void As_many_classifiers_work_at_once_as_there_is_room_for_sums()
    {
        Assert.Equal(1, Need.Classifiers(8, KernelPlace.Memory, Need.All));
        Assert.Equal(3, Need.Classifiers(8, KernelPlace.Memory, Need.All + 2 * Need.Summed));
        Assert.Equal(8, Need.Classifiers(8, KernelPlace.Memory, long.MaxValue));
        Assert.Equal(2, Need.Classifiers(8, KernelPlace.Mapped, 2 * Need.Summed));
        Assert.Equal(1, Need.Classifiers(8, KernelPlace.Subset, 0));
    }

    [Fact]
    public void An_evaluation_that_does_not_fit_is_refused_with_key_and_need()
    {
        KernelBudget.CheckEvaluation(21750, 9322, 4096 * Mebibyte);
        var refusal = Assert.Throws<InputException>(() => KernelBudget.CheckEvaluation(21750, 9322, 2048 * Mebibyte)).Message;
        Assert.Contains("hpa.classifiers.memory-budget-mib = 2048", refusal);
        Assert.Contains("needs 2579 MiB", refusal);
        Assert.Contains("46340", Assert.Throws<InputException>(() => KernelBudget.CheckEvaluation(50_000, 10, long.MaxValue)).Message);
    }

    private static KernelPlan Auto(long memory, long disk) => KernelPlan.Of(Need, KernelPlace.Auto, memory, disk);
}

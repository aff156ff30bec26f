using Hpa.Actors.Backbones;
using Hpa.Contracts;

namespace Hpa.Actors.Tests.Backbones;

public sealed class MemoryPlanTests
{
    private const long Mib = 1 << 20;

    [Fact]
    public void What_fits_is_one_group_with_the_largest_first() =>
        Assert.Equal([[1, 2, 0]], Groups(4096, 10, 500, 30));

    [Fact]
    public void What_does_not_fit_is_divided_and_nothing_is_lost()
    {
        var groups = Groups(3000, 500, 500, 500, 10);
        Assert.True(groups.Count > 1);
        Assert.Equal([0, 1, 2, 3], groups.SelectMany(g => g).Order());
    }

    [Fact]
    public void Less_memory_never_makes_fewer_groups()
    {
        var counts = new[] { 8192, 4096, 3072, 2820 }.Select(budget => Groups(budget, 548, 528, 233, 213, 170, 98, 91, 76, 45, 25, 13, 5).Count).ToArray();
        Assert.Equal(counts.Order(), counts);
        Assert.Equal(1, counts[0]);
    }

    [Fact]
    public void A_network_that_does_not_fit_alone_is_refused_with_what_would_do()
    {
        var fault = Assert.Throws<SettingsException>(() => Groups(1500, 20, 500));
        Assert.StartsWith("hpa.backbones.memory-budget-mib = 1500 is too little for n1: set at least 2677", fault.Message, StringComparison.Ordinal);
        Assert.Equal([[1, 0]], Groups(2677, 20, 500));
    }

    private static IReadOnlyList<IReadOnlyList<int>> Groups(int budget, params int[] mebibytes) =>
        MemoryPlan.Groups([.. mebibytes.Select((m, i) => ($"n{i}", m * Mib, 3 * Mib))], 12, budget * Mib);
}

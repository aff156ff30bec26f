using Hpa.Actors.Runs;
using Hpa.Contracts.Backbones;
using Hpa.Contracts.Cells;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Tests.Runs;

public sealed class BlockCostsTests
{
    private static readonly BlockName[] Blocks =
        [BlockName.Parse("image.slow.rgb"), BlockName.Parse("image.fast.rgb"), BlockName.Parse("nucleus.slow.ggg"), BlockName.Parse("membrane.fast.rgb")];

    [Fact]
    public void A_block_of_the_field_costs_one_input_and_one_of_the_cells_as_many_as_cells_are_used() =>
        // Two and three cells; a field without any does not count.
        Assert.Equal([40_500L, 3_700, 101_250, 9_250], BlockCosts.Of(Blocks, [Network("slow", 40.5), Network("fast", 3.7)], [Used(2), Used(0), Used(3)]));

    [Fact]
    public void A_network_without_a_figure_counts_as_the_mean_of_the_others() =>
        Assert.Equal([20_000L, 15_000], BlockCosts.Of([.. Blocks[..1], BlockName.Parse("image.mine.rgb")], [Network("slow", 20), Network("fast", 10), Network("mine", null)], null));

    [Fact]
    public void Without_any_figure_every_network_counts_one_millisecond() =>
        Assert.Equal([1000L, 1000], BlockCosts.Of(Blocks[..2], [Network("slow", null), Network("fast", null)], null));

    [Fact]
    public void The_networks_that_come_with_the_program_have_figures() => Assert.All(
        SettingsFile.Catalogue(Repository.Root, null, []).Entries, entry => Assert.InRange(entry.Spec.Milliseconds ?? 0, 1, 1000));

    private static BackboneSpec Network(string name, double? milliseconds) =>
        new(name, "", "", "", 224, [0, 0, 0], [1, 1, 1], "", true) { Milliseconds = milliseconds };

    private static CellCounts Used(int used) => new(9, used, 0, 0, 0, 0, 0);
}

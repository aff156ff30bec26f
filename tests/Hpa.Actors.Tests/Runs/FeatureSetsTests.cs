using Hpa.Actors.Runs;
using Hpa.Contracts.Features;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Runs;

public sealed class FeatureSetsTests
{
    private static readonly BlockName[] Blocks =
    [
        BlockName.Parse("image.resnet18.rgb"), BlockName.Parse("image.resnet18.ggg"),
        BlockName.Parse("nucleus.resnet18.rgb"), BlockName.Parse("nucleus.resnet18.ggg"), BlockName.Parse("membrane.resnet18.rgb"),
    ];

    [Fact]
    public void Each_feature_set_has_its_own_choice_and_both_levels_together_have_those_of_image_and_cell()
    {
        var sets = Of((FeatureSet.ImageGreen, "01000"), (FeatureSet.Image, "10000"), (FeatureSet.Nucleus, "00110"), (FeatureSet.Membrane, "00001"), (FeatureSet.Cell, "00010"));

        Assert.Equal(
            ["01000", "10000", "00110", "00001", "00010", "10010"],
            Enum.GetValues<FeatureSet>().Select(set => sets[set].Subset.ToString()));
        Assert.All(sets.Values, set => Assert.True(set.Facts.Chosen));
        Assert.Equal([Blocks[0], Blocks[3]], sets[FeatureSet.Both].Facts.Blocks);
    }

    [Fact]
    public void Where_nothing_was_to_be_chosen_all_blocks_stand_in_and_it_is_said()
    {
        var sets = Of((FeatureSet.Image, "10000"));

        Assert.Equal(("00110", false), (sets[FeatureSet.Nucleus].Subset.ToString(), sets[FeatureSet.Nucleus].Facts.Chosen));
        Assert.Equal(("00111", false), (sets[FeatureSet.Cell].Subset.ToString(), sets[FeatureSet.Cell].Facts.Chosen));
        Assert.Equal(("10111", true), (sets[FeatureSet.Both].Subset.ToString(), sets[FeatureSet.Both].Facts.Chosen));
    }

    [Fact]
    public void A_run_of_whole_fields_has_no_cells() => Assert.Equal(
        [FeatureSet.ImageGreen, FeatureSet.Image],
        FeatureSets.Of(Blocks[..2], new Dictionary<FeatureSet, Genome>()).Select(set => set.Facts.Features));

    private static Dictionary<FeatureSet, FeatureSetSubset> Of(params (FeatureSet Features, string Chosen)[] chosen) => FeatureSets
        .Of(Blocks, chosen.ToDictionary(choice => choice.Features, choice => Genome.Parse(choice.Chosen)))
        .ToDictionary(set => set.Facts.Features);
}

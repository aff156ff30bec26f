using Hpa.Actors.Runs;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;
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
    public void Each_feature_set_has_the_chosen_blocks_of_its_regions()
    {
        var sets = FeatureSets.Of(Blocks, Genome.Parse("01101")).ToDictionary(set => set.Facts.Features, set => set.Subset.ToString());

        Assert.Equal("01000", sets[FeatureSet.Image]);
        Assert.Equal("00100", sets[FeatureSet.Nucleus]);
        Assert.Equal("00001", sets[FeatureSet.Membrane]);
        Assert.Equal("00101", sets[FeatureSet.Cell]);
        Assert.Equal("01101", sets[FeatureSet.Both]);
        Assert.Equal(5, sets.Count);
    }

    [Fact]
    public void Where_none_was_chosen_all_blocks_of_the_kind_stand_in_and_it_is_said()
    {
        var sets = FeatureSets.Of(Blocks, Genome.Parse("10000")).ToDictionary(set => set.Facts.Features);

        Assert.Equal("00110", sets[FeatureSet.Nucleus].Subset.ToString());
        Assert.False(sets[FeatureSet.Nucleus].Facts.Chosen);
        Assert.Equal([Blocks[2], Blocks[3]], sets[FeatureSet.Nucleus].Facts.Blocks);
        Assert.True(sets[FeatureSet.Image].Facts.Chosen);
        Assert.Equal("10000", sets[FeatureSet.Both].Subset.ToString());
    }

    [Fact]
    public void A_run_of_whole_fields_has_one_feature_set() =>
        Assert.Equal([FeatureSet.Image], FeatureSets.Of(Blocks[..2], Genome.Parse("11")).Select(set => set.Facts.Features));

    [Fact]
    public void A_region_that_was_left_out_has_no_feature_set() => Assert.Equal(
        [FeatureSet.Image, FeatureSet.Nucleus, FeatureSet.Both],
        FeatureSets.Of(Blocks[..4], Genome.Parse("1111")).Select(set => set.Facts.Features).Where(set => set != FeatureSet.Cell));
}

namespace Hpa.Contracts.Features;

/// <summary>What the blocks behind a selection or a result look at.</summary>
public enum FeatureSet
{
    /// <summary>The whole field, the protein's channel alone.</summary>
    ImageGreen,

    /// <summary>The whole field.</summary>
    Image,

    /// <summary>The nuclei of its cells.</summary>
    Nucleus,

    /// <summary>Their nuclear membranes.</summary>
    Membrane,

    /// <summary>Both regions of its cells.</summary>
    Cell,

    /// <summary>The field and both regions of its cells.</summary>
    Both,
}

/// <summary>Which blocks belong to a feature set.</summary>
public static class FeatureSetBlockRules
{
    private const string Green = "ggg";

    /// <summary>Whether a block belongs to the set.</summary>
    public static bool Has(this FeatureSet features, BlockName block) => features switch
    {
        FeatureSet.ImageGreen => block.Region == Region.Image && block.Combination.ToString() == Green,
        FeatureSet.Image => block.Region == Region.Image,
        FeatureSet.Nucleus => block.Region == Region.Nucleus,
        FeatureSet.Membrane => block.Region == Region.Membrane,
        FeatureSet.Cell => block.Region != Region.Image,
        _ => true,
    };

    /// <summary>
    /// The feature sets that a run with these blocks has, in order; none that would only repeat another: no green where all
    /// blocks of the field are green, no single region where there is only one, no both where only one kind is there.
    /// </summary>
    public static IReadOnlyList<FeatureSet> FeatureSets(this IReadOnlyList<BlockName> blocks)
    {
        var sets = new List<FeatureSet>();
        int Count(FeatureSet set) => blocks.Count(block => set.Has(block));
        foreach (var set in Enum.GetValues<FeatureSet>())
        {
            var own = Count(set);
            var repeats = set switch
            {
                FeatureSet.ImageGreen => own == Count(FeatureSet.Image),
                FeatureSet.Nucleus or FeatureSet.Membrane => own == Count(FeatureSet.Cell),
                FeatureSet.Both => own == Count(FeatureSet.Image) || own == Count(FeatureSet.Cell),
                _ => false,
            };
            if (own > 0 && !repeats) sets.Add(set);
        }

        return sets;
    }
}

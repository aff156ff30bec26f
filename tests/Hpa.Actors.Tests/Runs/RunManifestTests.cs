using Hpa.Actors.Runs;
using Hpa.Contracts;
using Hpa.Contracts.Cells;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Tests.Runs;

public sealed class RunManifestTests
{
    private static readonly BackboneRecord Net = new("net", new string('a', 64), true, 4);

    private static readonly FeatureManifest Before = new(
        FeatureManifest.CurrentVersion, "inputs v1", new Dictionary<string, string> { ["device"] = "cpu" }, [Net],
        [new BlockColumn(BlockName.Parse("image.net.rgb"), 4), new BlockColumn(BlockName.Parse("nucleus.net.rgb"), 4)], [], new CellRecord("cells v1", [Pooling.Mean]));

    [Fact]
    public void The_same_goes_on() => RunManifest.CheckSame(Before, Before with { Runtime = new Dictionary<string, string> { ["device"] = "cpu", ["note"] = "in groups" } });

    [Fact]
    public void Whatever_changes_the_features_is_refused_by_name()
    {
        Assert.Contains("backbone net has changed", Refusal(Before with { Backbones = [Net with { Sha256 = new string('b', 64) }] }), StringComparison.Ordinal);
        Assert.Contains("cells v1; now cells v2", Refusal(Before with { Cells = new CellRecord("cells v2", [Pooling.Mean]) }), StringComparison.Ordinal);
        Assert.Contains("began on cpu and would go on on cuda:0", Refusal(Before with { Runtime = new Dictionary<string, string> { ["device"] = "cuda:0" } }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_depends_on_cells_only_when_it_has_blocks_of_theirs()
    {
        Assert.Equal("inputs v1", RunManifest.Preprocessing(Before, [Before.Blocks[0].Name]));
        Assert.Equal("inputs v1; cells v1", RunManifest.Preprocessing(Before, Before.Blocks.Select(b => b.Name)));
    }

    private static string Refusal(FeatureManifest now) => Assert.Throws<InputException>(() => RunManifest.CheckSame(Before, now)).Message;
}

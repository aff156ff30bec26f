using Hpa.Actors.Runs;
using Hpa.Contracts;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Runs;

public sealed class StudyPlansTests
{
    private static readonly string[] Combinations = ["hpa.backbones.use=[resnet18]", "hpa.images.combinations=[ggg, rgb]"];

    [Fact]
    public void True_labels_come_first_then_repetitions_then_shuffled_labels_of_what_decides() => Assert.Equal(
        [
            "image-green", "image", "nucleus", "membrane", "cell",
            "image-green-repeat-2", "image-repeat-2", "nucleus-repeat-2", "membrane-repeat-2", "cell-repeat-2",
            "image-shuffled", "cell-shuffled",
        ],
        Names("hpa.selection.repeat=2"));

    [Fact]
    public void Without_the_control_no_labels_are_shuffled() =>
        Assert.Equal(["image", "cell"], Names("hpa.selection.features=[cell, image]", "hpa.runs.shuffled-control=off"));

    [Fact]
    public void What_the_run_has_no_blocks_for_leaves_no_trace() =>
        Assert.Equal(["image-green", "image", "image-shuffled"], Names("hpa.cells.regions=[]"));

    [Fact]
    public void What_would_repeat_another_feature_set_leaves_no_trace() =>
        Assert.Equal(["image", "cell", "image-shuffled", "cell-shuffled"], Names("hpa.images.combinations=[ggg]", "hpa.cells.regions=[membrane]"));

    [Fact]
    public void A_study_has_the_blocks_and_costs_of_its_feature_set()
    {
        var settings = Settings();
        var study = StudyPlans.Of(settings.Blocks, [1, 2, 3, 4, 5, 6], settings).Single(study => study.Name.ToString() == "cell");

        Assert.Equal([2, 3, 4, 5], study.Blocks);
        Assert.Equal([3L, 4, 5, 6], study.Costs);
    }

    [Fact]
    public void Where_nothing_is_left_to_choose_from_the_key_and_what_there_is_are_named()
    {
        var refusal = Assert.Throws<SettingsException>(() => StudyPlans.Require(Settings("hpa.cells.regions=[nucleus]", "hpa.selection.features=[nucleus, membrane]"))).Message;

        Assert.StartsWith("hpa.selection.features = nucleus, membrane: ", refusal, StringComparison.Ordinal);
        Assert.EndsWith("image-green, image, cell", refusal, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(params string[] more)
    {
        var settings = Settings(more);
        return StudyPlans.Of(settings.Blocks, [.. settings.Blocks.Select(_ => 1L)], settings).Select(study => study.Name.ToString());
    }

    private static RunSettings Settings(params string[] more) =>
        SettingsFile.Load(Repository.Root, null, ["hpa.datasets.path=/data", .. Combinations, .. more]).Check();
}

using Hpa.Actors.Runs;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Runs;

public sealed class FitnessKeyTests
{
    private static readonly FeatureManifest Manifest = new(
        1, "as it is", new Dictionary<string, string> { ["onnx"] = "1" }, [new BackboneRecord("resnet18", "ab", true, 4)],
        [new BlockColumn(BlockName.Parse("image.resnet18.rgb"), 4), new BlockColumn(BlockName.Parse("nucleus.resnet18.rgb"), 4)],
        [new ShardEntry(Level.Image, "part-00000.parquet", 8, "cd"), new ShardEntry(Level.Cell, "part-00000.parquet", 8, "ef")]);

    private static readonly LabelledImage[] Images =
        [.. Enumerable.Range(0, 12).Select(i => new LabelledImage(ImageId.Parse($"i{i:D2}"), i % 4 == 3 ? LabelSet.Of(0, 1) : LabelSet.Of(i % 2), new ChannelFiles(ImageId.Parse($"i{i:D2}"), null, null, null, null)))];

    private static readonly StudyRows Rows = new(Images[..6], Images[6..9], Images[9..]);

    [Theory]
    [InlineData("hpa.runs.seed=2")]
    [InlineData("hpa.classifiers.c=2")]
    [InlineData("hpa.classifiers.tolerance=0.1")]
    [InlineData("hpa.selection.fitness=all")]
    [InlineData("hpa.selection.validation=k-fold")]
    public void A_setting_that_fitness_depends_on_changes_the_key(string setting) => Assert.NotEqual(Key(), Key(setting));

    [Fact]
    public void The_number_of_folds_counts_with_cross_validation_alone()
    {
        Assert.Equal(Key(), Key("hpa.selection.folds=3"));
        Assert.NotEqual(Key("hpa.selection.validation=k-fold"), Key("hpa.selection.validation=k-fold", "hpa.selection.folds=3"));
    }

    [Theory]
    [InlineData("hpa.selection.population=80")]
    [InlineData("hpa.selection.repeat=3")]
    [InlineData("hpa.runs.shuffled-control=off")]
    [InlineData("hpa.classifiers.bootstrap=7")]
    public void What_is_measured_once_is_known_to_selections_with_other_settings(string setting) => Assert.Equal(Key(), Key(setting));

    [Fact]
    public void Everything_about_the_features_changes_the_key()
    {
        FeatureManifest[] others =
        [
            Manifest with { Preprocessing = "otherwise" },
            Manifest with { Backbones = [Manifest.Backbones[0] with { Sha256 = "ba" }] },
            Manifest with { Blocks = [.. Manifest.Blocks.Reverse()] },
            Manifest with { Shards = [Manifest.Shards[0] with { Sha256 = "dc" }, Manifest.Shards[1]] },
            Manifest with { Shards = [Manifest.Shards[0], Manifest.Shards[1] with { Sha256 = "fe" }] },
        ];

        Assert.Equal(others.Length + 1, others.Append(Manifest).Select(manifest => Of(manifest, Rows)).Distinct().Count());
        Assert.Equal(Key(), Of(Manifest with { Runtime = new Dictionary<string, string>() }, Rows));
    }

    [Fact]
    public void Images_and_labels_of_training_and_validation_change_the_key_and_those_of_the_test_part_do_not()
    {
        LabelledImage[] Other(IReadOnlyList<LabelledImage> part) => [part[0] with { Labels = LabelSet.Of(0, 1) }, .. part.Skip(1)];

        Assert.NotEqual(Key(), Of(Manifest, Rows with { Train = Other(Rows.Train) }));
        Assert.NotEqual(Key(), Of(Manifest, Rows with { Val = Other(Rows.Val) }));
        Assert.NotEqual(Key(), Of(Manifest, Rows with { Train = [.. Rows.Train.Skip(1)] }));
        Assert.Equal(Key(), Of(Manifest, Rows with { Test = Other(Rows.Test) }));
    }

    private static string Key(params string[] more) => Of(Manifest, Rows, more);

    private static string Of(FeatureManifest manifest, StudyRows rows, params string[] more)
    {
        RunSettings settings = SettingsFile.Load(Repository.Root, null, ["hpa.datasets.path=/data", .. more]).Check();
        return FitnessKey.Of(manifest, rows, FitnessPlan.Of(rows, StudyLabels.Studies(rows, settings).Values, 2, settings), settings);
    }
}

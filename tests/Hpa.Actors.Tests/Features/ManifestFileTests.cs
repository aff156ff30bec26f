using Hpa.Actors.Features;
using Hpa.Contracts;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Tests.Features;

public sealed class ManifestFileTests : IDisposable
{
    private const string Text =
        """
        {
          "version": 1,
          "preprocessing": "scale 1/255 → 224 × 224",
          "runtime": {
            "OpenCV": "4.13",
            "onnxruntime": "1.31.1"
          },
          "backbones": [
            {
              "name": "resnet18",
              "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
              "trained": false,
              "dimensions": 10
            }
          ],
          "blocks": [
            {
              "name": "nucleus.resnet18.rgb",
              "dimensions": 10
            }
          ],
          "shards": [
            {
              "level": "image",
              "file": "part-00001.parquet",
              "rows": 3,
              "sha256": "bb"
            },
            {
              "level": "cell",
              "file": "part-00000.parquet",
              "rows": 2,
              "sha256": "cc"
            }
          ]
        }

        """;

    private readonly FeatureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_file_is_indented_sorted_and_in_words()
    {
        ManifestFile.Write(_folder.Path, Manifest());

        Assert.Equal(Text, File.ReadAllText(PathOf()));
    }

    [Fact]
    public void What_is_read_is_what_was_written()
    {
        ManifestFile.Write(_folder.Path, Manifest());
        var read = ManifestFile.Read(_folder.Path);

        Assert.Equal((1, "scale 1/255 → 224 × 224"), (read.Version, read.Preprocessing));
        Assert.Equal(Manifest().Runtime.OrderBy(p => p.Key), read.Runtime.OrderBy(p => p.Key));
        Assert.Equal(Manifest().Backbones, read.Backbones);
        Assert.Equal(Manifest().Blocks, read.Blocks);
        Assert.Equal(Manifest().Shards.Reverse(), read.Shards);
    }

    [Fact]
    public void Another_version_is_refused_with_both_numbers() =>
        Assert.Contains("has version 2, this program reads 1", Refused(Text.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal)), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"version\": 1", "\"revision\": 1", "it has no version")]
    [InlineData("\"rows\": 3,", "", "rows")]
    [InlineData("\"level\": \"image\"", "\"level\": \"tissue\"", "level")]
    [InlineData("\"level\": \"image\"", "\"level\": 0", "level")]
    [InlineData("nucleus.resnet18.rgb", "nucleus.resnet18", "no block name")]
    [InlineData("nucleus.resnet18.rgb", "cytosol.resnet18.rgb", "no block name")]
    [InlineData("part-00001.parquet", "../../etc/part-00001.parquet", "no shard's file name")]
    [InlineData("\"sha256\": \"bb\"", "\"sha256\": null", "sha256")]
    [InlineData("  ]\n}", "", "LineNumber")]
    public void A_damaged_manifest_is_refused_by_name_with_the_place(string part, string instead, string expected)
    {
        Assert.Contains(part, Text, StringComparison.Ordinal);
        var message = Refused(Text.Replace(part, instead, StringComparison.Ordinal));

        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void A_shard_named_twice_is_refused()
    {
        var twice = Manifest() with { Shards = [Manifest().Shards[0], Manifest().Shards[0]] };
        ManifestFile.Write(_folder.Path, twice);

        Assert.Contains("a shard is named twice", Assert.Throws<InputException>(() => ManifestFile.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_manifest_says_to_extract_first() =>
        Assert.Contains("manifest.json: is not there", Assert.Throws<InputException>(() => ManifestFile.Read(_folder.Path)).Message, StringComparison.Ordinal);

    [Fact]
    public void Fields_of_later_programs_are_passed_over()
    {
        Put(Text.Replace("\"rows\": 3,", "\"rows\": 3, \"cells\": 40,", StringComparison.Ordinal));

        Assert.Equal(3, ManifestFile.Read(_folder.Path).Shards[0].Rows);
    }

    private static FeatureManifest Manifest() => FeatureFolder.Manifest(
        [FeatureFolder.CellBlocks[0]],
        new ShardEntry(Level.Cell, "part-00000.parquet", 2, "cc"), new ShardEntry(Level.Image, "part-00001.parquet", 3, "bb"));

    private string Refused(string text)
    {
        Put(text);
        var message = Assert.Throws<InputException>(() => ManifestFile.Read(_folder.Path)).Message;
        Assert.StartsWith(PathOf(), message, StringComparison.Ordinal);
        return message;
    }

    private void Put(string text)
    {
        Directory.CreateDirectory(_folder.Path);
        File.WriteAllText(PathOf(), text);
    }

    private string PathOf() => Path.Combine(_folder.Path, "manifest.json");
}

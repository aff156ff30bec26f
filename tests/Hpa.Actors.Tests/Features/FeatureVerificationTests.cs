using System.Security.Cryptography;
using Hpa.Actors.Features;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Tests.Features;

public sealed class FeatureVerificationTests : IDisposable
{
    private readonly FeatureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sound_shards_have_no_findings_and_each_is_counted_once()
    {
        ShardEntry[] shards = [_folder.Write("part-00000.parquet", "a", "b"), _folder.Write("part-00001.parquet", "c")];
        var manifest = FeatureFolder.Manifest(FeatureFolder.ImageBlocks, shards);
        ManifestFile.Write(_folder.Path, manifest);
        var done = new List<ShardEntry>();

        Assert.Empty(FeatureVerification.Verify(_folder.Path, manifest, done.Add));
        Assert.Equal(shards, done);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void One_changed_byte_anywhere_is_found(double place)
    {
        var shard = _folder.Write("part-00000.parquet", "a", "b");
        var path = _folder.PathOf(shard);
        var bytes = File.ReadAllBytes(path);
        bytes[(int)(place * bytes.Length)] ^= 1;
        File.WriteAllBytes(path, bytes);

        Assert.Contains($"{path}: was changed or damaged", Error(shard), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_found()
    {
        var shard = _folder.Write("part-00000.parquet", "a");
        File.Delete(_folder.PathOf(shard));

        Assert.Equal($"{_folder.PathOf(shard)}: is missing", Error(shard));
        Assert.Equal(shard, Assert.Single(FeatureVerification.Verify(_folder.Path, FeatureFolder.Manifest(FeatureFolder.ImageBlocks, shard))).Shard);
    }

    [Fact]
    public void A_wrong_number_of_rows_is_found() =>
        Assert.EndsWith("has 2 rows, the manifest says 5", Error(_folder.Write("part-00000.parquet", "a", "b") with { Rows = 5 }), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_cannot_be_read_is_found_though_its_hash_is_right()
    {
        var shard = _folder.Write("part-00000.parquet", "a");
        File.WriteAllText(_folder.PathOf(shard), "no shard at all");

        Assert.Contains("cannot be read", Error(shard with { Sha256 = Hash(shard) }), StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_in_two_shards_is_found() =>
        Assert.EndsWith("part-00001.parquet: image 'a' has a row here and in part-00000.parquet", Error(_folder.Write("part-00000.parquet", "a"), _folder.Write("part-00001.parquet", "a")), StringComparison.Ordinal);

    [Fact]
    public void The_same_image_at_both_levels_is_no_fault()
    {
        var cells = ShardFile.Write(_folder.Path, Level.Cell, "part-00000.parquet", FeatureFolder.CellBlocks, FeatureFolder.Rows(FeatureFolder.CellBlocks, "a"));
        var manifest = FeatureFolder.Manifest([.. FeatureFolder.ImageBlocks, .. FeatureFolder.CellBlocks], _folder.Write("part-00000.parquet", "a"), cells);

        Assert.Empty(FeatureVerification.Verify(_folder.Path, manifest));
    }

    [Fact]
    public void A_block_of_another_width_and_a_missing_block_are_found_and_the_others_still_looked_at()
    {
        var shard = _folder.Write("part-00000.parquet", "a");
        var manifest = FeatureFolder.Manifest([FeatureFolder.ImageBlocks[0] with { Dimensions = 9 }, FeatureFolder.Column("image.resnet18.yyy", 10), FeatureFolder.ImageBlocks[1]], shard);

        var errors = FeatureVerification.Verify(_folder.Path, manifest);
        Assert.Equal(2, errors.Count);
        Assert.Contains("block image.resnet18.rgb has 10 numbers", errors[0].Text, StringComparison.Ordinal);
        Assert.Contains("has no block image.resnet18.yyy", errors[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_that_is_not_finite_is_found()
    {
        // The public door refuses such rows, so the file is made behind it.
        var rows = FeatureFolder.Rows(FeatureFolder.ImageBlocks, "a", "b");
        rows[1].Blocks[0][4] = float.NaN;
        var shard = _folder.Write("part-00000.parquet", "a", "b");
        BlockingFile.Complete(ShardFile.WriteAsync(_folder.PathOf(shard), Level.Image, FeatureFolder.ImageBlocks, rows));

        Assert.Contains("image 'b', block image.resnet18.rgb: number 4 is not finite", Error(shard with { Sha256 = Hash(shard) }), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_the_manifest_does_not_name_are_remarks_and_not_errors()
    {
        var shard = _folder.Write("part-00000.parquet", "a");
        var stray = _folder.Write("part-00001.parquet", "b");
        File.WriteAllText(_folder.PathOf(stray) + ".tmp", "");

        var findings = FeatureVerification.Verify(_folder.Path, FeatureFolder.Manifest(FeatureFolder.ImageBlocks, shard));
        Assert.Equal(
            [new Finding(false, $"{_folder.PathOf(stray)}: is not in the manifest, so it does not belong to the run"),
             new Finding(false, $"{_folder.PathOf(stray)}.tmp: left over from an interrupted write, may be deleted") { LeftOver = $"{_folder.PathOf(stray)}.tmp" }],
            findings);
    }

    private string Hash(ShardEntry shard) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_folder.PathOf(shard))));

    private string Error(params ShardEntry[] shards)
    {
        var finding = Assert.Single(FeatureVerification.Verify(_folder.Path, FeatureFolder.Manifest(FeatureFolder.ImageBlocks, shards)));
        Assert.True(finding.IsError);
        return finding.Text;
    }
}

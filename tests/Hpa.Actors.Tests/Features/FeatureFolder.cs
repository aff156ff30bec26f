using Hpa.Actors.Features;
using Hpa.Contracts.Cells;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Features;

/// <summary>A features folder that goes away with the test, and rows to put into it.</summary>
public sealed class FeatureFolder : IDisposable
{
    /// <summary>Columns of the image level.</summary>
    public static readonly BlockColumn[] ImageBlocks =
        [Column("image.resnet18.rgb", 10), Column("image.resnet18.ggg", 10), Column("image.squeezenet1_1.ygb", 7)];

    /// <summary>Columns of the cell level.</summary>
    public static readonly BlockColumn[] CellBlocks = [Column("nucleus.resnet18.rgb", 10), Column("membrane.resnet18.rgb", 10)];

    /// <summary>The features folder; not there before something is written.</summary>
    public string Path { get; } = System.IO.Path.Combine(Directory.CreateTempSubdirectory("hpa-features-").FullName, "features");

    public static BlockColumn Column(string name, int dimensions) => new(BlockName.Parse(name), dimensions);

    public static ImageId Id(string text) => ImageId.Parse(text);

    /// <summary>Normal numbers that depend on id and block alone.</summary>
    public static FeatureRow Row(string id, IReadOnlyList<BlockColumn> blocks) => new(Id(id), blocks.Select(b => Vector(id, b)).ToArray())
    {
        Cells = blocks[0].Name.Level == Level.Cell ? new CellCounts(1, 1, 0, 0, 0, 0, 0) : null,
    };

    public static FeatureRow[] Rows(IReadOnlyList<BlockColumn> blocks, params string[] ids) => ids.Select(id => Row(id, blocks)).ToArray();

    public static float[] Vector(string id, BlockColumn block)
    {
        var random = new CounterRandom(7).At(id).At(block.Name.ToString());
        var vector = new float[block.Dimensions];
        for (var i = 0; i < vector.Length; i++) vector[i] = (float)random.NextNormal();
        return vector;
    }

    public static FeatureManifest Manifest(IEnumerable<BlockColumn> blocks, params ShardEntry[] shards) => new(
        FeatureManifest.CurrentVersion, "scale 1/255 → 224 × 224", new Dictionary<string, string> { ["onnxruntime"] = "1.31.1", ["OpenCV"] = "4.13" },
        [new BackboneRecord("resnet18", new string('a', 64), false, 10)], blocks.ToArray(), shards);

    public ShardEntry Write(string file, params string[] ids) => ShardFile.Write(Path, Level.Image, file, ImageBlocks, Rows(ImageBlocks, ids));

    public string PathOf(ShardEntry shard) => System.IO.Path.Combine(Path, shard.Level == Level.SingleCell ? "single-cell" : shard.Level.ToString().ToLowerInvariant(), shard.File);

    public void Dispose() => Directory.Delete(System.IO.Path.GetDirectoryName(Path)!, recursive: true);
}

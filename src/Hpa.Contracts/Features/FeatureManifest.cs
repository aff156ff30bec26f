using Hpa.Contracts.Datasets;

namespace Hpa.Contracts.Features;

/// <summary>One image's features at one level: one vector per block, in the order of the level's blocks.</summary>
public sealed record FeatureRow(ImageId Id, IReadOnlyList<float[]> Blocks);

/// <summary>A column of the shards.</summary>
/// <param name="Name">Region, network and combination.</param>
/// <param name="Dimensions">Length of each vector.</param>
public sealed record BlockColumn(BlockName Name, int Dimensions);

/// <summary>A committed shard.</summary>
/// <param name="Level">The folder it is in.</param>
/// <param name="File">File name inside the level's folder, e.g. <c>part-00012.parquet</c>.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Sha256">SHA-256 of the file, lower-case hex.</param>
public sealed record ShardEntry(Level Level, string File, int Rows, string Sha256);

/// <summary>The network behind some blocks, as it was when the features were computed.</summary>
/// <param name="Name">Catalogue name.</param>
/// <param name="Sha256">SHA-256 of the ONNX graph with weights that ran.</param>
/// <param name="Trained">False for seeded random weights.</param>
/// <param name="Dimensions">Length of its output vector.</param>
public sealed record BackboneRecord(string Name, string Sha256, bool Trained, int Dimensions);

/// <summary>
/// features/manifest.json: what the shards are and how they came about. A shard that it does not name does not exist.
/// </summary>
/// <param name="Version">Version of this format; 1.</param>
/// <param name="Preprocessing">Everything that shapes a network input, as text; features with different texts never mix.</param>
/// <param name="Runtime">Versions of the libraries that computed the numbers, by name.</param>
/// <param name="Backbones">The networks, in column order.</param>
/// <param name="Blocks">The columns of the shards, in order; a shard holds those of its level.</param>
/// <param name="Shards">Committed shards, ordered by level and file name.</param>
public sealed record FeatureManifest(
    int Version,
    string Preprocessing,
    IReadOnlyDictionary<string, string> Runtime,
    IReadOnlyList<BackboneRecord> Backbones,
    IReadOnlyList<BlockColumn> Blocks,
    IReadOnlyList<ShardEntry> Shards)
{
    /// <summary>The version that this program reads and writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The columns of one level's shards, in order.</summary>
    public IReadOnlyList<BlockColumn> BlocksOf(Level level) => Blocks.Where(b => b.Name.Level == level).ToArray();

    /// <summary>The shards of one level, in order.</summary>
    public IReadOnlyList<ShardEntry> ShardsOf(Level level) => Shards.Where(s => s.Level == level).ToArray();
}

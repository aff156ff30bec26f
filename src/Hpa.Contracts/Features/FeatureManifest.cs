using Hpa.Contracts.Cells;
using Hpa.Contracts.Datasets;

namespace Hpa.Contracts.Features;

/// <summary>
/// One image's features at one level: one vector per block, in the order of the level's blocks. Below the image level all
/// vectors may be empty: the field has no usable cell, or the cell was not used.
/// </summary>
public sealed record FeatureRow(ImageId Id, IReadOnlyList<float[]> Blocks)
{
    /// <summary>The cells behind a row of <see cref="Level.Cell"/>.</summary>
    public CellCounts? Cells { get; init; }

    /// <summary>The cell of a row of <see cref="Level.SingleCell"/>.</summary>
    public CellFacts? Cell { get; init; }
}

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
/// <param name="Cells">How cells were found and pooled; null for a run without the cell level.</param>
public sealed record FeatureManifest(
    int Version,
    string Preprocessing,
    IReadOnlyDictionary<string, string> Runtime,
    IReadOnlyList<BackboneRecord> Backbones,
    IReadOnlyList<BlockColumn> Blocks,
    IReadOnlyList<ShardEntry> Shards,
    CellRecord? Cells = null)
{
    /// <summary>The version that this program reads and writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The columns of one level's shards, in order. Single cells have the blocks of the cell level, before pooling.</summary>
    public IReadOnlyList<BlockColumn> BlocksOf(Level level) => level == Level.SingleCell
        ? Blocks.Where(b => b.Name.Level == Level.Cell).Select(b => b with { Dimensions = b.Dimensions / (Cells?.Pool.Count ?? 1) }).ToArray()
        : Blocks.Where(b => b.Name.Level == level).ToArray();

    /// <summary>The shards of one level, in order.</summary>
    public IReadOnlyList<ShardEntry> ShardsOf(Level level) => Shards.Where(s => s.Level == level).ToArray();
}

/// <summary>How the rows of the cell level came about.</summary>
/// <param name="Description">Everything that shapes cells and their crops, as text; features with different texts never mix.</param>
/// <param name="Pool">What a field's vector is made of, one after the other.</param>
public sealed record CellRecord(string Description, IReadOnlyList<Pooling> Pool);

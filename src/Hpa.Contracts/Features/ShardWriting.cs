namespace Hpa.Contracts.Features;

/// <summary>Asks a node's writer to commit a shard. Stays on the node.</summary>
/// <param name="Level">Folder of the shard.</param>
/// <param name="File">File name.</param>
/// <param name="Blocks">Columns.</param>
/// <param name="Rows">Rows, at least one.</param>
public sealed record WriteShard(Level Level, string File, IReadOnlyList<BlockColumn> Blocks, IReadOnlyList<FeatureRow> Rows);

/// <summary>The shard is on disk under its final name.</summary>
public sealed record ShardWritten(ShardEntry Entry);

/// <summary>The shard could not be written.</summary>
/// <param name="Reason">One line for a person.</param>
public sealed record ShardFailed(string Reason);

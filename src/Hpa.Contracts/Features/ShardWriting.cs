namespace Hpa.Contracts.Features;

/// <summary>Asks a node's writer to commit a shard. Stays on the node.</summary>
/// <param name="Level">Folder of the shard.</param>
/// <param name="File">File name.</param>
/// <param name="Blocks">Columns.</param>
/// <param name="Rows">Rows, at least one.</param>
/// <param name="PendingEnding">What stands after the file's name until the run takes the shard over.</param>
public sealed record WriteShard(Level Level, string File, IReadOnlyList<BlockColumn> Blocks, IReadOnlyList<FeatureRow> Rows, string PendingEnding = "");

/// <summary>The shard is on disk.</summary>
public sealed record ShardWritten(ShardEntry Entry);

/// <summary>The shard could not be written.</summary>
/// <param name="Reason">One line for a person.</param>
public sealed record ShardFailed(string Reason);

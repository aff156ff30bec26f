using Hpa.Contracts.Features;

namespace Hpa.Contracts.Runs;

/// <summary>What happened in a run, as kept in its journal.</summary>
public interface IRunEvent : IWireMessage;

/// <summary>A run began.</summary>
/// <param name="SettingsFingerprint">SHA-256 of the settings that its features depend on, lower-case hex.</param>
/// <param name="DataFingerprint">SHA-256 of the image list and labels, lower-case hex.</param>
public sealed record RunStarted(string SettingsFingerprint, string DataFingerprint) : IRunEvent;

/// <summary>A stage's output is durable.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Fingerprint">SHA-256 of what the stage's output depends on; another one makes it run again.</param>
/// <param name="Milliseconds">How long it took; goes to timings only.</param>
public sealed record StageCompleted(Stage Stage, string Fingerprint, long Milliseconds) : IRunEvent;

/// <summary>The shards of a batch are on disk and belong to the run from now on.</summary>
/// <param name="Batch">The batch, from 0.</param>
/// <param name="Shards">Its shards, none when every image was set aside.</param>
/// <param name="Quarantined">Images set aside.</param>
/// <param name="Images">Images of the batch, those set aside included.</param>
public sealed record BatchCommitted(
    int Batch, IReadOnlyList<ShardEntry> Shards, IReadOnlyList<QuarantineEntry> Quarantined, int Images) : IRunEvent;

/// <summary>
/// Committed batches are done again: those whose images set aside are tried once more, or whose shards are no longer what they were.
/// Until then they do not belong to the run. Extraction is no longer done, even when there are none of them.
/// </summary>
/// <param name="Batches">Their numbers, rising.</param>
public sealed record BatchesReopened(IReadOnlyList<int> Batches) : IRunEvent
{
    /// <summary>Batches that one event may name, so that it stays below the size of a message.</summary>
    public const int Most = 10_000;
}

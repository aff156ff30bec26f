using System.Runtime.Serialization;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Wire;

/// <summary>Events of a run.</summary>
internal static class RunFormats
{
    public static IReadOnlyList<WireFormat> All { get; } =
    [
        WireFormat.Of("runs.run-started.v1", Proto.RunStarted.Parser,
            (RunStarted e) => new Proto.RunStarted { SettingsFingerprint = e.SettingsFingerprint, DataFingerprint = e.DataFingerprint },
            p => new RunStarted(p.SettingsFingerprint, p.DataFingerprint)),
        WireFormat.Of("runs.stage-completed.v1", Proto.StageCompleted.Parser,
            (StageCompleted e) => new Proto.StageCompleted { Stage = From(e.Stage), Fingerprint = e.Fingerprint, Milliseconds = e.Milliseconds },
            p => new StageCompleted(To(p.Stage), p.Fingerprint, p.Milliseconds)),
        WireFormat.Of("runs.batch-committed.v1", Proto.BatchCommitted.Parser,
            (BatchCommitted e) => new Proto.BatchCommitted
            {
                Batch = e.Batch, Shards = { e.Shards.Select(From) }, Quarantined = { e.Quarantined.Select(From) }, Images = e.Images,
            },
            p => new BatchCommitted(p.Batch, [.. p.Shards.Select(To)], [.. p.Quarantined.Select(To)], p.Images)),
        WireFormat.Of("runs.batches-reopened.v1", Proto.BatchesReopened.Parser,
            (BatchesReopened e) => new Proto.BatchesReopened { Batches = { e.Batches } },
            p => new BatchesReopened([.. p.Batches])),
    ];

    public static Proto.Shard From(ShardEntry shard) => new() { Level = From(shard.Level), File = shard.File, Rows = shard.Rows, Sha256 = shard.Sha256 };

    public static ShardEntry To(Proto.Shard shard) => new(To(shard.Level), shard.File, shard.Rows, shard.Sha256);

    public static Proto.Quarantined From(QuarantineEntry entry) =>
        new() { Id = entry.Id.Value, Stage = entry.Stage, Path = entry.Path, Reason = entry.Reason, Attempts = entry.Attempts };

    public static QuarantineEntry To(Proto.Quarantined entry) => new(ImageId.Parse(entry.Id), entry.Stage, entry.Path, entry.Reason, entry.Attempts);

    // Spelt out, so that the order of the enums in Contracts is free.
    public static Proto.Stage From(Stage stage) => stage switch
    {
        Stage.Index => Proto.Stage.Index,
        Stage.Extract => Proto.Stage.Extract,
        Stage.Select => Proto.Stage.Select,
        Stage.Evaluate => Proto.Stage.Evaluate,
        Stage.Report => Proto.Stage.Report,
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "no such stage"),
    };

    public static Stage To(Proto.Stage stage) => stage switch
    {
        Proto.Stage.Index => Stage.Index,
        Proto.Stage.Extract => Stage.Extract,
        Proto.Stage.Select => Stage.Select,
        Proto.Stage.Evaluate => Stage.Evaluate,
        Proto.Stage.Report => Stage.Report,
        _ => throw new SerializationException($"no such stage: {(int)stage}"),
    };

    private static Proto.Level From(Level level) => level switch
    {
        Level.Image => Proto.Level.Image,
        Level.Cell => Proto.Level.Cell,
        Level.SingleCell => Proto.Level.SingleCell,
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "no such level"),
    };

    private static Level To(Proto.Level level) => level switch
    {
        Proto.Level.Image => Level.Image,
        Proto.Level.Cell => Level.Cell,
        Proto.Level.SingleCell => Level.SingleCell,
        _ => throw new SerializationException($"no such level: {(int)level}"),
    };
}

using Hpa.Contracts.Datasets;
using Hpa.Contracts.Images;

namespace Hpa.Actors.Wire;

/// <summary>Messages about batches of images.</summary>
internal static class BatchFormats
{
    public static IReadOnlyList<WireFormat> All { get; } =
    [
        WireFormat.Of("images.extract-batch.v1", Proto.ExtractBatch.Parser,
            (ExtractBatch m) => new Proto.ExtractBatch { Run = m.Run, Batch = m.Batch, Attempt = m.Attempt, Images = { m.Images.Select(From) }, Worker = m.Worker },
            p => new ExtractBatch(p.Run, p.Batch, p.Attempt, [.. p.Images.Select(To)]) { Worker = p.Worker }),
        WireFormat.Of("images.batch-extracted.v1", Proto.BatchExtracted.Parser,
            (BatchExtracted m) => new Proto.BatchExtracted
            {
                Run = m.Run, Batch = m.Batch, Attempt = m.Attempt, Images = m.Images,
                Shards = { m.Shards.Select(RunFormats.From) }, Quarantined = { m.Quarantined.Select(RunFormats.From) }, PendingEnding = m.PendingEnding,
            },
            p => new BatchExtracted(p.Run, p.Batch, p.Attempt, [.. p.Shards.Select(RunFormats.To)], [.. p.Quarantined.Select(RunFormats.To)], p.Images)
            {
                PendingEnding = p.PendingEnding,
            }),
        WireFormat.Of("images.batch-failed.v1", Proto.BatchFailed.Parser,
            (BatchFailed m) => new Proto.BatchFailed { Run = m.Run, Batch = m.Batch, Attempt = m.Attempt, Reason = m.Reason, Passing = m.Passing },
            p => new BatchFailed(p.Run, p.Batch, p.Attempt, p.Reason, p.Passing)),
        WireFormat.Of("images.image-finished.v1", Proto.ImageFinished.Parser,
            (ImageFinished m) => new Proto.ImageFinished { Run = m.Run, Batch = m.Batch, Count = m.Count },
            p => new ImageFinished(p.Run, p.Batch, p.Count)),
        WireFormat.Of("images.ask-for-batches.v1", Proto.AskForBatches.Parser,
            (AskForBatches m) => new Proto.AskForBatches { Run = m.Run, Room = m.Room, Holding = { m.Holding } },
            p => new AskForBatches(p.Run, p.Room, [.. p.Holding])),
        WireFormat.Of("images.hand-batch-back.v1", Proto.HandBatchBack.Parser,
            (HandBatchBack m) => new Proto.HandBatchBack { Run = m.Run, Batch = m.Batch, Attempt = m.Attempt },
            p => new HandBatchBack(p.Run, p.Batch, p.Attempt)),
    ];

    private static Proto.ChannelFiles From(ChannelFiles files)
    {
        var proto = new Proto.ChannelFiles { Id = files.Id.Value };
        if (files.Red is not null) proto.Red = files.Red;
        if (files.Green is not null) proto.Green = files.Green;
        if (files.Blue is not null) proto.Blue = files.Blue;
        if (files.Yellow is not null) proto.Yellow = files.Yellow;
        return proto;
    }

    private static ChannelFiles To(Proto.ChannelFiles files) => new(
        ImageId.Parse(files.Id),
        files.HasRed ? files.Red : null, files.HasGreen ? files.Green : null, files.HasBlue ? files.Blue : null, files.HasYellow ? files.Yellow : null);
}

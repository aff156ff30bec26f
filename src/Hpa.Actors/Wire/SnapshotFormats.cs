using System.Runtime.Serialization;
using System.Security.Cryptography;
using Google.Protobuf;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Wire;

/// <summary>States that actors keep in the snapshot store.</summary>
internal static class SnapshotFormats
{
    public static IReadOnlyList<WireFormat> All { get; } =
    [
        WireFormat.Of("selection.island-snapshot.v1", Proto.IslandSnapshot.Parser, (IslandSnapshot s) => Seal(Content(s)), p => To(Open(p))),
    ];

    public static Proto.GenerationRecord From(GenerationRecord record)
    {
        var row = record.Row;
        return new Proto.GenerationRecord
        {
            Row = new Proto.HistoryRow { Generation = row.Generation, Island = row.Island, Best = row.Best, Mean = row.Mean, Diversity = row.Diversity },
            Met = { record.Met.Select(SelectionFormats.From) },
        };
    }

    public static GenerationRecord To(Proto.GenerationRecord record) => record.Row is not { } row
        ? throw new SerializationException("a generation has no row")
        : new GenerationRecord(new HistoryRow(row.Generation, row.Island, row.Best, row.Mean, row.Diversity), [.. record.Met.Select(SelectionFormats.To)]);

    private static Proto.IslandSnapshot Seal(Proto.IslandContent content)
    {
        var bytes = content.ToByteArray();
        return new Proto.IslandSnapshot { Content = ByteString.CopyFrom(bytes), Sha256 = ByteString.CopyFrom(SHA256.HashData(bytes)) };
    }

    private static Proto.IslandContent Open(Proto.IslandSnapshot seal) => SHA256.HashData(seal.Content.Span).AsSpan().SequenceEqual(seal.Sha256.Span)
        ? Proto.IslandContent.Parser.ParseFrom(seal.Content)
        : throw new SerializationException("its checksum is another");

    private static Proto.IslandContent Content(IslandSnapshot s) => new()
    {
        Key = SelectionFormats.From(s.Key),
        Fingerprint = s.Fingerprint,
        Generation = s.Generation,
        Waits = s.Waits,
        Agreed = s.Agreed,
        Genomes = { s.Genomes.Select(SelectionFormats.From) },
        Completed = { s.Completed.Select(SelectionFormats.From) },
        Inbox = { s.Inbox.Select(From) },
        Outbox = { s.Outbox.Select(From) },
        Record = { s.Record.Select(From) },
    };

    private static IslandSnapshot To(Proto.IslandContent p) => new(
        SelectionFormats.To(p.Key), p.Fingerprint, p.Generation, p.Waits, p.Agreed, [.. p.Genomes.Select(SelectionFormats.To)],
        [.. p.Completed.Select(SelectionFormats.To)], [.. p.Inbox.Select(To)], [.. p.Outbox.Select(To)], [.. p.Record.Select(To)]);

    private static Proto.Migrants From(Migrants migrants) => new() { Generation = migrants.Generation, Individuals = { migrants.Individuals.Select(SelectionFormats.From) } };

    private static Migrants To(Proto.Migrants migrants) => new(migrants.Generation, [.. migrants.Individuals.Select(SelectionFormats.To)]);
}

using System.Runtime.Serialization;
using Google.Protobuf;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Wire;

/// <summary>Messages and events of the selection.</summary>
internal static class SelectionFormats
{
    public static IReadOnlyList<WireFormat> All { get; } =
    [
        WireFormat.Of("selection.start-island.v1", Proto.StartIsland.Parser,
            (StartIsland m) => new Proto.StartIsland { Key = From(m.Key), Genes = m.Genes, SettingsFingerprint = m.SettingsFingerprint },
            p => new StartIsland(To(p.Key), p.Genes, p.SettingsFingerprint)),
        WireFormat.Of("selection.generation-completed.v1", Proto.GenerationCompleted.Parser,
            (GenerationCompleted e) => new Proto.GenerationCompleted
            {
                Key = From(e.Key), Generation = e.Generation, Population = { e.Population.Select(From) }, Emigrants = { e.Emigrants.Select(From) },
            },
            p => new GenerationCompleted(To(p.Key), p.Generation, [.. p.Population.Select(To)], [.. p.Emigrants.Select(To)])),
        WireFormat.Of("selection.migrants-arrived.v1", Proto.MigrantsArrived.Parser,
            (MigrantsArrived e) => new Proto.MigrantsArrived { Key = From(e.Key), Generation = e.Generation, Migrants = { e.Migrants.Select(From) } },
            p => new MigrantsArrived(To(p.Key), p.Generation, [.. p.Migrants.Select(To)])),
        WireFormat.Of("selection.send-migrants.v1", Proto.SendMigrants.Parser,
            (SendMigrants m) => new Proto.SendMigrants { To = From(m.To), Generation = m.Generation, Migrants = { m.Migrants.Select(From) } },
            p => new SendMigrants(To(p.To), p.Generation, [.. p.Migrants.Select(To)])),
        WireFormat.Of("selection.migrants-received.v1", Proto.MigrantsReceived.Parser,
            (MigrantsReceived m) => new Proto.MigrantsReceived { To = From(m.To), Generation = m.Generation },
            p => new MigrantsReceived(To(p.To), p.Generation)),
        WireFormat.Of("selection.evaluate-subset.v1", Proto.EvaluateSubset.Parser,
            (EvaluateSubset m) => new Proto.EvaluateSubset { Run = m.Run, Study = m.Study, Subset = From(m.Subset) },
            p => new EvaluateSubset(p.Run, p.Study, To(p.Subset))),
        WireFormat.Of("selection.subset-evaluated.v1", Proto.SubsetEvaluated.Parser,
            (SubsetEvaluated m) => new Proto.SubsetEvaluated { Run = m.Run, Study = m.Study, Subset = From(m.Subset), Fitness = m.Fitness },
            p => new SubsetEvaluated(p.Run, p.Study, To(p.Subset), p.Fitness)),
        WireFormat.Of("selection.subset-failed.v1", Proto.SubsetFailed.Parser,
            (SubsetFailed m) => new Proto.SubsetFailed { Run = m.Run, Study = m.Study, Subset = From(m.Subset), Reason = m.Reason },
            p => new SubsetFailed(p.Run, p.Study, To(p.Subset), p.Reason)),
        WireFormat.Of("selection.send-agreement.v1", Proto.SendAgreement.Parser,
            (SendAgreement m) => new Proto.SendAgreement { To = From(m.To), Generation = m.Generation, Ends = m.Ends },
            p => new SendAgreement(To(p.To), p.Generation, p.Ends)),
        WireFormat.Of("selection.agreement-arrived.v1", Proto.AgreementArrived.Parser,
            (AgreementArrived e) => new Proto.AgreementArrived { Key = From(e.Key), Generation = e.Generation, Ends = e.Ends },
            p => new AgreementArrived(To(p.Key), p.Generation, p.Ends)),
        WireFormat.Of("selection.stop-island.v1", Proto.StopIsland.Parser,
            (StopIsland m) => new Proto.StopIsland { Key = From(m.Key) },
            p => new StopIsland(To(p.Key))),
        WireFormat.Of("selection.generations-retold.v1", Proto.GenerationsRetold.Parser,
            (GenerationsRetold m) => new Proto.GenerationsRetold { Key = From(m.Key), Generations = { m.Generations.Select(SnapshotFormats.From) } },
            p => new GenerationsRetold(To(p.Key), [.. p.Generations.Select(SnapshotFormats.To)])),
        WireFormat.Of("selection.island-failed.v1", Proto.IslandFailed.Parser,
            (IslandFailed m) => new Proto.IslandFailed { Key = From(m.Key), Reason = m.Reason, Passing = m.Passing },
            p => new IslandFailed(To(p.Key), p.Reason, p.Passing)),
        WireFormat.Of("selection.ask-for-subsets.v1", Proto.AskForSubsets.Parser,
            (AskForSubsets m) => new Proto.AskForSubsets { Run = m.Run, Room = m.Room, Holding = m.Holding },
            p => new AskForSubsets(p.Run, p.Room, p.Holding)),
    ];

    public static Proto.IslandKey From(IslandKey key) => new() { Run = key.Run, Study = key.Study, Island = key.Island };

    public static IslandKey To(Proto.IslandKey? key) => key is null ? throw new SerializationException("it names no island") : new IslandKey(key.Run, key.Study, key.Island);

    public static Proto.Individual From(Individual individual) => new() { Genome = From(individual.Genome), Fitness = individual.Fitness };

    public static Individual To(Proto.Individual individual) => new(To(individual.Genome), individual.Fitness);

    public static Proto.Genome From(Genome genome)
    {
        var bits = new byte[(genome.Length + 7) / 8];
        foreach (var gene in genome.Chosen()) bits[gene >> 3] |= (byte)(1 << (gene & 7));
        return new Proto.Genome { Length = genome.Length, Bits = ByteString.CopyFrom(bits) };
    }

    public static Genome To(Proto.Genome? genome)
    {
        if (genome is null) throw new SerializationException("it has no genome");
        var bits = genome.Bits.Span;
        if (bits.Length != (genome.Length + 7) / 8) throw new SerializationException($"a genome of {genome.Length} genes has {bits.Length} bytes");
        var chosen = new List<int>();
        for (var gene = 0; gene < bits.Length * 8; gene++)
            if ((bits[gene >> 3] >> (gene & 7) & 1) == 1) chosen.Add(gene);
        return Genome.Of(genome.Length, chosen);
    }
}

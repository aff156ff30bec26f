using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Wire;

/// <summary>One message of every kind, each part different from its default, with the bytes it had when its manifest was new.</summary>
internal static class WireSamples
{
    private static readonly IslandKey Key = new("run-1", "image", 3);
    private static readonly ShardEntry[] Shards = [new(Level.Image, "part-00001.parquet", 31, "ab12"), new(Level.Cell, "part-00002.parquet", 30, "cd34")];
    private static readonly QuarantineEntry[] Quarantined = [new(ImageId.Parse("id-1"), "decode", "/d/id-1_red.png", "cut short", 2)];
    private static readonly Individual[] Two = [new(Genome.Parse("1000000011"), 0.625), new(Genome.Parse("0100000000"), -0.0)];
    private static readonly Individual[] One = [new(Genome.Parse("0110"), 1.0 / 3)];

    /// <summary>Manifest, bytes in hex, message.</summary>
    public static readonly IReadOnlyList<(string Manifest, string Bytes, IWireMessage Message)> All =
    [
        ("images.ask-for-batches.v1", "0a0572756e2d3110021a0307ac02", new AskForBatches("run-1", 2, [7, 300])),
        ("images.batch-extracted.v1", "0a0572756e2d3110071802221e08011212706172742d30303030312e70617271756574181f220461623132221e08021212706172742d30303030322e70617271756574181e2204636433342a2c0a0469642d3112066465636f64651a0f2f642f69642d315f7265642e706e6722096375742073686f727428023020", new BatchExtracted("run-1", 7, 2, Shards, Quarantined, 32)),
        ("images.batch-failed.v1", "0a0572756e2d311007180222096469736b2066756c6c2801", new BatchFailed("run-1", 7, 2, "disk full", true)),
        ("images.extract-batch.v1", "0a0572756e2d311007180222150a0469642d3112042f642f7222002a052f642fc3bc", new ExtractBatch("run-1", 7, 2, [new(ImageId.Parse("id-1"), "/d/r", null, "", "/d/ü")])),
        ("images.hand-batch-back.v1", "0a0572756e2d3110071802", new HandBatchBack("run-1", 7, 2)),
        ("images.image-finished.v1", "0a0572756e2d3110071805", new ImageFinished("run-1", 7, 5)),
        ("runs.batch-committed.v1", "0807121e08011212706172742d30303030312e70617271756574181f220461623132121e08021212706172742d30303030322e70617271756574181e2204636433341a2c0a0469642d3112066465636f64651a0f2f642f69642d315f7265642e706e6722096375742073686f727428022020", new BatchCommitted(7, Shards, Quarantined, 32)),
        ("runs.batches-reopened.v1", "0a0402078102", new BatchesReopened([2, 7, 257])),
        ("runs.dismissed.v1", "0a137468652072756e2069732066696e69736865641001", new Dismissed("the run is finished", true)),
        ("runs.enrol-refused.v1", "0a0f616e6f746865722076657273696f6e", new EnrolRefused("another version")),
        ("runs.enrol.v1", "0a1031302e302e302e352d343035332d61621208312e302e302b6363180120012801", new Enrol("10.0.0.5-4053-ab", "1.0.0+cc", true, true, true)),
        ("runs.enrolled.v1", "0a072f72756e732f31", new Enrolled("/runs/1")),
        ("runs.offer-declined.v1", "0a0572756e2d3110021a0e6f74686572206e6574776f726b73", new OfferDeclined("run-1", Stage.Extract, "other networks")),
        ("runs.run-offered.v1", "0a0572756e2d3110031a072f72756e732f31220273732a0264643202666638d406", new RunOffered("run-1", Stage.Select, "/runs/1", "ss", "dd", 852, "ff")),
        ("runs.run-started.v1", "0a02616112026262", new RunStarted("aa", "bb")),
        ("runs.stage-completed.v1", "0803120263631880bcc1960b", new StageCompleted(Stage.Select, "cc", 3_000_000_000)),
        ("runs.stage-ended.v1", "0a0572756e2d311002", new StageEnded("run-1", Stage.Extract)),
        ("selection.agreement-arrived.v1", "0a100a0572756e2d311205696d616765180310141801", new AgreementArrived(Key, 20, true)),
        ("selection.ask-for-subsets.v1", "0a0572756e2d3110031802", new AskForSubsets("run-1", 3, 2)),
        ("selection.evaluate-subset.v1", "0a0572756e2d311205696d6167651a0d08481209ffffffffffffffffff", new EvaluateSubset("run-1", "image", Genome.All(72))),
        ("selection.generation-completed.v1", "0a100a0572756e2d311205696d616765180310041a110a06080a1202010311000000000000e43f1a110a06080a1202020011000000000000008022100a05080412010611555555555555d53f", new GenerationCompleted(Key, 4, Two, One)),
        ("selection.generations-retold.v1", "0a100a0572756e2d311205696d616765180312470a1f0804100319000000000000e43f21000000000000008029000000000000d03f12110a06080a1202010311000000000000e43f12110a06080a1202020011000000000000008012330a1f0805100319000000000000e83f21000000000000e03f29000000000000c03f12100a05080412010611555555555555d53f", new GenerationsRetold(Key, [new(new HistoryRow(4, 3, 0.625, -0.0, 0.25), Two), new(new HistoryRow(5, 3, 0.75, 0.5, 0.125), One)])),
        ("selection.island-failed.v1", "0a100a0572756e2d311205696d616765180312096469736b2066756c6c1801", new IslandFailed(Key, "disk full", true)),
        ("selection.island-snapshot.v1", "0ab1010a100a0572756e2d311205696d61676518031202656518052001280432050804120106320508041201093a100a05080412010611555555555555d53f4228080812110a06080a1202010311000000000000e43f12110a06080a120202001100000000000000804a14080412100a05080412010611555555555555d53f52330a1f0805100319000000000000e83f21000000000000e03f29000000000000c03f12100a05080412010611555555555555d53f1220e766e133d41bd3f273299eed76393efb39a3fc928a6beb2d0d9c83794de76410", new IslandSnapshot(Key, "ee", 5, true, 4, [Genome.Parse("0110"), Genome.Parse("1001")], One, [new(8, Two)], [new(4, One)], [new(new HistoryRow(5, 3, 0.75, 0.5, 0.125), One)])),
        ("selection.migrants-arrived.v1", "0a100a0572756e2d311205696d616765180310051a100a05080412010611555555555555d53f", new MigrantsArrived(Key, 5, One)),
        ("selection.migrants-received.v1", "0a100a0572756e2d311205696d61676518031005", new MigrantsReceived(Key, 5)),
        ("selection.send-agreement.v1", "0a100a0572756e2d311205696d616765180310141801", new SendAgreement(Key, 20, true)),
        ("selection.send-migrants.v1", "0a100a0572756e2d311205696d616765180310051a110a06080a1202010311000000000000e43f1a110a06080a12020200110000000000000080", new SendMigrants(Key, 5, Two)),
        ("selection.start-island.v1", "0a100a0572756e2d311205696d616765180310481a026464", new StartIsland(Key, 72, "dd")),
        ("selection.stop-island.v1", "0a100a0572756e2d311205696d6167651803", new StopIsland(Key)),
        ("selection.subset-evaluated.v1", "0a0572756e2d311205696d6167651a4508800412400000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000021e17a14ae47e1e23f", new SubsetEvaluated("run-1", "image", Genome.Empty(512), 0.59)),
        ("selection.subset-failed.v1", "0a0572756e2d311205696d6167651a05080412010622076e6f20726f7773", new SubsetFailed("run-1", "image", Genome.Parse("0110"), "no rows")),
    ];
}

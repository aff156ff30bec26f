using System.Collections;
using System.Reflection;
using System.Runtime.Serialization;
using Hpa.Actors.Wire;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Wire;

public sealed class MessageCodecTests
{
    public static TheoryData<string> Manifests => [.. WireSamples.All.Select(s => s.Manifest)];

    [Theory]
    [MemberData(nameof(Manifests))]
    public void The_bytes_of_a_manifest_never_change(string manifest)
    {
        var (_, bytes, message) = Sample(manifest);

        Assert.Equal(bytes, Convert.ToHexStringLower(MessageCodec.Encode(message)));
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void The_bytes_of_a_manifest_are_read_with_every_part(string manifest)
    {
        var (_, bytes, message) = Sample(manifest);
        var read = MessageCodec.Decode(manifest, Convert.FromHexString(bytes));

        Assert.IsType(message.GetType(), read);
        Assert.Equal(Parts(message), Parts(read));
    }

    [Fact]
    public void Every_manifest_has_a_sample() => Assert.Equal(MessageCodec.Manifests, WireSamples.All.Select(s => s.Manifest));

    [Fact]
    public void Every_message_type_has_a_manifest_of_its_own()
    {
        var types = typeof(IWireMessage).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(IWireMessage)) && !t.IsInterface).ToArray();

        Assert.DoesNotContain(types, t => MessageCodec.ManifestOf(t) is null);
        Assert.Equal(types.Length, types.Select(MessageCodec.ManifestOf).Distinct().Count());
        Assert.Equal(types.Length, WireSamples.All.Select(s => s.Message.GetType()).Distinct().Count());
    }

    [Fact]
    public void Every_group_of_messages_goes_over_the_wire() =>
        Assert.All([typeof(IRunEvent), typeof(INodeMessage), typeof(IBatchMessage), typeof(ISelectionMessage), typeof(IIslandEvent)], t => Assert.True(t.IsAssignableTo(typeof(IWireMessage))));

    [Fact]
    public void Parts_that_came_later_are_kept_and_absent_in_older_bytes()
    {
        Assert.Equal("node-1", Again(new ExtractBatch("r", 0, 1, []) { Worker = "node-1" }).Worker);
        Assert.Equal(".node-1-1.pending", Again(new BatchExtracted("r", 0, 1, [], [], 3) { PendingEnding = ".node-1-1.pending" }).PendingEnding);
        Assert.Equal("", ((ExtractBatch)MessageCodec.Decode("images.extract-batch.v1", [])).Worker);
    }

    [Fact]
    public void Numbers_keep_every_bit()
    {
        foreach (var bits in new[] { 0L, long.MinValue, 1L, 0x7FF8_0000_0000_0123, BitConverter.DoubleToInt64Bits(0.1), BitConverter.DoubleToInt64Bits(double.NegativeInfinity) })
        {
            var read = Again(new SubsetEvaluated("r", "s", Genome.Parse("1"), BitConverter.Int64BitsToDouble(bits)));
            Assert.Equal(bits, BitConverter.DoubleToInt64Bits(read.Fitness));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(64)]
    [InlineData(72)]
    [InlineData(511)]
    [InlineData(512)]
    public void A_genome_of_any_length_comes_back_gene_by_gene(int length)
    {
        var genome = Genome.Of(length, Enumerable.Range(0, length).Where(i => i % 3 == 0 || i == length - 1));

        Assert.Equal(genome.ToString(), Again(new EvaluateSubset("r", "s", genome)).Subset.ToString());
    }

    [Fact]
    public void A_path_that_is_missing_is_not_one_that_is_empty()
    {
        var image = Again(new ExtractBatch("r", 0, 1, [new ChannelFiles(ImageId.Parse("a"), null, "", "g", null)])).Images[0];

        Assert.Equal((null, "", "g", null), (image.Red, image.Green, image.Blue, image.Yellow));
    }

    [Fact]
    public void A_message_above_64_KB_is_refused_with_kind_and_size()
    {
        var fits = new BatchFailed("", 0, 0, new string('x', MessageCodec.MaxBytes - 4), false);
        Assert.Equal(MessageCodec.MaxBytes, MessageCodec.Encode(fits).Length);

        var error = Assert.Throws<InputException>(() => MessageCodec.Encode(fits with { Reason = fits.Reason + "x" }));
        Assert.StartsWith("BatchFailed takes 65,537 bytes and a message may take 65,536", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_snapshot_may_be_larger_because_it_stays_on_its_node()
    {
        var individuals = Enumerable.Range(0, 4000).Select(i => new Individual(Genome.Of(512, [i % 512]), i)).ToArray();
        var snapshot = new IslandSnapshot(new IslandKey("r", "s", 0), "f", 1, false, 0, [], individuals, [], [], []);

        Assert.InRange(MessageCodec.Encode(snapshot).Length, MessageCodec.MaxBytes + 1, int.MaxValue);
        Assert.Equal(individuals, Again(snapshot).Completed);
    }

    [Fact]
    public void A_snapshot_of_which_one_bit_is_another_is_refused()
    {
        var bytes = Convert.FromHexString(Sample("selection.island-snapshot.v1").Bytes);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            Assert.Throws<SerializationException>(() => MessageCodec.Decode("selection.island-snapshot.v1", bytes));
            bytes[i] ^= 1;
        }
    }

    [Fact]
    public void A_batch_of_a_hundred_images_with_long_paths_fits()
    {
        var folder = "/" + new string('d', 60);
        var images = Enumerable.Range(0, 100).Select(i => $"00070df0-bbc3-11e8-b2bc-ac1f6b643{i:000}").Select(id =>
            new ChannelFiles(ImageId.Parse(id), $"{folder}/{id}_red.png", $"{folder}/{id}_green.png", $"{folder}/{id}_blue.png", $"{folder}/{id}_yellow.png")).ToArray();

        Assert.Equal(100, Again(new ExtractBatch("run", 1, 1, images)).Images.Count);
    }

    [Fact]
    public void As_many_batches_as_an_event_may_name_fit() =>
        Assert.Equal(BatchesReopened.Most, Again(new BatchesReopened([.. Enumerable.Range(1_000_000, BatchesReopened.Most)])).Batches.Count);

    [Fact]
    public void An_island_of_an_earlier_version_fails_for_good() => Assert.Equal(
        new IslandFailed(new IslandKey("run-1", "image", 3), "disk full"),
        MessageCodec.Decode("selection.island-failed.v1", Convert.FromHexString("0a100a0572756e2d311205696d616765180312096469736b2066756c6c")));

    [Fact]
    public void An_unknown_manifest_is_refused_by_name() =>
        Assert.Contains("'runs.run-stopped.v9'", Assert.Throws<SerializationException>(() => MessageCodec.Decode("runs.run-stopped.v9", [])).Message, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_type_is_refused_by_name() =>
        Assert.Contains("System.String", Assert.Throws<SerializationException>(() => MessageCodec.Encode("text")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("runs.stage-completed.v1", "08")]
    [InlineData("runs.stage-completed.v1", "")]
    [InlineData("runs.stage-completed.v1", "0809")]
    [InlineData("selection.migrants-received.v1", "")]
    [InlineData("selection.migrants-received.v1", "0a00")]
    [InlineData("selection.evaluate-subset.v1", "0a0172")]
    [InlineData("selection.evaluate-subset.v1", "1a0508091201ff")]
    [InlineData("selection.evaluate-subset.v1", "1a0508021201ff")]
    [InlineData("images.extract-batch.v1", "2204 0a022e2e")]
    public void Damaged_bytes_are_refused_with_the_manifest(string manifest, string hex)
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

        Assert.Contains($"'{manifest}' is damaged", Assert.Throws<SerializationException>(() => MessageCodec.Decode(manifest, bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_of_later_versions_are_passed_over()
    {
        byte[] later = [.. MessageCodec.Encode(new ImageFinished("r", 1, 2)), 0x7a, 0x01, 0x78];

        Assert.Equal(new ImageFinished("r", 1, 2), MessageCodec.Decode("images.image-finished.v1", later));
    }

    private static (string Manifest, string Bytes, IWireMessage Message) Sample(string manifest) => WireSamples.All.Single(s => s.Manifest == manifest);

    private static T Again<T>(T message) where T : IWireMessage => (T)MessageCodec.Decode(MessageCodec.ManifestOf(message), MessageCodec.Encode(message));

    /// <summary>All values inside a message in order; records with lists do not compare by value themselves.</summary>
    private static IEnumerable<object?> Parts(object? part) => part switch
    {
        null or string or ValueType => [part],
        IEnumerable list => list.Cast<object?>().SelectMany(Parts).Prepend("list"),
        _ => part.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetIndexParameters().Length == 0).SelectMany(p => Parts(p.GetValue(part))),
    };
}

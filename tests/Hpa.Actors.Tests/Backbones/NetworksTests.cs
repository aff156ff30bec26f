using Hpa.Actors.Backbones;
using Hpa.Contracts;
using Hpa.Contracts.Backbones;

namespace Hpa.Actors.Tests.Backbones;

public sealed class NetworksTests : IDisposable
{
    private readonly Models _models = new();

    public void Dispose() => _models.Dispose();

    [Fact]
    public void Networks_are_ready_in_the_order_of_the_settings_and_nothing_is_left_on_the_disk()
    {
        var progress = new List<(int, string)>();
        using var networks = Networks.Open(Settings(4096, 0), 1, Scratch, (ready, next) => progress.Add((ready, next)));

        Assert.Equal(["squeezenet1_1", "own", "mobilenet_v2"], networks.Sessions.Select(s => s.Name));
        Assert.Equal(["mobilenet_v2", "squeezenet1_1", "own"], Assert.Single(networks.Groups).Select(s => s.Name));
        Assert.Equal((ExecutionDevice.Cpu, 2, null), (networks.Device, networks.Lanes, networks.Note));
        Assert.All(networks.Sessions, s => Assert.Contains(s.Batch, new[] { 1, 2, 3, 6 }));
        Assert.Equal((2, "own"), progress[^1]);
        Assert.False(Directory.Exists(Scratch));
    }

    [Fact]
    public void Groups_give_the_same_vectors_as_all_at_once()
    {
        var settings = Settings(622, 3) with { Use = [Models.Built("squeezenet1_1"), Models.Built("squeezenet1_1") with { Name = "second" }, _models.Of(Models.Tiny())] };
        using var all = Networks.Open(settings with { MemoryBudgetMib = 4096 }, 1, Scratch, (_, _) => { });
        using var groups = Networks.Open(settings, 1, Scratch + "2", (_, _) => { });
        Assert.Equal(2, groups.Groups.Count);
        Assert.Contains("in 2 groups to stay within hpa.backbones.memory-budget-mib = 622", groups.Note, StringComparison.Ordinal);

        var expected = all.Sessions.ToDictionary(s => s.Name, Vectors);
        foreach (var session in groups.Groups[0]) Assert.Equal(expected[session.Name], Vectors(session));
        foreach (var session in groups.Groups[0]) session.Unload();
        foreach (var session in groups.Groups[1])
        {
            Assert.Throws<InvalidOperationException>(() => Vectors(session));
            session.Load();
            Assert.Equal(expected[session.Name], Vectors(session));
        }
    }

    [Fact]
    public void What_was_found_out_is_kept_beside_the_weights_and_believed()
    {
        string asked;
        using (var first = Networks.Open(Settings(4096, 0), 1, Scratch, (_, _) => { })) asked = NetworkNotes.Asked(first.Sessions[1].Sha256, first.Sessions[1].Spec);
        var notes = new NetworkNotes(_models.Folder);
        var answer = notes.Answers[asked];
        Assert.Equal(4, answer.First.Count);
        foreach (var key in notes.Batches.Keys.ToArray()) notes.Batches[key] = 5;
        Assert.Null(notes.Keep());

        using (var again = Networks.Open(Settings(4096, 0), 2, Scratch, (_, _) => { })) Assert.All(again.Sessions, session => Assert.Equal(5, session.Batch));
        notes.Answers[asked] = answer with { First = [.. answer.First.Select(x => x + answer.Largest / 100)] };
        Assert.Null(notes.Keep());
        Assert.Contains("own: answers a test input with ", Assert.Throws<InputException>(() => Networks.Open(Settings(4096, 0), 1, Scratch, (_, _) => { })).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Scratch));
    }

    [Fact]
    public void Outputs_of_one_file_are_told_apart()
    {
        var settings = Settings(4096, 0);
        var planes = _models.Of(BackboneSessionTests.WithPlanes(), output: "conv_0");
        BackboneSpec[] specs = [planes, planes with { Name = "means", Output = GraphBuilder.OutputName }];
        foreach (var use in new[] { specs, [.. specs.Reverse()] })
        {
            using var networks = Networks.Open(settings with { Use = use }, 1, Scratch, (_, _) => { });
            Assert.Equal(use.Select(s => s.Name), networks.Sessions.Select(s => s.Name));
        }

        var notes = new NetworkNotes(_models.Folder);
        Assert.Equal((2, 2), (notes.Answers.Count, notes.Batches.Count));
    }

    [Theory]
    [InlineData("{ \"")]
    [InlineData("{}")]
    [InlineData("null")]
    public void Notes_that_cannot_be_understood_or_kept_cost_time_only(string text)
    {
        File.WriteAllText(Path.Combine(_models.Folder, "networks.json"), text);
        using (var networks = Networks.Open(Settings(4096, 3), 1, Scratch, (_, _) => { })) Assert.Null(networks.Note);
        File.WriteAllText(Path.Combine(_models.Folder, "file"), "");
        using var unkept = Networks.Open(Settings(4096, 3) with { Folder = Path.Combine(_models.Folder, "file") }, 1, Scratch, (_, _) => { });
        Assert.Contains("cannot be kept for the next start", unkept.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Verification_tells_hash_and_answer()
    {
        var (sha256, answer) = Networks.Verify(_models.Of(Models.Tiny()), Scratch);
        using var session = BackboneSession.Load(_models.Of(Models.Tiny()), 1, 1, Scratch);
        Assert.Equal(session.Sha256, sha256);
        var vector = session.Run(KnownAnswer.Input(Models.Size), 1)[0];
        for (var i = 0; i < 4; i++) Assert.Equal(vector[i], answer.First[i], 1e-5f);
    }

    [Fact]
    public void A_network_of_nothing_but_zeros_is_damaged()
    {
        var zeros = BackboneSessionTests.Changed(m => m.Graph.Initializer[0].RawData = Google.Protobuf.ByteString.CopyFrom(new byte[m.Graph.Initializer[0].RawData.Length]));
        var fault = Assert.Throws<InputException>(() => Networks.Verify(_models.Of(zeros), Scratch));
        Assert.Equal("own: answers a test input with nothing but zeros: its weights are damaged", fault.Message);
    }

    [Theory]
    [InlineData(new[] { 1.0, 0.99, 0.98, 0.975 }, 1)]
    [InlineData(new[] { 1.0, 0.9, 0.89, 0.8 }, 6)]
    [InlineData(new[] { double.PositiveInfinity, 1.0, double.PositiveInfinity, 0.5 }, 6)]
    [InlineData(new[] { 1.0, 0.9, 1.2, 0.9 }, 2)]
    public void A_larger_batch_must_be_clearly_faster_and_give_the_same_bits(double[] seconds, int expected) =>
        Assert.Equal(expected, BatchProbe.Choose([.. new[] { 1, 2, 3, 6 }.Zip(seconds)]));

    private string Scratch => Path.Combine(_models.Folder, "scratch");

    private BackboneSettings Settings(int budget, int batch) => new(
        [Models.Built("squeezenet1_1"), _models.Of(Models.Tiny()), Models.Built("mobilenet_v2")], _models.Folder, "", "cpu", batch, 2, budget);

    private static float[][] Vectors(BackboneSession session) => session.Run(KnownAnswer.Input(session.Spec.InputSize), 1);
}

using System.Text.Json;
using Hpa.Actors.Backbones;
using Hpa.Contracts;

namespace Hpa.Actors.Tests.Backbones;

public sealed class ArchitectureTests
{
    private static readonly JsonElement s_torchvision = Fixture();

    public static TheoryData<string> Names => new(Architectures.All.Select(a => a.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameters_are_as_many_as_in_torchvision(string name)
    {
        var graph = new GraphBuilder(name, 64, new SeededWeights(1, name));
        _ = Architectures.Find(name)!.Build(graph.Input);
        Assert.Equal(s_torchvision.GetProperty(name).GetProperty("parameters").GetInt64(), graph.Parameters);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Outputs_equal_torchvisions_under_the_same_weights(string name)
    {
        var expected = s_torchvision.GetProperty(name);
        var size = expected.GetProperty("size").GetInt32();
        using var models = new Models();
        using var session = BackboneSession.Load(models.Of(Architectures.Find(name)!, size, new TestWeights()), 1, 2, models.Scratch);
        var length = 3 * size * size;
        var inputs = new float[2 * length];
        for (var i = 0; i < length; i++) (inputs[i], inputs[length + i]) = ((float)Math.Sin(0.01 * i), (float)Math.Cos(0.0007 * i));
        var features = session.Run(inputs, 2);
        for (var row = 0; row < 2; row++)
        {
            var norm = expected.GetProperty("norms")[row].GetDouble();
            Assert.Equal(norm, Math.Sqrt(features[row].Sum(x => (double)x * x)), 1e-4 * norm);
            var first = expected.GetProperty("first")[row].EnumerateArray().Select(x => x.GetDouble()).ToArray();
            for (var i = 0; i < first.Length; i++) Assert.Equal(first[i], features[row][i], 2e-6 * norm);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_does_not()
    {
        var architecture = Architectures.Find("squeezenet1_1")!;
        using var models = new Models();
        var (path, hash) = architecture.Write(models.Scratch, 64, new SeededWeights(3, architecture.Name));
        byte[] Bytes() => [.. File.ReadAllBytes(path), .. File.ReadAllBytes(Path.ChangeExtension(path, "values"))];
        var bytes = Bytes();

        Assert.Equal(hash, architecture.Write(models.Scratch, 64, new SeededWeights(3, architecture.Name)).Sha256);
        Assert.Equal(bytes, Bytes());
        Assert.NotEqual(hash, architecture.Write(models.Scratch, 64, new SeededWeights(4, architecture.Name)).Sha256);
        Assert.NotEqual(bytes, Bytes());
    }

    [Fact]
    public void An_unknown_architecture_is_refused_with_the_known_ones()
    {
        var fault = Assert.Throws<SettingsException>(() => BackboneSession.Load(Models.Built("resnet17"), 1, 2, ""));
        Assert.Equal("hpa.backbones.catalogue.resnet17.architecture = resnet17 is none of: mobilenet_v2, resnet18, squeezenet1_1", fault.Message);
    }

    [Fact]
    public void Weights_of_another_length_are_refused_by_name()
    {
        var graph = new GraphBuilder("x", 16, new Short());
        var fault = Assert.Throws<ArgumentException>(() => graph.Input.Conv("conv1", 8, kernel: 3));
        Assert.Equal("conv1.weight: 1 values, expected 216", fault.Message);
    }

    private static JsonElement Fixture()
    {
        using var stream = typeof(ArchitectureTests).Assembly.GetManifestResourceStream("Hpa.Actors.Tests.Backbones.Fixtures.torchvision.json")!;
        return JsonDocument.Parse(stream).RootElement;
    }

    private sealed class Short : IWeights
    {
        public void Read(string name, int[] shape, double gain, Action<ReadOnlySpan<float>> write) => write([1f]);
    }
}

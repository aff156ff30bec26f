using Hpa.Actors.Backbones;
using Hpa.Contracts;

namespace Hpa.Actors.Tests.Backbones;

public sealed class ArchitectureTests
{
    public static TheoryData<string> Names => new(Architectures.All.Select(a => a.Name));

    /// <summary>Those whose outputs are quick to compute from the rule.</summary>
    public static TheoryData<string> Compared => new(Having("norms"));

    public static TheoryData<string> Listed => new(Having("shapes"));

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameters_and_multiply_adds_are_as_many_as_published(string name)
    {
        var expected = Published.Networks.GetProperty(name);
        var architecture = Architectures.Find(name)!;
        Assert.Equal(expected.GetProperty("size").GetInt32(), architecture.InputSize);
        var (graph, output) = NoWeights.Graph(architecture, architecture.InputSize);
        Assert.Equal(expected.GetProperty("parameters").GetInt64(), graph.Parameters);
        Assert.Equal(expected.GetProperty("parameters").GetInt64(), architecture.Parameters);
        Assert.Equal(expected.GetProperty("multiply_adds").GetInt64(), graph.MultiplyAdds);
        Assert.Equal((1000, 0), (output.Channels, output.Side));
    }

    [Theory]
    [MemberData(nameof(Listed))]
    public void Parameters_have_torchvisions_names_and_shapes(string name)
    {
        var weights = new NoWeights();
        _ = NoWeights.Graph(Architectures.Find(name)!, 224, weights);
        var expected = Published.Networks.GetProperty(name).GetProperty("shapes").EnumerateObject().Select(p => $"{p.Name} {p.Value.GetRawText()}");
        Assert.Equal(expected.Order(), weights.Shapes.Select(p => $"{p.Key} [{string.Join(", ", p.Value)}]").Order());
    }

    [Theory]
    [MemberData(nameof(Compared))]
    public void Outputs_equal_the_publishers_under_the_same_weights(string name)
    {
        var expected = Published.Networks.GetProperty(name);
        var size = expected.GetProperty("size").GetInt32();
        using var models = new Models();
        using var runtime = new Runtime(Architectures.Find(name)!.Write(models.Scratch, size, new TestWeights()).Path, 2, size);
        var length = 3 * size * size;
        var inputs = new float[2 * length];
        for (var i = 0; i < length; i++) (inputs[i], inputs[length + i]) = ((float)Math.Sin(0.01 * i), (float)Math.Cos(0.0007 * i));
        var features = runtime.Vectors(inputs).Chunk(1000).ToArray();
        for (var row = 0; row < 2; row++)
        {
            var norm = expected.GetProperty("norms")[row].GetDouble();
            Assert.Equal(norm, Math.Sqrt(features[row].Sum(x => (double)x * x)), 1e-4 * norm);
            var first = expected.GetProperty("first")[row].EnumerateArray().Select(x => x.GetDouble()).ToArray();
            for (var i = 0; i < first.Length; i++) Assert.Equal(first[i], features[row][i], 2e-6 * norm);
        }
    }

    [Theory]
    [InlineData("alexnet", 300, "gives planes of 8 x 8, its fully connected layers take 6 x 6; use an input of 224")]
    [InlineData("alexnet", 64, "gives planes of 1 x 1, its fully connected layers take 6 x 6; use an input of 224")]
    [InlineData("vgg16", 256, "gives planes of 8 x 8, its fully connected layers take 7 x 7; use an input of 224")]
    [InlineData("vgg19", 16, "is too small")]
    [InlineData("inception_v3", 74, "is too small")]
    [InlineData("inception_resnet_v2", 74, "is too small")]
    public void A_size_that_a_network_cannot_take_is_refused(string name, int size, string reason)
    {
        var fault = Assert.Throws<ArgumentException>(() => NoWeights.Graph(Architectures.Find(name)!, size));
        Assert.Equal($"{name}: an input of {size} x {size} pixels {reason}", fault.Message);
    }

    [Theory]
    [InlineData("alexnet", 224)]
    [InlineData("alexnet", 227)]
    [InlineData("inception_v3", 75)]
    [InlineData("googlenet", 299)]
    public void Other_sizes_are_taken(string name, int size) =>
        Assert.Equal(1000, NoWeights.Graph(Architectures.Find(name)!, size).Output.Channels);

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_does_not()
    {
        var architecture = Architectures.Find("squeezenet1_1")!;
        using var models = new Models();
        var (path, hash, _) = architecture.Write(models.Scratch, 64, new SeededWeights(3, architecture.Name));
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
        Assert.Equal("hpa.backbones.catalogue.resnet17.architecture = resnet17 is none of: alexnet, densenet201, googlenet, inception_resnet_v2, inception_v3, mobilenet_v2, resnet101, resnet18, resnet50, squeezenet1_1, vgg16, vgg19", fault.Message);
    }

    [Fact]
    public void Weights_of_another_length_are_refused_by_name()
    {
        var graph = new GraphBuilder("x", 16, new Short());
        var fault = Assert.Throws<ArgumentException>(() => graph.Input.Conv("conv1", 8, kernel: 3));
        Assert.Equal("conv1.weight: 1 values, expected 216", fault.Message);
    }

    private static IEnumerable<string> Having(string property) =>
        Published.Networks.EnumerateObject().Where(p => p.Value.TryGetProperty(property, out _)).Select(p => p.Name);

    private sealed class Short : IWeights
    {
        public void Read(string name, int[] shape, double gain, Action<ReadOnlySpan<float>> write) => write([1f]);
    }
}

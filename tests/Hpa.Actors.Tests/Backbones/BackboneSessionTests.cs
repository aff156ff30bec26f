using Google.Protobuf;
using Hpa.Actors.Backbones;
using Hpa.Actors.Backbones.Onnx;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Backbones;

public sealed class BackboneSessionTests : IDisposable
{
    private readonly Models _models = new();

    /// <summary>VGG has no layer that AlexNet lacks, and is slow.</summary>
    public static TheoryData<string> Names => new(Architectures.All.Select(a => a.Name).Where(name => !name.StartsWith("vgg", StringComparison.Ordinal)));

    public static TheoryData<string> Vggs => ["vgg16", "vgg19"];

    public void Dispose() => _models.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_vector_depends_on_its_own_input_alone(string name)
    {
        const int Inputs = 3;
        var size = SmallSize(name);
        using var session = BackboneSession.Load(Models.Built(name, size), 1, 2, _models.Scratch);
        var length = 3 * size * size;
        var inputs = Noise(length * Inputs, 5);
        var together = session.Run(inputs, Inputs);
        for (var i = 0; i < Inputs; i++)
            Assert.Equal(together[i], session.Run(inputs.AsMemory(i * length, length), 1)[0]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Untrained_features_keep_the_scale_of_the_input_and_tell_inputs_apart(string name) => TellApart(name, inputs: 8);

    [SlowTheory]
    [MemberData(nameof(Vggs))]
    public void Untrained_features_of_the_largest_networks_do_so_as_well(string name) => TellApart(name, inputs: 4);

    [Fact]
    public void Callers_side_by_side_get_what_one_gets_alone()
    {
        using var session = BackboneSession.Load(_models.Of(Models.Tiny()), 1, 4, _models.Scratch);
        var inputs = Enumerable.Range(0, 32).Select(i => Noise(InputLength * 5, (ulong)i)).ToArray();
        var alone = inputs.Select(x => session.Run(x, 5)).ToArray();
        var together = new float[32][][];
        Parallel.For(0, 32, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => together[i] = session.Run(inputs[i], 5));
        for (var i = 0; i < 32; i++)
            for (var k = 0; k < 5; k++)
                Assert.Equal(alone[i][k], together[i][k]);
    }

    [Fact]
    public void The_record_tells_name_hash_training_and_dimensions()
    {
        using var session = BackboneSession.Load(_models.Of(Models.Tiny()), 1, 4, _models.Scratch);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Models.Tiny()));
        Assert.Equal(new BackboneRecord("own", hash, true, 4), session.Record);
        using var built = BackboneSession.Load(Models.Built("squeezenet1_1"), 1, 4, _models.Scratch);
        Assert.Equal(new BackboneRecord("squeezenet1_1", built.Sha256, false, 1000), built.Record);
    }

    [Fact]
    public void A_file_with_a_batch_of_its_own_runs_with_that()
    {
        using var free = BackboneSession.Load(_models.Of(Models.Tiny()), 1, 4, _models.Scratch);
        using var session = BackboneSession.Load(_models.Of(Changed(m => BatchOf(m).DimValue = 1)), 1, 4, _models.Scratch);
        var inputs = Noise(InputLength * 3, 2);
        Assert.Equal((4, 1), (free.Batch, session.Batch));
        var (expected, actual) = (free.Run(inputs, 3), session.Run(inputs, 3));
        for (var i = 0; i < 3; i++) Assert.Equal(expected[i], actual[i]);
    }

    [Fact]
    public void Of_several_outputs_the_named_one_is_read()
    {
        using var session = BackboneSession.Load(_models.Of(WithPlanes(), output: "conv_0"), 1, 2, _models.Scratch);
        Assert.Equal(4 * 7 * 7, session.Dimensions);
        Assert.Equal(4 * 7 * 7, session.Run(Noise(InputLength, 1), 1)[0].Length);
    }

    [Fact]
    public void No_inputs_give_no_vectors()
    {
        using var session = BackboneSession.Load(_models.Of(Models.Tiny()), 1, 4, _models.Scratch);
        Assert.Empty(session.Run(ReadOnlyMemory<float>.Empty, 0));
    }

    [Fact]
    public void An_input_that_is_no_number_is_a_fault_of_its_image_and_the_session_goes_on()
    {
        using var session = BackboneSession.Load(_models.Of(Models.Tiny()), 1, 4, _models.Scratch);
        var inputs = Noise(InputLength, 2);
        var before = session.Run(inputs, 1)[0];
        var fault = Assert.Throws<ImageFaultException>(() => session.Run(Enumerable.Repeat(float.PositiveInfinity, InputLength).ToArray(), 1));
        Assert.Equal(("infer", "own gives values that are not finite numbers"), (fault.Stage, fault.Reason));
        Assert.Equal(before, session.Run(inputs, 1)[0]);
    }

    [Fact]
    public void A_tensor_of_another_length_is_refused()
    {
        using var session = BackboneSession.Load(_models.Of(Models.Tiny()), 1, 4, _models.Scratch);
        Assert.Throws<ArgumentException>(() => session.Run(new float[InputLength], 2));
    }

    [Fact]
    public async Task A_session_that_is_disposed_finishes_the_calls_under_way_and_takes_no_more()
    {
        var session = BackboneSession.Load(_models.Of(Models.Tiny()), 1, 4, _models.Scratch);
        var inputs = Noise(InputLength * 8, 2);
        var expected = session.Run(inputs, 8);
        using var first = new CountdownEvent(4);
        var callers = Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(() => CallUntilDisposed(session, inputs, first), TaskCreationOptions.LongRunning)).ToArray();
        Assert.True(first.Wait(TimeSpan.FromSeconds(20)));
        session.Dispose();

        foreach (var caller in callers) Assert.All(await caller, features => Assert.Equal(expected, features));
        Assert.Throws<ObjectDisposedException>(() => session.Run(inputs, 8));
        session.Dispose();
    }

    [Fact]
    public void The_runtimes_version_is_told() => Assert.StartsWith("1.", BackboneSession.RuntimeVersions["onnxruntime"], StringComparison.Ordinal);

    internal static byte[] Changed(Action<ModelProto> change)
    {
        var model = ModelProto.Parser.ParseFrom(Models.Tiny());
        change(model);
        return model.ToByteArray();
    }

    /// <summary>The tiny network with its filtered planes as a second output.</summary>
    internal static byte[] WithPlanes() => Changed(m =>
    {
        var planes = m.Graph.Output[0].Clone();
        planes.Name = "conv_0";
        planes.Type.TensorType.Shape = null;
        m.Graph.Output.Add(planes);
    });

    internal static TensorShapeProto.Types.Dimension BatchOf(ModelProto model) => model.Graph.Input[0].Type.TensorType.Shape.Dim[0];

    private const int InputLength = 3 * Models.Size * Models.Size;

    private void TellApart(string name, int inputs)
    {
        var size = SmallSize(name);
        using var session = BackboneSession.Load(Models.Built(name, size), 1, inputs, _models.Scratch);
        var length = 3 * size * size;
        var features = session.Run(Noise(length * inputs, 11), inputs);
        var power = features.SelectMany(v => v).Average(x => (double)x * x);
        Assert.InRange(Math.Sqrt(power), 0.05, 20);
        var between = Enumerable.Range(0, session.Dimensions).Average(d =>
        {
            var mean = features.Average(v => (double)v[d]);
            return features.Average(v => (v[d] - mean) * (v[d] - mean));
        });
        Assert.InRange(Math.Sqrt(between / power), 0.002, 1);
    }

    private static List<float[][]> CallUntilDisposed(BackboneSession session, float[] inputs, CountdownEvent first)
    {
        var answers = new List<float[][]>();
        try
        {
            while (true)
            {
                answers.Add(session.Run(inputs, 8));
                if (answers.Count == 1) first.Signal();
            }
        }
        catch (ObjectDisposedException)
        {
            return answers;
        }
    }

    /// <summary>Side of a small input that a network takes.</summary>
    private static int SmallSize(string name) => name switch
    {
        "alexnet" or "vgg16" or "vgg19" => 224,
        "inception_resnet_v2" or "inception_v3" => 96,
        _ => 64,
    };

    private static float[] Noise(int length, ulong seed)
    {
        var random = new CounterRandom(seed);
        var values = new float[length];
        for (var i = 0; i < length; i++) values[i] = (float)random.NextNormal();
        return values;
    }
}

using Hpa.Actors.Backbones;
using Hpa.Contracts;
using Hpa.Contracts.Backbones;

namespace Hpa.Actors.Tests.Backbones;

public sealed class BadModelTests : IDisposable
{
    private readonly Models _models = new();

    public void Dispose() => _models.Dispose();

    [Fact]
    public void A_missing_file_is_named()
    {
        var spec = _models.Of([]) with { File = "/no/such/net.onnx" };
        Assert.Equal("/no/such/net.onnx: does not exist; set hpa.backbones.folder to where it is, correct hpa.backbones.catalogue.own.file, or take it in with `hpa models import own FILE`", Message(spec));
    }

    [Fact]
    public void A_folder_is_no_model()
    {
        var spec = _models.Of([]) with { File = Path.GetTempPath() };
        Assert.StartsWith($"{spec.File}: cannot be read (", Message(spec), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_model_is_named()
    {
        byte[][] files = [[], "not a network"u8.ToArray(), Models.Tiny()[..200]];
        foreach (var bytes in files)
        {
            var spec = _models.Of(bytes);
            Assert.StartsWith($"{spec.File}: is not an ONNX model that this runtime can load (", Message(spec), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Another_hash_is_refused_with_both()
    {
        var spec = _models.Of(Models.Tiny(), new string('a', 64));
        using var session = BackboneSession.Load(spec with { Sha256 = "" }, 1, 2, _models.Scratch);
        Assert.Equal(
            $"{spec.File}: SHA-256 is {session.Sha256}, but hpa.backbones.catalogue.own.sha256 says {spec.Sha256}: fetch the file again, or change the key if this file is meant",
            Message(spec));
    }

    [Fact]
    public void The_right_hash_is_taken()
    {
        var spec = _models.Of(Models.Tiny());
        using var any = BackboneSession.Load(spec, 1, 2, _models.Scratch);
        using var session = BackboneSession.Load(spec with { Sha256 = any.Sha256 }, 1, 2, _models.Scratch);
        Assert.Equal(any.Sha256, session.Sha256);
    }

    [Fact]
    public void Another_input_size_is_refused_with_the_size_there_is()
    {
        var spec = _models.Of(Models.Tiny(), size: 20);
        Assert.Equal(
            $"{spec.File}: needs exactly one input of float numbers [N,3,20,20] (hpa.backbones.catalogue.own.input = 20), has input Float[?,3,16,16]",
            Message(spec));
    }

    [Fact]
    public void Four_input_planes_are_refused() =>
        Assert.Contains("has input Float[?,4,16,16]", Message(_models.Of(BackboneSessionTests.Changed(m =>
        {
            m.Graph.Input[0].Type.TensorType.Shape.Dim[1].DimValue = 4;
            var weight = m.Graph.Initializer[0];
            weight.Dims[1] = 4;
            weight.RawData = Google.Protobuf.ByteString.CopyFrom(new byte[4 * 4 * 9 * 4]);
        }))), StringComparison.Ordinal);

    [Fact]
    public void A_second_input_is_refused() =>
        Assert.Contains("has input Float[?,3,16,16], second Float[?,3,16,16]", Message(_models.Of(BackboneSessionTests.Changed(m =>
        {
            var second = m.Graph.Input[0].Clone();
            second.Name = "second";
            m.Graph.Input.Add(second);
        }))), StringComparison.Ordinal);

    [Fact]
    public void A_missing_output_is_refused_with_those_there_are()
    {
        var spec = _models.Of(Models.Tiny(), output: "logits");
        Assert.Equal($"{spec.File}: has no output 'logits' (hpa.backbones.catalogue.own.output), only features Float[?,4]", Message(spec));
    }

    [Fact]
    public void Several_outputs_need_a_name()
    {
        var spec = _models.Of(BackboneSessionTests.WithPlanes());
        Assert.Equal(
            $"{spec.File}: has the outputs conv_0 Float[?,4,7,7], features Float[?,4]; say which one with hpa.backbones.catalogue.own.output",
            Message(spec));
    }

    [Fact]
    public void An_output_that_mixes_the_inputs_is_refused()
    {
        var spec = _models.Of(BackboneSessionTests.Changed(m =>
        {
            m.Graph.Node.Single(n => n.OpType == "Flatten").Attribute[0].I = 0;
            m.Graph.Output[0].Type.TensorType.Shape = null;
        }));
        Assert.Equal($"{spec.File}: output 'features' has the shape [1,8] for 2 inputs, expected one vector for each", Message(spec));
    }

    [Fact]
    public void Trained_weights_are_not_replaced_by_random_ones()
    {
        var spec = Models.Built("resnet18", trained: true) with { File = "/no/such/resnet18.pth" };
        Assert.Equal(
            "/no/such/resnet18.pth: does not exist; `hpa models pull` fetches weights, `hpa models import resnet18 FILE` takes them from a file (with the same settings: --config, --set); hpa.backbones.weights = random, and another --out, runs without trained weights",
            Message(spec));
    }

    [Fact]
    public void Missing_files_are_named_all_at_once()
    {
        BackboneSpec[] specs = [Models.Built("resnet18", trained: true) with { File = "/no/r.pth" }, Models.Built("vgg16"), Models.Built("vgg19", trained: true) with { File = "/no/v.pth" }];
        Assert.StartsWith("/no/r.pth (and those of vgg19): does not exist; `hpa models pull` fetches", Assert.Throws<InputException>(() => BackboneModel.RequireFiles(specs)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_size_that_the_architecture_cannot_take_is_a_fault_of_the_settings() =>
        Assert.StartsWith("hpa.backbones.catalogue.vgg16.input = 64: ", Message(Models.Built("vgg16")), StringComparison.Ordinal);

    private string Message(BackboneSpec spec) => Assert.ThrowsAny<InputException>(() => BackboneSession.Load(spec, 1, 2, _models.Scratch)).Message;
}

using Hpa.Actors.Backbones;
using Hpa.Contracts;

namespace Hpa.Actors.Tests.Backbones;

public sealed class OnnxOutlineTests : IDisposable
{
    private readonly Models _models = new();

    public void Dispose() => _models.Dispose();

    [Fact]
    public void A_network_tells_its_input_and_outputs()
    {
        var outline = OnnxOutline.Of(_models.Of(Models.Tiny()).File);

        Assert.Equal(Models.Size, outline.InputSize);
        Assert.Equal([GraphBuilder.OutputName], outline.Outputs);
    }

    [Fact]
    public void What_is_no_network_is_refused_by_name()
    {
        var file = _models.Of([1, 2, 3]).File;

        Assert.StartsWith($"{file}: is not an ONNX model", Refusal(file), StringComparison.Ordinal);
        Assert.StartsWith($"{file}.none: cannot be read", Refusal(file + ".none"), StringComparison.Ordinal);
    }

    private static string Refusal(string file) => Assert.Throws<InputException>(() => OnnxOutline.Of(file)).Message;
}

using Hpa.Actors.Backbones.Onnx;
using static Hpa.Actors.Backbones.Onnx.AttributeProto.Types;

namespace Hpa.Actors.Backbones;

/// <summary>
/// What one node of a graph gives out; each method adds a node and returns its output. Names are those of torchvision's
/// modules, from which the parameter names follow.
/// </summary>
public sealed class Layer
{
    private readonly GraphBuilder _graph;

    internal Layer(GraphBuilder graph, string name, int channels)
    {
        _graph = graph;
        Name = name;
        Channels = channels;
    }

    /// <summary>Number of channels, or of columns once flat.</summary>
    public int Channels { get; }

    internal string Name { get; }

    /// <summary>Convolution with square kernels.</summary>
    /// <param name="module">Name of the module.</param>
    /// <param name="channels">Output channels.</param>
    /// <param name="kernel">Side of the kernel.</param>
    /// <param name="stride">Step, in both directions.</param>
    /// <param name="pad">Zeros on each side.</param>
    /// <param name="groups">Groups of channels that do not mix.</param>
    /// <param name="bias">Whether there is one.</param>
    /// <param name="gain">Of drawn weights, see <see cref="Gain"/>.</param>
    public Layer Conv(string module, int channels, int kernel, int stride = 1, int pad = 0, int groups = 1, bool bias = false, double gain = Gain.Relu)
    {
        List<string> inputs = [Name, _graph.Parameter($"{module}.weight", [channels, Channels / groups, kernel, kernel], gain)];
        if (bias) inputs.Add(_graph.Parameter($"{module}.bias", [channels]));
        return _graph.Add("Conv", channels, inputs, [.. Window(kernel, stride, pad), Number("group", groups)]);
    }

    /// <summary>Batch normalisation with its running statistics; the runtime folds it into the convolution before it.</summary>
    public Layer BatchNorm(string module, float epsilon = 1e-5f) => _graph.Add(
        "BatchNormalization", Channels,
        [
            Name, _graph.Parameter($"{module}.weight", [Channels]), _graph.Parameter($"{module}.bias", [Channels]),
            _graph.Buffer($"{module}.running_mean", [Channels]), _graph.Buffer($"{module}.running_var", [Channels]),
        ],
        new AttributeProto { Name = "epsilon", F = epsilon, Type = AttributeType.Float });

    /// <summary>max(x, 0).</summary>
    public Layer Relu() => _graph.Add("Relu", Channels, [Name]);

    /// <summary>min(max(x, 0), 6).</summary>
    public Layer Relu6() => _graph.Add("Clip", Channels, [Name, _graph.Constant("zero", [0]), _graph.Constant("six", [6])]);

    /// <summary>Maximum over square windows; with <paramref name="ceil"/> a last partial window counts.</summary>
    public Layer MaxPool(int kernel, int stride, int pad = 0, bool ceil = false) =>
        _graph.Add("MaxPool", Channels, [Name], [.. Window(kernel, stride, pad), Number("ceil_mode", ceil ? 1 : 0)]);

    /// <summary>Mean over the whole plane.</summary>
    public Layer GlobalAveragePool() => _graph.Add("GlobalAveragePool", Channels, [Name]);

    /// <summary>[N × c × 1 × 1] to [N × c].</summary>
    public Layer Flatten() => _graph.Add("Flatten", Channels, [Name], Number("axis", 1));

    /// <summary>A fully connected layer on flat input.</summary>
    public Layer Gemm(string module, int outputs) => _graph.Add(
        "Gemm", outputs,
        [Name, _graph.Parameter($"{module}.weight", [outputs, Channels]), _graph.Parameter($"{module}.bias", [outputs])],
        Number("transB", 1));

    /// <summary>This layer's channels, then the other's.</summary>
    public Layer Concat(Layer other) => _graph.Add("Concat", Channels + other.Channels, [Name, other.Name], Number("axis", 1));

    /// <summary>Sum, element by element.</summary>
    public Layer Add(Layer other) => _graph.Add("Add", Channels, [Name, other.Name]);

    private static AttributeProto[] Window(int kernel, int stride, int pad) =>
        [Numbers("kernel_shape", kernel, kernel), Numbers("strides", stride, stride), Numbers("pads", pad, pad, pad, pad)];

    private static AttributeProto Number(string name, long value) => new() { Name = name, I = value, Type = AttributeType.Int };

    private static AttributeProto Numbers(string name, params long[] values) => new() { Name = name, Ints = { values }, Type = AttributeType.Ints };
}

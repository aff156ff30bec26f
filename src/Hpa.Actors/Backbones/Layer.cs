using Hpa.Actors.Backbones.Onnx;
using static Hpa.Actors.Backbones.Onnx.AttributeProto.Types;

namespace Hpa.Actors.Backbones;

/// <summary>
/// What one node of a graph gives out; each method adds a node and returns its output. Names are those of torchvision's
/// modules, from which the parameter names follow. A plane that shrinks to nothing is an <see cref="ArgumentException"/>.
/// </summary>
public sealed class Layer
{
    private readonly GraphBuilder _graph;

    internal Layer(GraphBuilder graph, string name, int channels, int side)
    {
        _graph = graph;
        Name = name;
        Channels = channels;
        Side = side;
    }

    /// <summary>Number of channels, or of columns once flat.</summary>
    public int Channels { get; }

    /// <summary>Side of the square planes, 0 once flat.</summary>
    public int Side { get; }

    internal string Name { get; }

    /// <summary>Convolution.</summary>
    /// <param name="module">Name of the module.</param>
    /// <param name="channels">Output channels.</param>
    /// <param name="kernel">Sides of the kernel; a rectangle needs the padding that keeps planes square.</param>
    /// <param name="stride">Step, in both directions.</param>
    /// <param name="pad">Zeros on each side.</param>
    /// <param name="groups">Groups of channels that do not mix.</param>
    /// <param name="bias">Whether there is one.</param>
    /// <param name="gain">Of drawn weights, see <see cref="Gain"/>.</param>
    public Layer Conv(
        string module, int channels, Sides kernel, int stride = 1, Sides pad = default, int groups = 1, bool bias = false, double gain = Gain.Relu)
    {
        var taken = Channels / groups;
        List<string> inputs = [Name, _graph.Parameter($"{module}.weight", [channels, taken, kernel.Height, kernel.Width], gain)];
        if (bias) inputs.Add(_graph.Parameter($"{module}.bias", [channels]));
        var side = Shrunk(kernel, stride, pad);
        _graph.MultiplyAdds += (long)side * side * channels * taken * kernel.Height * kernel.Width;
        return _graph.Add("Conv", channels, side, inputs, [.. Window(kernel, stride, pad), Number("group", groups)]);
    }

    /// <summary>Batch normalisation with its running statistics; the runtime folds it into the convolution before it.</summary>
    public Layer BatchNorm(string module, float epsilon = 1e-5f) => Same(
        "BatchNormalization",
        [
            Name, _graph.Parameter($"{module}.weight", [Channels]), _graph.Parameter($"{module}.bias", [Channels]),
            _graph.Buffer($"{module}.running_mean", [Channels]), _graph.Buffer($"{module}.running_var", [Channels]),
        ],
        new AttributeProto { Name = "epsilon", F = epsilon, Type = AttributeType.Float });

    /// <summary>max(x, 0).</summary>
    public Layer Relu() => Same("Relu", [Name]);

    /// <summary>min(max(x, 0), 6).</summary>
    public Layer Relu6() => Same("Clip", [Name, _graph.Constant("zero", [0]), _graph.Constant("six", [6])]);

    /// <summary>Each channel times its own scale, plus its own shift.</summary>
    public Layer Affine(string name, ReadOnlySpan<float> scales, ReadOnlySpan<float> shifts)
    {
        var scaled = Same("Mul", [Name, _graph.Constant($"{name}.scale", scales, Channels, 1, 1)]);
        return Same("Add", [scaled.Name, _graph.Constant($"{name}.shift", shifts, Channels, 1, 1)]);
    }

    /// <summary>Everything times one factor.</summary>
    public Layer Scale(float factor) => Same("Mul", [Name, _graph.Constant(FormattableString.Invariant($"times_{factor}"), [factor])]);

    /// <summary>Maximum over square windows; with <paramref name="ceil"/> a last partial window counts.</summary>
    public Layer MaxPool(int kernel, int stride, int pad = 0, bool ceil = false) => _graph.Add(
        "MaxPool", Channels, Shrunk(kernel, stride, pad, ceil), [Name], [.. Window(kernel, stride, pad), Number("ceil_mode", ceil ? 1 : 0)]);

    /// <summary>Mean over square windows; with <paramref name="countPad"/> the zeros around the plane count.</summary>
    public Layer AveragePool(int kernel, int stride, int pad = 0, bool countPad = true) => _graph.Add(
        "AveragePool", Channels, Shrunk(kernel, stride, pad), [Name], [.. Window(kernel, stride, pad), Number("count_include_pad", countPad ? 1 : 0)]);

    /// <summary>Mean over the whole plane.</summary>
    public Layer GlobalAveragePool() => _graph.Add("GlobalAveragePool", Channels, 1, [Name]);

    /// <summary>[N × c × side × side] to [N × c·side²].</summary>
    /// <param name="side">Side of the plane that the layers behind take.</param>
    /// <param name="input">An input's size that leads to it.</param>
    /// <exception cref="ArgumentException">The planes have another side.</exception>
    public Layer Flatten(int side = 1, int input = 0) => Side == side
        ? _graph.Add("Flatten", Channels * side * side, 0, [Name], Number("axis", 1))
        : throw _graph.Refused($"gives planes of {Side} x {Side}, its fully connected layers take {side} x {side}; use an input of {input}");

    /// <summary>A fully connected layer on flat input.</summary>
    /// <param name="module">Name of the module.</param>
    /// <param name="outputs">Columns.</param>
    /// <param name="gain">Of drawn weights, see <see cref="Gain"/>.</param>
    public Layer Gemm(string module, int outputs, double gain = Gain.Linear)
    {
        _graph.MultiplyAdds += (long)outputs * Channels;
        return _graph.Add(
            "Gemm", outputs, 0,
            [Name, _graph.Parameter($"{module}.weight", [outputs, Channels], gain), _graph.Parameter($"{module}.bias", [outputs])],
            Number("transB", 1));
    }

    /// <summary>This layer's channels, then the others'.</summary>
    public Layer Concat(params Layer[] others) =>
        _graph.Add("Concat", Channels + others.Sum(o => o.Channels), Side, [Name, .. others.Select(o => o.Name)], Number("axis", 1));

    /// <summary>Sum, element by element.</summary>
    public Layer Add(Layer other) => Same("Add", [Name, other.Name]);

    private Layer Same(string operation, IEnumerable<string> inputs, params AttributeProto[] attributes) =>
        _graph.Add(operation, Channels, Side, inputs, attributes);

    private int Shrunk(Sides kernel, int stride, Sides pad, bool ceil = false)
    {
        var room = Side + 2 * pad.Height - kernel.Height;
        if (room < 0) throw _graph.Refused("is too small");
        return (room + (ceil ? stride - 1 : 0)) / stride + 1;
    }

    private static AttributeProto[] Window(Sides kernel, int stride, Sides pad) =>
    [
        Numbers("kernel_shape", kernel.Height, kernel.Width), Numbers("strides", stride, stride),
        Numbers("pads", pad.Height, pad.Width, pad.Height, pad.Width),
    ];

    private static AttributeProto Number(string name, long value) => new() { Name = name, I = value, Type = AttributeType.Int };

    private static AttributeProto Numbers(string name, params long[] values) => new() { Name = name, Ints = { values }, Type = AttributeType.Ints };
}

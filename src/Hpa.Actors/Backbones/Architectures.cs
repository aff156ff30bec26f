namespace Hpa.Actors.Backbones;

/// <summary>A network whose graph the project builds.</summary>
/// <param name="Name">Its name in the catalogue's <c>architecture</c> key; torchvision's.</param>
/// <param name="Parameters">Number of learnable parameters in torchvision.</param>
/// <param name="Build">From the input planes to the vector of 1000 numbers before the softmax.</param>
public sealed record Architecture(string Name, long Parameters, Func<Layer, Layer> Build)
{
    /// <summary>The network as the bytes of an .onnx file.</summary>
    /// <param name="size">Side of the square input, pixels.</param>
    /// <param name="weights">Values by torchvision name.</param>
    public byte[] ToOnnx(int size, IWeights weights)
    {
        var graph = new GraphBuilder(Name, size, weights);
        var output = Build(graph.Input);
        return graph.Parameters == Parameters
            ? graph.ToOnnx(output)
            : throw new InvalidOperationException($"{Name} has {graph.Parameters} parameters, expected {Parameters}");
    }
}

/// <summary>The networks whose graphs the project builds.</summary>
public static class Architectures
{
    /// <summary>In alphabetical order.</summary>
    public static IReadOnlyList<Architecture> All { get; } =
    [
        new("mobilenet_v2", 3_504_872, MobileNet.Version2),
        new("resnet18", 11_689_512, ResNet.Depth18),
        new("squeezenet1_1", 1_235_496, SqueezeNet.Version11),
    ];

    /// <summary>The architecture of a name, or null.</summary>
    public static Architecture? Find(string name) => All.FirstOrDefault(a => a.Name == name);
}

namespace Hpa.Actors.Backbones;

/// <summary>A network whose graph the project builds.</summary>
/// <param name="Name">Its name in the catalogue's <c>architecture</c> key; torchvision's.</param>
/// <param name="Parameters">Number of learnable parameters in torchvision.</param>
/// <param name="Build">From the input planes to the vector of 1000 numbers before the softmax.</param>
public sealed record Architecture(string Name, long Parameters, Func<Layer, Layer> Build)
{
    /// <summary>Writes the network as <c>NAME.onnx</c> and, its large tensors, <c>NAME.values</c>.</summary>
    /// <param name="folder">An existing folder; files of these names are replaced.</param>
    /// <param name="size">Side of the square input, pixels.</param>
    /// <param name="weights">Values by parameter name.</param>
    /// <returns>Path of the .onnx file, and one SHA-256 of both files in lower-case hex.</returns>
    public (string Path, string Sha256) Write(string folder, int size, IWeights weights)
    {
        var values = $"{Name}.values";
        using var external = new ExternalValues(File.Create(System.IO.Path.Combine(folder, values)), values);
        var graph = new GraphBuilder(Name, size, weights, external);
        var output = Build(graph.Input);
        if (graph.Parameters != Parameters) throw new InvalidOperationException($"{Name} has {graph.Parameters} parameters, expected {Parameters}");
        var onnx = graph.ToOnnx(output);
        var path = System.IO.Path.Combine(folder, $"{Name}.onnx");
        File.WriteAllBytes(path, onnx);
        return (path, external.HashWith(onnx));
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

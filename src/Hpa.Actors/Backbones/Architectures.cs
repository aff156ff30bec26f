namespace Hpa.Actors.Backbones;

/// <summary>A network whose graph the project builds.</summary>
/// <param name="Name">Its name in the catalogue's <c>architecture</c> key; torchvision's, or timm's where torchvision has none.</param>
/// <param name="InputSize">Side of the inputs it was published for, pixels.</param>
/// <param name="Parameters">Number of learnable parameters; auxiliary heads, which serve training only, do not count.</param>
/// <param name="Build">From the input planes to the vector of 1000 numbers before the softmax.</param>
public sealed record Architecture(string Name, int InputSize, long Parameters, Func<Layer, Layer> Build)
{
    /// <summary>Beginnings of the names of parameters that a checkpoint may have and the network does not use: auxiliary heads.</summary>
    public IReadOnlyList<string> Unused { get; init; } = [];

    /// <summary>Beginnings of the names of a last layer to which a checkpoint may add a background class, before the 1000 others.</summary>
    public IReadOnlyList<string> Background { get; init; } = [];

    /// <summary>The file with the large tensors that <see cref="Write"/> puts beside an .onnx file.</summary>
    public static string ValuesOf(string onnx) => System.IO.Path.ChangeExtension(onnx, "values");

    /// <summary>Writes the network as <c>NAME.onnx</c> and, its large tensors, <c>NAME.values</c>.</summary>
    /// <param name="folder">An existing folder; files of these names are replaced.</param>
    /// <param name="size">Side of the square input, pixels.</param>
    /// <param name="weights">Values by parameter name.</param>
    /// <exception cref="ArgumentException">The network cannot take inputs of that size.</exception>
    /// <returns>Path of the .onnx file, one SHA-256 of both files in lower-case hex, and numbers in the largest output of a layer for one input.</returns>
    public (string Path, string Sha256, long Widest) Write(string folder, int size, IWeights weights)
    {
        var path = System.IO.Path.Combine(folder, $"{Name}.onnx");
        var values = System.IO.Path.GetFileName(ValuesOf(path));
        using var external = new ExternalValues(File.Create(System.IO.Path.Combine(folder, values)), values);
        var graph = new GraphBuilder(Name, size, weights, external);
        var output = Build(graph.Input);
        if (graph.Parameters != Parameters) throw new InvalidOperationException($"{Name} has {graph.Parameters} parameters, expected {Parameters}");
        var onnx = graph.ToOnnx(output);
        File.WriteAllBytes(path, onnx);
        return (path, external.HashWith(onnx), graph.Widest);
    }
}

/// <summary>The networks whose graphs the project builds.</summary>
public static class Architectures
{
    /// <summary>In alphabetical order.</summary>
    public static IReadOnlyList<Architecture> All { get; } =
    [
        new("alexnet", 227, 61_100_840, AlexNet.OneTower),
        new("densenet201", 224, 20_013_928, DenseNet.Depth201),
        new("googlenet", 224, 6_624_904, GoogLeNet.Version1) { Unused = ["aux1.", "aux2."] },
        new("inception_resnet_v2", 299, 55_843_464, InceptionResNet.Version2) { Background = ["classif."] },
        new("inception_v3", 299, 23_834_568, InceptionV3.Version3) { Unused = ["AuxLogits."] },
        new("mobilenet_v2", 224, 3_504_872, MobileNet.Version2),
        new("resnet101", 224, 44_549_160, ResNet.Depth101),
        new("resnet18", 224, 11_689_512, ResNet.Depth18),
        new("resnet50", 224, 25_557_032, ResNet.Depth50),
        new("squeezenet1_1", 227, 1_235_496, SqueezeNet.Version11),
        new("vgg16", 224, 138_357_544, Vgg.Depth16),
        new("vgg19", 224, 143_667_240, Vgg.Depth19),
    ];

    /// <summary>The architecture of a name, or null.</summary>
    public static Architecture? Find(string name) => All.FirstOrDefault(a => a.Name == name);
}

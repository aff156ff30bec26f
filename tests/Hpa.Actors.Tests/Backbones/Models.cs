using Hpa.Actors.Backbones;
using Hpa.Contracts.Backbones;

namespace Hpa.Actors.Tests.Backbones;

/// <summary>Temporary .onnx files and the specs that name them.</summary>
public sealed class Models : IDisposable
{
    public const int Size = 16;
    private readonly string _path = Directory.CreateTempSubdirectory("hpa-backbones-").FullName;

    /// <summary>Three channels in, the means of four filtered planes out.</summary>
    public static byte[] Tiny(ulong seed = 1)
    {
        var graph = new GraphBuilder("tiny", Size, new SeededWeights(seed, "tiny"));
        return graph.ToOnnx(graph.Input.Conv("conv", 4, kernel: 3, stride: 2).Relu().GlobalAveragePool().Flatten());
    }

    /// <summary>Where built networks are written.</summary>
    public string Scratch => Directory.CreateDirectory(Path.Combine(_path, "scratch")).FullName;

    /// <summary>The temporary folder.</summary>
    public string Folder => _path;

    public static BackboneSpec Built(string architecture, int size = 64, bool trained = false) =>
        new(architecture, architecture, "", "", size, [0, 0, 0], [1, 1, 1], "", trained);

    public BackboneSpec Of(byte[] onnx, string sha256 = "", int size = Size, string output = "") =>
        new("own", "", Write(onnx), sha256, size, [0, 0, 0], [1, 1, 1], output, true);

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private string Write(byte[] onnx)
    {
        var path = Path.Combine(_path, "own.onnx");
        File.WriteAllBytes(path, onnx);
        return path;
    }
}

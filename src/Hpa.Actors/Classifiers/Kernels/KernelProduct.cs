using Microsoft.ML.OnnxRuntime;

namespace Hpa.Actors.Classifiers.Kernels;

/// <summary>
/// Matrix products of tiles through ONNX Runtime on one thread: its single-precision product runs near the peak of a
/// core, OpenCV's at a twentieth of it. May be called from several threads at once.
/// </summary>
public sealed class KernelProduct : IDisposable
{
    private static readonly string[] Inputs = [GemmGraph.Left, GemmGraph.Right];
    private static readonly string[] Outputs = [GemmGraph.Product];
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();

    /// <summary>Opens the session.</summary>
    public KernelProduct()
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, EnableCpuMemArena = false };
        _session = new InferenceSession(GemmGraph.Bytes(), options);
    }

    /// <summary>Room for one product.</summary>
    internal static float[] Buffer() => new float[ScaledRows.Tile * ScaledRows.Tile];

    /// <summary>
    /// Inner products of the rows of two tiles. An entry's bits depend on its two rows alone: every entry is one chain of
    /// multiply-adds along d, cut in the same places wherever it is in the tile and whichever row is on the left.
    /// </summary>
    /// <param name="left">Rows of the product.</param>
    /// <param name="leftTile">Which tile of them.</param>
    /// <param name="right">Columns of the product, with the same d.</param>
    /// <param name="rightTile">Which tile of them.</param>
    /// <param name="product">Receives [256 × 256] row-major; 0 where a tile has no row.</param>
    public void Multiply(ScaledRows left, int leftTile, ScaledRows right, int rightTile, float[] product)
    {
        const int tile = ScaledRows.Tile;
        using var a = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, left.TileValues(leftTile), [tile, left.Dimensions]);
        using var b = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, right.TileValues(rightTile), [tile, right.Dimensions]);
        using var c = OrtValue.CreateTensorValueFromMemory(product, [tile, tile]);
        _session.Run(_options, Inputs, [a, b], Outputs, [c]);
    }

    /// <summary>Inner products of the rows of two matrices of any shape.</summary>
    /// <param name="left">[leftRows × dimensions] row-major.</param>
    /// <param name="leftRows">Rows of the product.</param>
    /// <param name="right">[rightRows × dimensions] row-major.</param>
    /// <param name="rightRows">Columns of the product.</param>
    /// <param name="dimensions">d.</param>
    /// <param name="product">Receives [leftRows × rightRows] row-major.</param>
    internal void Multiply(Memory<float> left, int leftRows, Memory<float> right, int rightRows, int dimensions, Memory<float> product)
    {
        using var a = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, left, [leftRows, dimensions]);
        using var b = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, right, [rightRows, dimensions]);
        using var c = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, product, [leftRows, rightRows]);
        _session.Run(_options, Inputs, [a, b], Outputs, [c]);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _options.Dispose();
        _session.Dispose();
    }
}

using Hpa.Contracts.Cells;
using OpenCvSharp;

namespace Hpa.Actors.Cells.Cellpose;

/// <summary>
/// A field at a Cellpose network: first tiles at the network's scale, then the averaged answers, brought back to the field's
/// size before the masks are made, as the reference does, so that outlines have the field's resolution.
/// </summary>
internal sealed class CellposeSegmentation : ISegmentation
{
    private const int InputChannels = 2;
    private const int Planes = 3;

    private readonly CellposeSettings _settings;
    private readonly FlowMasks _masks;
    private readonly Size _field;
    private readonly Size _scaled;
    private readonly TileGrid? _grid;

    public CellposeSegmentation(Mat nuclei, CellposeScale scale, CellposeSettings settings)
    {
        _settings = settings;
        _field = nuclei.Size();
        _masks = new FlowMasks(settings.Probability, settings.FlowError, scale.Steps(_field.Height, _field.Width));
        if (nuclei.Empty()) return;
        var (height, width) = scale.Of(_field.Height, _field.Width);
        _scaled = new Size(width, height);
        using var stretched = NucleiContrast.Stretch(nuclei);
        if (stretched is null) return;
        using var scaled = stretched.Resize(_scaled, 0, 0, InterpolationFlags.Linear);
        _grid = new TileGrid(height, width, settings.Tile);
        Tiles = new NetworkTiles(_grid.Cut(scaled.AsSpan<float>(), InputChannels), _grid.Count);
    }

    /// <summary>None for a field of one grey value, in which there is nothing to find.</summary>
    public NetworkTiles? Tiles { get; }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">Not one answer of [3 × tile × tile] for each tile.</exception>
    public Mat Finish(IReadOnlyList<float[]> answers)
    {
        if (answers.Count != (_grid?.Count ?? 0) || answers.Any(a => a.Length != Planes * _settings.Tile * _settings.Tile))
            throw new ArgumentException($"expected {_grid?.Count ?? 0} answers of {Planes} x {_settings.Tile} x {_settings.Tile} numbers", nameof(answers));
        if (_grid is null) return new Mat(_field, MatType.CV_32SC1, Scalar.All(0));
        using var down = OnField(answers, 0);
        using var right = OnField(answers, 1);
        using var logits = OnField(answers, 2);
        var labels = _masks.Of(_field.Height, _field.Width, down.AsSpan<float>(), right.AsSpan<float>(), logits.AsSpan<float>());
        var result = new Mat(_field, MatType.CV_32SC1);
        labels.Values.CopyTo(result.AsSpan<int>());
        return result;
    }

    /// <summary>Nothing is held that the runtime would not free by itself.</summary>
    public void Dispose()
    {
    }

    private Mat OnField(IReadOnlyList<float[]> answers, int plane)
    {
        using var averaged = Mat.FromPixelData(_scaled.Height, _scaled.Width, MatType.CV_32FC1, _grid!.Average(answers, plane));
        return averaged.Resize(_field, 0, 0, InterpolationFlags.Linear);
    }
}

using Hpa.Contracts.Datasets;
using Hpa.Contracts.Images;
using OpenCvSharp;

namespace Hpa.Actors.Datasets.Synthesis;

/// <summary>Collects the light of all cells of a field, channel by channel.</summary>
internal sealed class FieldPainter : IDisposable
{
    private readonly Dictionary<Channel, Mat> _light;
    private readonly (int Class, float Weight)[] _patterns;
    private readonly int _size;

    /// <summary>With several labels each pattern gets its own random weight.</summary>
    public FieldPainter(int size, LabelSet labels, Dice dice)
    {
        _size = size;
        _light = Enum.GetValues<Channel>().ToDictionary(c => c, _ => new Mat(size, size, MatType.CV_32FC1, Scalar.All(0)));
        _patterns = labels.Classes.Select(c => (c, labels.Count == 1 ? 1 : dice.Between(0.55, 1))).ToArray();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var mat in _light.Values) mat.Dispose();
    }

    /// <summary>Adds a cell to all channels.</summary>
    public void Add(Cell cell, Dice dice)
    {
        if (cell.Left >= _size || cell.Top >= _size || cell.Left + cell.Side <= 0 || cell.Top + cell.Side <= 0) return;
        Add(cell, Channel.Blue, Stains.Nucleus, 0.2, 1, dice.At("blue"));
        Add(cell, Channel.Red, Stains.Microtubules, 0.25, 1, dice.At("red"));
        Add(cell, Channel.Yellow, Stains.Reticulum, 0.25, 1, dice.At("yellow"));
        foreach (var (c, weight) in _patterns)
            Add(cell, Channel.Green, PatternTable.ByClass[c], 0.3, weight, dice.At("green").At(c));
    }

    /// <summary>What the microscope makes of a channel's light: 8-bit grey.</summary>
    public Mat Expose(Channel channel, double unit, Dice dice) => Microscope.Expose(_light[channel], unit, dice);

    /// <summary>Stained cells differ: the level is lognormal with the given deviation.</summary>
    private void Add(Cell cell, Channel channel, Pattern pattern, double deviation, float weight, Dice dice)
    {
        using var layer = new Layer(cell.Side);
        var level = weight * MathF.Exp(dice.At("level").Normal(deviation));
        pattern(cell, layer, dice);
        var light = _light[channel].AsSpan<float>();
        for (var i = 0; i < layer.Length; i++)
        {
            var (x, y) = (cell.Left + i % cell.Side, cell.Top + i / cell.Side);
            if (layer[i] != 0 && x >= 0 && y >= 0 && x < _size && y < _size && cell.Holds(i)) light[y * _size + x] += level * layer[i];
        }
    }
}

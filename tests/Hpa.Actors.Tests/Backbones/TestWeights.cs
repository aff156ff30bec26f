using Hpa.Actors.Backbones;

namespace Hpa.Actors.Tests.Backbones;

/// <summary>The rule of Fixtures/torchvision.py.</summary>
internal sealed class TestWeights : IWeights
{
    public void Read(string name, int[] shape, double gain, Action<ReadOnlySpan<float>> write)
    {
        var values = new float[shape.Aggregate(1, (product, side) => product * side)];
        var scale = Math.Sqrt(24.0 * shape[0] / values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            var t = Math.Sin(i + 1) * 43758.5453;
            t = t - Math.Floor(t) - 0.5;
            values[i] = (float)(shape.Length > 1 ? t * scale
                : name.EndsWith("running_var", StringComparison.Ordinal) ? 1 + t / 2
                : name.EndsWith(".weight", StringComparison.Ordinal) ? 1 + t / 4
                : t / 10);
        }

        write(values);
    }
}

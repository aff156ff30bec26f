using System.Numerics.Tensors;
using Hpa.Contracts.Images;
using OpenCvSharp;

namespace Hpa.Actors.Images;

/// <summary>
/// A picture, a whole field or a region of a cell, as network inputs. Each channel is resized once per input size and shared
/// by all combinations and networks of that size. Safe to use from several threads.
/// </summary>
/// <param name="picture">Channels red, green, blue, yellow: CV_8UC1 or CV_16UC1 of one size; there as long as new sizes are asked for.</param>
public sealed class NetworkInputs(IReadOnlyList<Mat> picture) : IDisposable
{
    /// <summary>Everything that shapes an input besides the network's own size, mean and deviation. A change of the code changes the version.</summary>
    public const string Preprocessing =
        "hpa-inputs v1: samples divided by full scale (8 bit 255, 16 bit 65535) in float32; of colour files red R, green G, blue B, yellow max(R,G); "
        + "whole field resized to the square input of the network without regard to aspect, OpenCV INTER_AREA when neither side grows, else INTER_LINEAR; "
        + "input k of a combination such as ygb is the channel named by its k-th letter (r g b y), as (x - mean_k) / std_k";

    /// <summary>Versions of the libraries behind the numbers, by name; for the manifest.</summary>
    public static IReadOnlyDictionary<string, string> RuntimeVersions { get; } =
        new SortedDictionary<string, string>(StringComparer.Ordinal) { ["opencv"] = Cv2.GetVersionString() ?? "unknown" };

    private readonly Lock _gate = new();
    private readonly Dictionary<(Channel, int), Mat> _planes = [];

    /// <summary>The inputs of a whole field.</summary>
    public NetworkInputs(Field field)
        : this(field.Planes)
    {
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var plane in _planes.Values) plane.Dispose();
    }

    /// <summary>One channel of the whole picture, [size × size] row-major in [0, 1], until this is disposed.</summary>
    public ReadOnlySpan<float> Plane(Channel channel, int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        lock (_gate)
        {
            if (!_planes.TryGetValue((channel, size), out var plane)) _planes[(channel, size)] = plane = Resize(channel, size);
            return plane.AsSpan<float>();
        }
    }

    /// <summary>Writes the inputs of all combinations: (plane − mean_k) / std_k.</summary>
    /// <param name="tensor">[combinations × 3 × size × size] row-major; exactly as long.</param>
    /// <param name="combinations">What the three inputs get, in the order of the first dimension.</param>
    /// <param name="size">Side of the square input, pixels.</param>
    /// <param name="mean">Per input, on the scale where 1 is white; three numbers.</param>
    /// <param name="std">Per input, on the same scale; three positive numbers.</param>
    /// <exception cref="ArgumentException">The tensor or a list has another length.</exception>
    public void Fill(Span<float> tensor, IReadOnlyList<Combination> combinations, int size, IReadOnlyList<double> mean, IReadOnlyList<double> std)
    {
        var area = size * size;
        if (tensor.Length != combinations.Count * 3 * area)
            throw new ArgumentException($"length {tensor.Length}, expected {combinations.Count} x 3 x {size} x {size}", nameof(tensor));
        if (mean.Count != 3 || std.Count != 3) throw new ArgumentException("expected three means and three deviations", nameof(mean));
        foreach (var combination in combinations)
        {
            for (var k = 0; k < 3; k++)
            {
                var target = tensor[..area];
                TensorPrimitives.Subtract(Plane(At(combination, k), size), (float)mean[k], target);
                TensorPrimitives.Divide(target, (float)std[k], target);
                tensor = tensor[area..];
            }
        }
    }

    private static Channel At(Combination combination, int input) => input switch
    {
        0 => combination.First,
        1 => combination.Second,
        _ => combination.Third,
    };

    private Mat Resize(Channel channel, int size)
    {
        // Not kept for other sizes: of a large field it would be the largest thing in memory.
        using var scaled = new Mat();
        var original = picture[(int)channel];
        original.ConvertTo(scaled, MatType.CV_32FC1, 1.0 / (original.Depth() == MatType.CV_8U ? byte.MaxValue : ushort.MaxValue));
        var shrinks = scaled.Width >= size && scaled.Height >= size;
        return scaled.Resize(new Size(size, size), 0, 0, shrinks ? InterpolationFlags.Area : InterpolationFlags.Linear);
    }
}

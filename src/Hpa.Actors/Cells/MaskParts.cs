using OpenCvSharp;

namespace Hpa.Actors.Cells;

/// <summary>The connected parts of a mask, each one nucleus or several that touch, and how deep its pixels lie.</summary>
internal sealed class MaskParts : IDisposable
{
    private readonly Mat _statistics = new();

    /// <summary>Finds the parts.</summary>
    /// <param name="mask">CV_8UC1, 255 in nuclei; there until this is disposed.</param>
    public MaskParts(Mat mask)
    {
        Mask = mask;
        Cv2.DistanceTransform(mask, Distance, DistanceTypes.L2, DistanceTransformMasks.Mask5);
        using var centres = new Mat();
        Count = Cv2.ConnectedComponentsWithStats(mask, Labels, _statistics, centres, PixelConnectivity.Connectivity4);
    }

    /// <summary>255 in nuclei.</summary>
    public Mat Mask { get; }

    /// <summary>CV_32SC1: 0 = background, parts from 1.</summary>
    public Mat Labels { get; } = new();

    /// <summary>CV_32FC1: distance to the background, pixels.</summary>
    public Mat Distance { get; } = new();

    /// <summary>Number of parts, background included.</summary>
    public int Count { get; }

    /// <summary>Bounding box of a part.</summary>
    public Rect BoxOf(int part) => new(
        Value(part, ConnectedComponentsTypes.Left), Value(part, ConnectedComponentsTypes.Top),
        Value(part, ConnectedComponentsTypes.Width), Value(part, ConnectedComponentsTypes.Height));

    /// <summary>Diameter of a usual nucleus, pixels: the median over the mask's pixels of twice the largest distance in their part; 0 for an empty mask.</summary>
    public double UsualDiameter()
    {
        var widest = new float[Count];
        var part = Labels.AsSpan<int>();
        var depth = Distance.AsSpan<float>();
        for (var i = 0; i < part.Length; i++)
            if (depth[i] > widest[part[i]]) widest[part[i]] = depth[i];
        var areas = Enumerable.Range(0, Count).Select(p => p == 0 ? 0 : Value(p, ConnectedComponentsTypes.Area)).ToArray();
        var half = areas.Sum(a => (long)a) / 2;
        foreach (var p in Enumerable.Range(1, Count - 1).OrderBy(p => widest[p]))
            if ((half -= areas[p]) <= 0) return 2 * widest[p];
        return 0;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _statistics.Dispose();
        Labels.Dispose();
        Distance.Dispose();
    }

    private int Value(int part, ConnectedComponentsTypes column) => _statistics.At<int>(part, (int)column);
}

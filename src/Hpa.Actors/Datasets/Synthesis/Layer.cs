using System.Numerics;
using OpenCvSharp;

namespace Hpa.Actors.Datasets.Synthesis;

/// <summary>
/// What one pattern of one cell adds to a channel: [side × side] row-major intensities in the cell's own window, 0 = dark,
/// about 1 = bright. Shapes are added with soft edges, so nothing is jagged.
/// </summary>
internal sealed unsafe class Layer : IDisposable
{
    private const float Reach = 2.6f;

    private readonly int _side;
    private readonly float* _pixels;

    /// <summary>A dark layer of side × side pixels.</summary>
    public Layer(int side)
    {
        _side = side;
        Mat = new Mat(side, side, MatType.CV_32FC1, Scalar.All(0));
        _pixels = (float*)Mat.Data;
    }

    /// <summary>The pixels as a matrix; keep its size and type.</summary>
    public Mat Mat { get; }

    /// <summary>Number of pixels.</summary>
    public int Length => _side * _side;

    /// <summary>A pixel, row after row.</summary>
    public float this[int pixel]
    {
        get => _pixels[pixel];
        set => _pixels[pixel] = value;
    }

    /// <summary>Adds a value to each pixel.</summary>
    /// <param name="value">By pixel number.</param>
    public void Add(Func<int, float> value)
    {
        for (var i = 0; i < Length; i++) _pixels[i] += value(i);
    }

    /// <inheritdoc />
    public void Dispose() => Mat.Dispose();

    /// <summary>A Gaussian spot.</summary>
    public void Spot(Vector2 at, float sigma, float amplitude)
    {
        var reach = Reach * sigma;
        var (left, right) = Range(at.X, reach);
        var (top, bottom) = Range(at.Y, reach);
        if (left > right) return;
        var fall = -0.5f / (sigma * sigma);
        Span<float> row = stackalloc float[right - left + 1];
        for (var x = left; x <= right; x++) row[x - left] = MathF.Exp(fall * (x - at.X) * (x - at.X));
        for (var y = top; y <= bottom; y++)
        {
            var factor = amplitude * MathF.Exp(fall * (y - at.Y) * (y - at.Y));
            var line = _pixels + y * _side + left;
            for (var x = 0; x < row.Length; x++) line[x] += factor * row[x];
        }
    }

    /// <summary>A line through points with a Gaussian profile.</summary>
    public void Stroke(ReadOnlySpan<Vector2> points, float sigma, float amplitude)
    {
        // Spots s apart sum to √(2π) σ / s times one spot.
        var spacing = MathF.Max(0.6f, 0.9f * sigma);
        var each = amplitude * spacing / (MathF.Sqrt(MathF.Tau) * sigma);
        var ahead = 0f;
        for (var i = 1; i < points.Length; i++)
        {
            var step = points[i] - points[i - 1];
            var length = step.Length();
            for (; ahead < length; ahead += spacing) Spot(points[i - 1] + step * (ahead / length), sigma, each);
            ahead -= length;
        }
    }

    /// <summary>A ring with a Gaussian profile.</summary>
    public void Ring(Vector2 at, float radius, float sigma, float amplitude) =>
        Shape(at, radius + Reach * sigma, (distance, _) => amplitude * MathF.Exp(-0.5f * (distance - radius) * (distance - radius) / (sigma * sigma)));

    /// <summary>A filled disc with an edge one pixel wide.</summary>
    public void Disc(Vector2 at, float radius, float amplitude) =>
        Shape(at, radius + 1, (distance, _) => amplitude * Math.Clamp(radius - distance + 0.5f, 0, 1));

    /// <summary>A filled outline with an edge one pixel wide.</summary>
    public void Blob(Vector2 at, Outline outline, float amplitude) =>
        Shape(at, outline.Largest + 1, (distance, angle) => amplitude * Math.Clamp(outline.Towards(angle) - distance + 0.5f, 0, 1));

    private void Shape(Vector2 at, float reach, Func<float, float, float> value)
    {
        var (left, right) = Range(at.X, reach);
        var (top, bottom) = Range(at.Y, reach);
        for (var y = top; y <= bottom; y++)
            for (var x = left; x <= right; x++)
            {
                var (dx, dy) = (x - at.X, y - at.Y);
                _pixels[y * _side + x] += value(MathF.Sqrt(dx * dx + dy * dy), MathF.Atan2(dy, dx));
            }
    }

    private (int First, int Last) Range(float centre, float reach) =>
        ((int)MathF.Max(0, MathF.Ceiling(centre - reach)), (int)MathF.Min(_side - 1, MathF.Floor(centre + reach)));
}

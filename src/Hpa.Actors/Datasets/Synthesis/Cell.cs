using System.Numerics;
using OpenCvSharp;

namespace Hpa.Actors.Datasets.Synthesis;

/// <summary>
/// One cell in its own window [side × side], with the distances that painters place things by. Lengths in painters are
/// in <see cref="Unit"/>s, so that a data set with other cell diameters looks the same, only larger or smaller.
/// </summary>
internal sealed class Cell : IDisposable
{
    private readonly Lazy<Layer> _neighbourDistance;
    private readonly Lazy<Organelles> _organelles;

    /// <summary>Cuts cell <paramref name="index"/> out of a field.</summary>
    public Cell(FieldGeometry field, int index, Dice dice)
    {
        Plan = field.Plans[index];
        Side = 2 * Plan.Reach + 1;
        Unit = (float)(field.Diameter / 110);
        Left = Plan.X - Side / 2;
        Top = Plan.Y - Side / 2;
        var places = Cut(field, (ushort)(index + 1));
        BodyDepth = Distance(places, place => place is Place.Cytoplasm or Place.Nucleus);
        NucleusDepth = Distance(places, place => place == Place.Nucleus);
        NucleusDistance = Distance(places, place => place != Place.Nucleus);
        _neighbourDistance = new Lazy<Layer>(() => Distance(places, place => place != Place.Neighbour));
        _organelles = new Lazy<Organelles>(() => new Organelles(this, dice));
    }

    /// <summary>Shape and phase.</summary>
    public CellPlan Plan { get; }

    /// <summary>Side of the window, pixels.</summary>
    public int Side { get; }

    /// <summary>Pixels per 1/110 of a usual cell's diameter.</summary>
    public float Unit { get; }

    /// <summary>Left edge of the window in the field.</summary>
    public int Left { get; }

    /// <summary>Upper edge of the window in the field.</summary>
    public int Top { get; }

    /// <summary>The centre in the window.</summary>
    public Vector2 Centre => new(Side / 2);

    /// <summary>Distance to the cell's edge, 0 outside, pixels.</summary>
    public Layer BodyDepth { get; }

    /// <summary>Distance to the nucleus's edge, 0 outside the nucleus, pixels.</summary>
    public Layer NucleusDepth { get; }

    /// <summary>Distance to the nucleus, 0 inside it, pixels.</summary>
    public Layer NucleusDistance { get; }

    /// <summary>Distance to the nearest other cell, pixels.</summary>
    public Layer NeighbourDistance => _neighbourDistance.Value;

    /// <summary>What several channels must agree on.</summary>
    public Organelles Organelles => _organelles.Value;

    /// <inheritdoc />
    public void Dispose()
    {
        BodyDepth.Dispose();
        NucleusDepth.Dispose();
        NucleusDistance.Dispose();
        if (_neighbourDistance.IsValueCreated) _neighbourDistance.Value.Dispose();
        if (_organelles.IsValueCreated) _organelles.Value.Dispose();
    }

    /// <summary>Whether a pixel is in the cell but not in its nucleus.</summary>
    public bool InCytoplasm(int pixel) => BodyDepth[pixel] > 0 && NucleusDepth[pixel] == 0;

    /// <summary>Whether the cell's stains may show at a pixel: in its body, or on the bridge to the other daughter.</summary>
    public bool Holds(int pixel)
    {
        if (BodyDepth[pixel] > 0) return true;
        if (Plan.Phase != Phase.Cytokinesis) return false;
        var offset = new Vector2(pixel % Side, pixel / Side) - Centre;
        var towards = Vector2.Normalize(Plan.Partner);
        var along = Vector2.Dot(offset, towards);
        return along > 0 && 2 * along < Plan.Partner.Length() + 1 && (offset - along * towards).Length() < 5 * Unit;
    }

    /// <summary>0 at the nucleus, 1 at the cell's edge; only meaningful in the cytoplasm.</summary>
    public float Outwards(int pixel) => NucleusDistance[pixel] / (NucleusDistance[pixel] + BodyDepth[pixel] + 1e-3f);

    /// <summary>The pixel at a point; −1 outside the window.</summary>
    public int PixelAt(Vector2 at)
    {
        var (x, y) = ((int)MathF.Round(at.X), (int)MathF.Round(at.Y));
        return x < 0 || y < 0 || x >= Side || y >= Side ? -1 : y * Side + x;
    }

    /// <summary>A random point where <paramref name="density"/> (0 … 1, by pixel) lets it fall; null after 200 misses.</summary>
    public Vector2? Pick(Dice dice, Func<int, float> density)
    {
        var reach = Math.Min(Side / 2f - 1, Plan.Body.Largest);
        for (var tries = 0; tries < 200; tries++)
        {
            var at = Centre + new Vector2(dice.Between(-reach, reach), dice.Between(-reach, reach));
            if (PixelAt(at) is >= 0 and var pixel && dice.Chance(density(pixel))) return at;
        }

        return null;
    }

    /// <summary>Up to <paramref name="count"/> random points.</summary>
    public IEnumerable<Vector2> PickMany(Dice dice, int count, Func<int, float> density)
    {
        for (var i = 0; i < count; i++)
            if (Pick(dice, density) is { } at) yield return at;
    }

    /// <summary>Direction in which a distance grows fastest, length 1 or 0.</summary>
    public Vector2 Uphill(Layer distance, Vector2 at)
    {
        var (x, y) = (Math.Clamp((int)MathF.Round(at.X), 1, Side - 2), Math.Clamp((int)MathF.Round(at.Y), 1, Side - 2));
        var slope = new Vector2(
            distance[y * Side + x + 1] - distance[y * Side + x - 1], distance[(y + 1) * Side + x] - distance[(y - 1) * Side + x]);
        return slope == Vector2.Zero ? slope : Vector2.Normalize(slope);
    }

    private enum Place : byte
    {
        Free,
        Neighbour,
        Cytoplasm,
        Nucleus,
    }

    private Place[] Cut(FieldGeometry field, ushort number)
    {
        var places = new Place[Side * Side];
        for (var i = 0; i < places.Length; i++)
        {
            var (x, y) = (Left + i % Side, Top + i / Side);
            var owner = field.Owner(x, y);
            places[i] = owner == 0 ? Place.Free
                : owner != number ? Place.Neighbour
                : field.InNucleus(x, y) ? Place.Nucleus : Place.Cytoplasm;
        }

        return places;
    }

    private Layer Distance(Place[] places, Func<Place, bool> inside)
    {
        Span<byte> values = stackalloc byte[4];
        for (var place = 0; place < values.Length; place++) values[place] = inside((Place)place) ? (byte)255 : (byte)0;
        using var mask = new Mat(Side, Side, MatType.CV_8UC1);
        var pixels = mask.AsSpan<byte>();
        for (var i = 0; i < pixels.Length; i++) pixels[i] = values[(int)places[i]];
        var distance = new Layer(Side);
        Cv2.DistanceTransform(mask, distance.Mat, DistanceTypes.L2, DistanceTransformMasks.Mask5);
        return distance;
    }
}

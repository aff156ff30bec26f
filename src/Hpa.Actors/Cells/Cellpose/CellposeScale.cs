using Hpa.Contracts.Images;

namespace Hpa.Actors.Cells.Cellpose;

/// <summary>How fields are scaled so that their nuclei have the size that the network knows.</summary>
/// <param name="Trained">Diameter of nuclei it was trained on, pixels.</param>
/// <param name="Expected">Diameter of a usual nucleus in the fields, pixels.</param>
internal sealed record CellposeScale(double Trained, double Expected)
{
    /// <summary>Steps of a path at the network's own scale.</summary>
    public const int UsualSteps = 200;

    /// <summary>Pixels of a field at the network's scale: inputs and answers take about 30 bytes for each, half a gigabyte in all.</summary>
    private const double LargestField = 1 << 24;

    /// <summary>Sides of a field at the network's scale, at least a pixel each.</summary>
    /// <exception cref="ImageFaultException">They are too large for the memory of a usual machine.</exception>
    public (int Height, int Width) Of(int height, int width)
    {
        var (h, w) = (Math.Max(1, Math.Floor(height * Trained / Expected)), Math.Max(1, Math.Floor(width * Trained / Expected)));
        return h * w <= LargestField
            ? ((int)h, (int)w)
            : throw new ImageFaultException("segment", "", FormattableString.Invariant(
                $"a field of {width} x {height} pixels is {w} x {h} at the scale of the network, more than {LargestField:n0} pixels: check hpa.cells.pixel-size and hpa.cells.cellpose.diameter, or cut the field"));
    }

    /// <summary>Steps of a path over a field: as many more as it is larger than at the network's scale, but never more than its ways are long.</summary>
    public int Steps(int height, int width) => (int)Math.Clamp(UsualSteps * Expected / Trained, 1, 2.0 * (height + width) + UsualSteps);
}

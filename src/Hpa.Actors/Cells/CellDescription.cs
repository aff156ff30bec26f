using System.Globalization;
using Hpa.Contracts.Cells;

namespace Hpa.Actors.Cells;

/// <summary>How cells become pictures, in words for the manifest.</summary>
public static class CellDescription
{
    /// <summary>Everything that shapes a region's picture and the pooling, besides which regions there are. A change of the code changes the version.</summary>
    public static string Of(ISegmenter segmenter, CellSettings settings) => string.Create(CultureInfo.InvariantCulture,
        $"hpa-cells v1: {segmenter.Description}; pixels of {settings.PixelSize} um; without {Words(settings)} (nuclei of {settings.MinDiameter} to {settings.MaxDiameter} um, solidity {settings.MinSolidity} or more); "
        + $"at most {settings.MaxPerImage}, every k-th; membrane {settings.MembraneInside} um inside and {settings.MembraneOutside} um outside; square with margin {settings.Margin}, zeros outside the region; pooled by {string.Join(' ', settings.Pool).ToLowerInvariant()}");

    private static string Words(CellSettings settings) => settings.LeaveOut.ToString().ToLowerInvariant();
}

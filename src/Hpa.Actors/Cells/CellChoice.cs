using Hpa.Contracts.Cells;
using OpenCvSharp;

namespace Hpa.Actors.Cells;

/// <summary>Which cells of a field go through the networks, and what of them.</summary>
public static class CellChoice
{
    /// <summary>
    /// Chooses cells without a flag that the settings leave out, at most <see cref="CellSettings.MaxPerImage"/>: every k-th in
    /// the order of their numbers, which spreads them over the field, so that the choice is a function of the label map.
    /// </summary>
    /// <param name="labels">CV_32SC1 of the field's size, 0 = background, nuclei 1 … n.</param>
    /// <param name="settings">What is plausible, how many, which regions.</param>
    public static FieldCells Of(Mat labels, CellSettings settings)
    {
        var nuclei = Nuclei.Measure(labels, settings);
        var usable = nuclei.Where(n => (n.Facts.Flags & settings.LeaveOut) == CellFlags.None).ToArray();
        var count = Math.Min(settings.MaxPerImage, usable.Length);
        var chosen = Enumerable.Range(0, count).Select(i => usable[(int)((long)i * usable.Length / count)]).ToArray();
        var numbers = chosen.Select(c => c.Facts.Number).ToHashSet();
        return new FieldCells(
            [.. nuclei.Select(n => n.Facts with { Used = numbers.Contains(n.Facts.Number) })],
            [.. chosen.Select(c => new ChosenCell(c.Facts.Number, [.. settings.Regions.Select(region => RegionShape.Of(labels, c.Facts.Number, c.Box, region, settings))]))]);
    }
}

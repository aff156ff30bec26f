namespace Hpa.Contracts.Cells;

/// <summary>One nucleus of a field; its cell has its number.</summary>
/// <param name="Number">From 1, in the order of the topmost, then leftmost pixels.</param>
/// <param name="X">Centre of mass, pixels from the left.</param>
/// <param name="Y">Centre of mass, pixels from the top.</param>
/// <param name="Area">Square micrometres.</param>
/// <param name="Eccentricity">Of the ellipse with the same second moments, in [0, 1): 0 for a circle.</param>
/// <param name="Solidity">Area over the area of the convex hull, in (0, 1].</param>
/// <param name="Flags">What is wrong with it.</param>
/// <param name="Used">Whether its regions went through the networks.</param>
public sealed record CellFacts(int Number, double X, double Y, double Area, double Eccentricity, double Solidity, CellFlags Flags, bool Used);

/// <summary>The nuclei of a field in numbers. A nucleus with several flags counts for each.</summary>
/// <param name="Found">Nuclei found.</param>
/// <param name="Used">Cells behind the field's pooled features; 0 means that it has none.</param>
/// <param name="Border">Nuclei with <see cref="CellFlags.Border"/>.</param>
/// <param name="Small">Nuclei with <see cref="CellFlags.Small"/>.</param>
/// <param name="Large">Nuclei with <see cref="CellFlags.Large"/>.</param>
/// <param name="Irregular">Nuclei with <see cref="CellFlags.Irregular"/>.</param>
/// <param name="Failed">Cells that were chosen and could not be processed.</param>
public sealed record CellCounts(int Found, int Used, int Border, int Small, int Large, int Irregular, int Failed)
{
    /// <summary>Counts the nuclei of a field.</summary>
    /// <param name="cells">All nuclei.</param>
    /// <param name="failed">Cells that could not be processed.</param>
    public static CellCounts Of(IReadOnlyList<CellFacts> cells, int failed)
    {
        int With(CellFlags flag) => cells.Count(c => c.Flags.HasFlag(flag));
        return new CellCounts(
            cells.Count, cells.Count(c => c.Used), With(CellFlags.Border), With(CellFlags.Small), With(CellFlags.Large), With(CellFlags.Irregular), failed);
    }

    /// <summary>The sum over fields.</summary>
    public static CellCounts operator +(CellCounts a, CellCounts b) => new(
        a.Found + b.Found, a.Used + b.Used, a.Border + b.Border, a.Small + b.Small, a.Large + b.Large, a.Irregular + b.Irregular, a.Failed + b.Failed);
}

using Hpa.Contracts.Features;

namespace Hpa.Contracts.Cells;

/// <summary>The nuclei of a field, and those whose cells go through the networks.</summary>
/// <param name="All">Every nucleus, by number.</param>
/// <param name="Chosen">Some of them, by number; facts of theirs say <see cref="CellFacts.Used"/>.</param>
public sealed record FieldCells(IReadOnlyList<CellFacts> All, IReadOnlyList<ChosenCell> Chosen);

/// <summary>A cell that goes through the networks.</summary>
/// <param name="Number">Number of its nucleus.</param>
/// <param name="Regions">Its regions, in the order of the settings.</param>
public sealed record ChosenCell(int Number, IReadOnlyList<RegionMask> Regions);

/// <summary>The pixels of a region in a square of the field, which may reach beyond the field.</summary>
/// <param name="Region">Nucleus or membrane.</param>
/// <param name="Left">First column of the square in the field; may be negative.</param>
/// <param name="Top">First row of the square in the field; may be negative.</param>
/// <param name="Side">Side of the square, pixels; positive.</param>
/// <param name="Pixels">[side × side] row-major: 255 in the region, else 0.</param>
public sealed record RegionMask(Region Region, int Left, int Top, int Side, byte[] Pixels);

/// <summary>What a group of networks said about a field's cells. Stays on the node.</summary>
/// <param name="Cells">The cells, for the next group.</param>
/// <param name="Pooled">By network: one vector per region and combination, regions outside; empty lists without a usable cell.</param>
/// <param name="Single">By number of the cell, then as <paramref name="Pooled"/>; only where rows per cell are asked for.</param>
/// <param name="Failed">Numbers of the cells that a network failed on.</param>
public sealed record CellsExtracted(
    FieldCells Cells,
    IReadOnlyDictionary<string, IReadOnlyList<float[]>> Pooled,
    IReadOnlyDictionary<int, IReadOnlyDictionary<string, IReadOnlyList<float[]>>> Single,
    IReadOnlyList<int> Failed);

/// <summary>The cells of a field could not be found or processed at all.</summary>
/// <param name="Stage">Where it failed.</param>
/// <param name="Reason">One line.</param>
public sealed record CellsFailed(string Stage, string Reason);

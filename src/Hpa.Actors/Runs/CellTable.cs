using System.Globalization;
using Hpa.Contracts.Cells;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Runs;

/// <summary>
/// report/tables/cells.csv: <c>Id,Found,Used,Border,Small,Large,Irregular,Failed</c>, the nuclei of every image that was
/// not set aside, in the order of ids. A nucleus with several flags counts for each.
/// </summary>
internal static class CellTable
{
    /// <summary>Writes the table.</summary>
    public static void Write(string path, IEnumerable<(ImageId Id, CellCounts Counts)> rows) => CsvTable.Write(
        path, ["Id", "Found", "Used", "Border", "Small", "Large", "Irregular", "Failed"],
        rows.OrderBy(row => row.Id).Select(row => (string[])
        [
            row.Id.Value,
            .. new[] { row.Counts.Found, row.Counts.Used, row.Counts.Border, row.Counts.Small, row.Counts.Large, row.Counts.Irregular, row.Counts.Failed }
                .Select(count => count.ToString(CultureInfo.InvariantCulture)),
        ]));
}

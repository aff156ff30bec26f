using System.Globalization;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>quarantine.csv: <c>Id,Stage,Path,Reason,Attempts</c>, sorted by id.</summary>
public static class QuarantineFile
{
    /// <summary>Writes the file, with its header alone when nothing is set aside.</summary>
    public static void Write(string path, IEnumerable<QuarantineEntry> entries) => CsvTable.Write(
        path, ["Id", "Stage", "Path", "Reason", "Attempts"],
        entries.OrderBy(e => e.Id).Select(e => new[]
        {
            e.Id.Value, e.Stage, e.Path, e.Reason, e.Attempts.ToString(CultureInfo.InvariantCulture),
        }));
}

using System.Globalization;
using CsvHelper;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;
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

    /// <summary>Reads the file.</summary>
    /// <exception cref="InputException">A row cannot be read; names file and row.</exception>
    public static IReadOnlyList<QuarantineEntry> Read(string path)
    {
        using var csv = CsvReader.FromFile(path);
        var entries = new List<QuarantineEntry>();
        try
        {
            while (csv.Read())
                entries.Add(new QuarantineEntry(ImageId.Parse(csv.GetString("Id")), csv.GetString("Stage"), csv.GetString("Path"), csv.GetString("Reason"), csv.Parse<int>("Attempts")));
        }
        catch (Exception fault) when (fault is FormatException or OverflowException or InputException or KeyNotFoundException)
        {
            throw new InputException($"{path}, row {csv.RowNumber}: {fault.Message.ReplaceLineEndings(" ")}", fault);
        }

        return entries;
    }
}

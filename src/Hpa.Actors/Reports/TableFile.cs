using CsvHelper;
using Hpa.Contracts;

namespace Hpa.Actors.Reports;

/// <summary>A file of report/tables: comma separated, one header row, LF, whole or not there.</summary>
internal static class TableFile
{
    private static readonly CsvWriterOptions Csv = CsvWriterOptions.Default with { NewLine = "\n" };

    public static void Write(string folder, string file, string[] header, IEnumerable<string[]> rows) =>
        DurableFile.Write(Path.Combine(folder, file), stream =>
        {
            using var csv = CsvWriter.Create(stream, Csv, leaveOpen: true);
            foreach (var row in rows.Prepend(header)) csv.WriteRecord(row);
        });
}

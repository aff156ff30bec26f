using CsvHelper;
using Hpa.Contracts;

namespace Hpa.Actors.Runs;

/// <summary>Comma separated files with one header row and LF, written so that a crash leaves the old one or the new one.</summary>
internal static class CsvTable
{
    private static readonly CsvWriterOptions Options = CsvWriterOptions.Default with { NewLine = "\n" };

    /// <summary>Writes a file.</summary>
    public static void Write(string path, string[] header, IEnumerable<string[]> rows) => DurableFile.Write(path, stream =>
    {
        using var csv = CsvWriter.Create(stream, Options, leaveOpen: true);
        foreach (var row in rows.Prepend(header)) csv.WriteRecord(row);
    });
}

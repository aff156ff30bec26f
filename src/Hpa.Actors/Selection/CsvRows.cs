using System.Globalization;
using CsvHelper;
using Hpa.Contracts;

namespace Hpa.Actors.Selection;

/// <summary>How the selection writes and reads its tables: comma separated, one header row, LF, durable.</summary>
internal static class CsvRows
{
    private static readonly CsvWriterOptions Csv = CsvWriterOptions.Default with { NewLine = "\n" };

    /// <summary>The shortest form that reads back to the same bits.</summary>
    public static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A whole number.</summary>
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A finite number of a row.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static double Number(CsvReader row, string column)
    {
        var number = row.Parse<double>(column);
        return double.IsFinite(number) ? number : throw new FormatException($"{column} is not a finite number");
    }

    /// <summary>Replaces the file.</summary>
    /// <exception cref="StorageException">No space, no permission, …; the old file is untouched.</exception>
    public static void Write(string path, string[] header, IEnumerable<string[]> rows) => DurableFile.Write(path, stream =>
    {
        using var csv = CsvWriter.Create(stream, Csv, leaveOpen: true);
        foreach (var row in rows.Prepend(header)) csv.WriteRecord(row);
    });

    /// <summary>Reads the file.</summary>
    /// <exception cref="InputException">It is missing or a row cannot be read; the message names file and row.</exception>
    public static List<T> Read<T>(string path, Func<CsvReader, T> parse)
    {
        if (!File.Exists(path)) throw new InputException($"{path} is missing, run `hpa select` on the run's folder");
        using var csv = CsvReader.FromFile(path);
        var rows = new List<T>();
        try
        {
            while (csv.Read()) rows.Add(parse(csv));
        }
        catch (Exception fault) when (fault is FormatException or OverflowException or SettingsException or KeyNotFoundException)
        {
            throw new InputException($"{path}, row {csv.RowNumber}: {fault.Message.ReplaceLineEndings(" ")}", fault);
        }

        return rows;
    }
}

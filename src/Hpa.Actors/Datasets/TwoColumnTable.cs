using CsvHelper;
using Hpa.Contracts;

namespace Hpa.Actors.Datasets;

/// <summary>The room's tables: a header of two names, then rows of two fields; blank lines are skipped.</summary>
internal static class TwoColumnTable
{
    private static readonly CsvReaderOptions s_reading = new()
    {
        Separator = ',',
        HasHeader = false,
        TrimWhitespace = true,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
    };

    /// <summary>A row and the line it begins on, counted from 1.</summary>
    internal readonly record struct Row(long Line, string First, string Second);

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="InputException">The file cannot be read, its header differs, it has no rows, or a row has not two fields.</exception>
    public static IReadOnlyList<Row> Read(string path, string first, string second)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return Read(stream, path, first, second);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path} does not exist, it must hold the columns {first},{second}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Reads an open text; <paramref name="name"/> stands for it in messages.</summary>
    public static IReadOnlyList<Row> Read(Stream stream, string name, string first, string second)
    {
        try
        {
            using var csv = CsvReader.Create(stream, s_reading, leaveOpen: true);
            return Rows(csv, name, first, second);
        }
        catch (CsvFormatException e)
        {
            throw new InputException($"{name}, line {e.LineNumber}: not readable as comma-separated text, look for a quote too many", e);
        }
    }

    /// <summary>The text of a table, lines ending in a line feed.</summary>
    public static string Format(string first, string second, IEnumerable<(string First, string Second)> rows)
    {
        using var text = new StringWriter();
        using (var csv = CsvWriter.Create(text, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
        {
            csv.WriteRecord([first, second]);
            foreach (var row in rows) csv.WriteRecord([row.First, row.Second]);
        }

        return text.ToString();
    }

    private static List<Row> Rows(CsvReader csv, string name, string first, string second)
    {
        if (!csv.Read())
            throw new InputException($"{name} is empty, its first line must be {first},{second}");
        if (csv.Current.FieldCount != 2 || !Same(csv.GetString(0), first) || !Same(csv.GetString(1), second))
            throw new InputException($"{name}, line {csv.LineNumber}: the header is '{csv.Current.ToString()}', it must be {first},{second}");
        var rows = new List<Row>();
        while (csv.Read())
        {
            if (csv.Current.FieldCount != 2)
                throw new InputException($"{name}, line {csv.LineNumber}: {csv.Current.FieldCount} field(s) instead of two, write {first},{second}");
            rows.Add(new Row(csv.LineNumber, csv.GetString(0), csv.GetString(1)));
        }

        return rows.Count > 0 ? rows : throw new InputException($"{name} has a header but no rows, add one line per image");
    }

    private static bool Same(string found, string name) => found.Equals(name, StringComparison.OrdinalIgnoreCase);
}

using Hpa.Contracts;

namespace Hpa.Host.Benchmarks;

/// <summary>The columns and rows of a file in Weka's ARFF form, dense or sparse.</summary>
/// <param name="Relation">What the file calls itself; MEKA puts options there.</param>
/// <param name="Attributes">The columns.</param>
/// <param name="Rows">[n][columns]; 0 where a column is text.</param>
internal sealed record ArffTable(string Relation, IReadOnlyList<ArffAttribute> Attributes, IReadOnlyList<float[]> Rows)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">It cannot be read, or a line is wrong; names it.</exception>
    public static ArffTable Read(string path)
    {
        var (relation, isData) = ("", false);
        var attributes = new List<ArffAttribute>();
        var rows = new List<float[]>();
        foreach (var (number, line) in Lines(path).Index())
        {
            var (text, where) = (line.Trim(), $"{path}, line {number + 1}");
            if (text.Length == 0 || text[0] == '%') continue;
            if (isData) rows.Add(text[0] == '{' ? Sparse(text, attributes, where) : Dense(text, attributes, where));
            else if (Rest(text, "@relation") is { } name) relation = name;
            else if (Rest(text, "@attribute") is { } declaration) attributes.Add(ArffAttribute.Parse(declaration, where));
            else isData = Rest(text, "@data") is not null;
        }

        return new ArffTable(relation, attributes, rows);
    }

    private static string? Rest(string text, string keyword) =>
        text.StartsWith(keyword, StringComparison.OrdinalIgnoreCase) ? text[keyword.Length..].Trim() : null;

    private static float[] Dense(string text, List<ArffAttribute> attributes, string where)
    {
        var parts = ArffAttribute.Split(text);
        if (parts.Length != attributes.Count) throw new InputException($"{where}: {parts.Length} values for {attributes.Count} attributes");
        return [.. attributes.Zip(parts, (attribute, part) => attribute.Read(part, where))];
    }

    /// <summary>Pairs of a column's place, counted from 0, and its value.</summary>
    private static float[] Sparse(string text, List<ArffAttribute> attributes, string where)
    {
        var end = text.LastIndexOf('}');
        if (end < 0) throw new InputException($"{where}: a sparse row without }}");
        float[] row = [.. attributes.Select(attribute => attribute.Omitted)];
        foreach (var entry in ArffAttribute.Split(text[1..end]).Where(entry => entry.Length > 0))
        {
            var parts = entry.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (parts.Length != 2 || !int.TryParse(parts[0], out var place) || place < 0 || place >= attributes.Count)
                throw new InputException($"{where}: '{entry}' is no place of the {attributes.Count} attributes with a value");
            row[place] = attributes[place].Read(ArffAttribute.Split(parts[1])[0], where);
        }

        return row;
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {e.Message}", e);
        }
    }
}

using System.Globalization;
using System.Text;
using Hpa.Contracts;

namespace Hpa.Host.Benchmarks;

/// <summary>A column of an ARFF file.</summary>
/// <param name="Name">Without quotes.</param>
/// <param name="Values">What a nominal column may hold, as declared; null for numbers.</param>
/// <param name="IsText">A string or a date, which no classifier here reads.</param>
internal sealed record ArffAttribute(string Name, IReadOnlyList<string>? Values, bool IsText)
{
    /// <summary>Whether its values are 0 and 1, as those of labels are.</summary>
    public bool IsBinary => Values is { Count: 2 } && Values.Order(StringComparer.Ordinal).SequenceEqual(["0", "1"]);

    /// <summary>What a sparse row leaves out: 0, or the first value of a nominal column.</summary>
    public float Omitted => Values is null ? 0 : Code(0);

    /// <summary>Reads what follows <c>@attribute</c>.</summary>
    /// <param name="declaration">Name and type.</param>
    /// <param name="where">For messages.</param>
    /// <exception cref="InputException">No name and type.</exception>
    public static ArffAttribute Parse(string declaration, string where)
    {
        var end = NameEnd(declaration);
        var type = end < 0 ? "" : declaration[end..].Trim();
        if (type.Length == 0) throw new InputException($"{where}: no attribute with name and type");
        var name = Split(declaration[..end])[0];
        if (type[0] == '{') return new ArffAttribute(name, Split(type.Trim('{', '}', ' ', '\t')), false);
        return new ArffAttribute(name, null, type.StartsWith("string", StringComparison.OrdinalIgnoreCase) || type.StartsWith("date", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The number of a value: of a nominal column the value itself where all are numbers, else its place.</summary>
    /// <param name="value">Without quotes.</param>
    /// <param name="where">For messages.</param>
    /// <exception cref="InputException">It is missing, or none of the column's.</exception>
    public float Read(string value, string where)
    {
        if (IsText) return 0;
        if (Values is not null)
        {
            // Some files declare 0 and 1 and write 0.0 and 1.0.
            var place = Values.TakeWhile(v => v != value && !(Number(v) is { } declared && declared == Number(value))).Count();
            return place < Values.Count ? Code(place) : throw new InputException($"{where}: attribute {Name} is {value}, none of {string.Join(", ", Values)}");
        }

        return Number(value) ?? throw new InputException($"{where}: {value} is no number");
    }

    /// <summary>Parts between commas that are in no quotes, without quotes around them.</summary>
    public static string[] Split(string text)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\' && quote != '\0' && i + 1 < text.Length) part.Append(text[++i]);
            else if (quote != '\0' && c == quote) quote = '\0';
            else if (quote == '\0' && c is '\'' or '"' && part.ToString().Trim().Length == 0) quote = c;
            else if (quote == '\0' && c == ',') parts.Add(Take(part));
            else part.Append(c);
        }

        parts.Add(Take(part));
        return [.. parts];
    }

    private static string Take(StringBuilder part)
    {
        var text = part.ToString().Trim();
        part.Clear();
        return text;
    }

    private static int NameEnd(string declaration)
    {
        if (declaration.Length == 0 || declaration[0] is not ('\'' or '"')) return declaration.IndexOfAny([' ', '\t']);
        var end = 1;
        while (end < declaration.Length && declaration[end] != declaration[0]) end += declaration[end] == '\\' ? 2 : 1;
        return end < declaration.Length ? end + 1 : -1;
    }

    private float Code(int place) => Values!.All(value => Number(value) is not null) ? Number(Values![place])!.Value : place;

    private static float? Number(string text) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value) ? value : null;
}

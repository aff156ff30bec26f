using System.Globalization;

namespace Hpa.Contracts.Runs;

/// <summary>
/// Read access to one room's keys, already flattened to full names (<c>hpa.selection.population</c>). Every reader
/// checks its range and names the key in what it throws.
/// </summary>
/// <param name="values">All keys of the run: full name → text, or list of texts.</param>
/// <param name="prefix">The room's prefix without the last dot, e.g. <c>hpa.selection</c>.</param>
public sealed class SettingsSection(IReadOnlyDictionary<string, IReadOnlyList<string>> values, string prefix)
{
    /// <summary>The full name of a key of this section.</summary>
    public string Name(string key) => $"{prefix}.{key}";

    /// <summary>A section below this one.</summary>
    public SettingsSection Section(string key) => new(values, Name(key));

    /// <summary>The distinct names directly below this section, sorted.</summary>
    public IReadOnlyList<string> Names() => values.Keys
        .Where(k => k.StartsWith(prefix + ".", StringComparison.Ordinal))
        .Select(k => k[(prefix.Length + 1)..].Split('.')[0])
        .Distinct().Order(StringComparer.Ordinal).ToArray();

    /// <summary>Whether the key has a value.</summary>
    public bool Has(string key) => values.ContainsKey(Name(key));

    /// <summary>A text; may be empty.</summary>
    public string Text(string key) => values.TryGetValue(Name(key), out var v) && v.Count == 1
        ? v[0]
        : throw new SettingsException($"{Name(key)} is missing, give it a value");

    /// <summary>A list; a single value counts as a list of one.</summary>
    public IReadOnlyList<string> List(string key) => values.TryGetValue(Name(key), out var v)
        ? v
        : throw new SettingsException($"{Name(key)} is missing, give it a list");

    /// <summary>A whole number in [<paramref name="min"/>, <paramref name="max"/>].</summary>
    public int Int(string key, int min, int max) => (int)Long(key, min, max);

    /// <summary>A whole number in [<paramref name="min"/>, <paramref name="max"/>].</summary>
    public long Long(string key, long min, long max) =>
        long.TryParse(Text(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) && n >= min && n <= max
            ? n
            : throw new SettingsException($"{Name(key)} = {Text(key)} is not a whole number from {min} to {max}");

    /// <summary>A finite number in [<paramref name="min"/>, <paramref name="max"/>].</summary>
    public double Number(string key, double min, double max) => Number(key, Text(key), min, max);

    /// <summary>A list of finite numbers in [<paramref name="min"/>, <paramref name="max"/>].</summary>
    public IReadOnlyList<double> Numbers(string key, double min, double max) =>
        List(key).Select(text => Number(key, text, min, max)).ToArray();

    /// <summary>A switch: on/off, true/false or yes/no.</summary>
    public bool Flag(string key) => Text(key).ToLowerInvariant() switch
    {
        "on" or "true" or "yes" => true,
        "off" or "false" or "no" => false,
        var other => throw new SettingsException($"{Name(key)} = {other} is neither on nor off"),
    };

    /// <summary>One of the given words; returns its position in <paramref name="words"/>.</summary>
    public int Choice(string key, params string[] words)
    {
        var index = Array.IndexOf(words, Text(key));
        return index >= 0 ? index : throw new SettingsException($"{Name(key)} = {Text(key)} is none of: {string.Join(", ", words)}");
    }

    private double Number(string key, string text, double min, double max) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) && x >= min && x <= max
            ? x
            : throw new SettingsException(FormattableString.Invariant($"{Name(key)} = {text} is not a number from {min} to {max}"));
}

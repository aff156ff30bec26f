using System.Text.Json;

namespace Hpa.Host.Server.Views;

/// <summary>Settings as people type them: a line <c>key = value</c> each, lists in brackets, # for remarks.</summary>
internal static class SettingsLines
{
    /// <summary>Reads them.</summary>
    /// <returns>The settings, or what is wrong with which line.</returns>
    public static (IReadOnlyDictionary<string, JsonElement> Settings, string? Fault) Read(string text)
    {
        var settings = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#') continue;
            var equals = line.IndexOf('=');
            if (equals <= 0) return (settings, $"Line {i + 1}: write key = value, such as hpa.runs.seed = 2");
            var key = line[..equals].Trim();
            if (!settings.TryAdd(key, Value(line[(equals + 1)..].Trim()))) return (settings, $"Line {i + 1}: {key} stands there twice");
        }

        return (settings, null);
    }

    /// <summary>Writes them, in the form that <see cref="Read"/> reads.</summary>
    public static string Write(IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> settings) =>
        string.Join('\n', settings.Select(s => $"{s.Key} = {(s.Value.Count == 1 ? s.Value[0] : $"[{string.Join(", ", s.Value)}]")}"));

    private static JsonElement Value(string text) => text.StartsWith('[') && text.EndsWith(']')
        ? JsonSerializer.SerializeToElement(text[1..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Bare).ToArray())
        : JsonSerializer.SerializeToElement(Bare(text));

    private static string Bare(string text) => text.Length > 1 && text[0] == '"' && text[^1] == '"' ? text[1..^1] : text;
}

using Hpa.Contracts;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>Settings being put together from several files; remembers which folder a relative path counts from.</summary>
/// <param name="defaults">Every key that exists, with its default.</param>
internal sealed class MergedSettings(IReadOnlyDictionary<string, IReadOnlyList<string>> defaults)
{
    private const string Catalogue = "hpa.backbones.catalogue.";
    private const string About = ".about.";
    private const string WeightsFolder = "hpa.backbones.folder";
    private static readonly string[] CatalogueKeys =
    [
        "architecture", "file", "sha256", "input", "mean", "std", "output", "trained", "milliseconds",
        "about.source", "about.licence", "about.layer", "about.parameters", "about.multiply-adds",
    ];

    private readonly SortedDictionary<string, IReadOnlyList<string>> _values =
        new(defaults.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
    private readonly Dictionary<string, string> _namedIn = [];

    /// <summary>Whether the key is the <c>file</c> of a catalogue entry.</summary>
    public static bool IsCatalogueFile(string key) => IsCatalogueKey(key) && key.EndsWith(".file", StringComparison.Ordinal);

    /// <summary>Whether the key is the <c>milliseconds</c> of a catalogue entry.</summary>
    public static bool IsCatalogueTime(string key) => IsCatalogueKey(key) && key.EndsWith(".milliseconds", StringComparison.Ordinal);

    /// <summary>Lays keys over those there are.</summary>
    /// <exception cref="SettingsException">A key that does not exist.</exception>
    public void Add(IReadOnlyDictionary<string, IReadOnlyList<string>> more, string folder)
    {
        foreach (var (key, value) in more)
        {
            if (!defaults.ContainsKey(key) && !IsCatalogueKey(key))
                throw new SettingsException($"{key} is not a key of Hpa{Suggestion(key)}; config/hocon/hpa.conf lists them all");
            _values[key] = value;
            _namedIn[key] = folder;
        }
    }

    /// <summary>The result: absolute paths, only what a run needs of the catalogue.</summary>
    public SortedDictionary<string, IReadOnlyList<string>> Resolve()
    {
        ResolveAll();
        var used = _values["hpa.backbones.use"];
        var known = _values.Keys.Where(IsCatalogueKey).Select(EntryOf).ToHashSet();
        // Whoever refuses an unknown name lists those that there are.
        if (!used.All(known.Contains)) return _values;
        foreach (var key in _values.Keys.Where(k => IsCatalogueKey(k) && (!used.Contains(EntryOf(k)) || k.Contains(About, StringComparison.Ordinal))).ToArray())
            _values.Remove(key);
        return _values;
    }

    /// <summary>The result with the whole catalogue.</summary>
    public SortedDictionary<string, IReadOnlyList<string>> ResolveAll()
    {
        MakeAbsolute("hpa.datasets.path");
        MakeAbsolute(WeightsFolder);
        MakeAbsolute("hpa.cells.cellpose.file");
        var weights = new SettingsSection(_values, "hpa.backbones").Text("folder");
        foreach (var key in _values.Keys.Where(IsCatalogueFile).ToArray())
            if (_values[key] is [{ Length: > 0 } file]) _values[key] = [Path.GetFullPath(file, weights.Length > 0 ? weights : _namedIn[key])];
        return _values;
    }

    private void MakeAbsolute(string key)
    {
        if (_values[key] is [{ Length: > 0 } path]) _values[key] = [Path.GetFullPath(path, _namedIn[key])];
    }

    private static bool IsCatalogueKey(string key) =>
        key.StartsWith(Catalogue, StringComparison.Ordinal) && key[Catalogue.Length..].Split('.', 2) is [_, var last] && CatalogueKeys.Contains(last);

    private static string EntryOf(string key) => key[Catalogue.Length..].Split('.')[0];

    private string Suggestion(string key)
    {
        var last = key.Split('.')[^1];
        var near = defaults.Keys.FirstOrDefault(k => k.Split('.')[^1] == last || k.StartsWith(key, StringComparison.Ordinal));
        return near is null ? "" : $" (did you mean {near}?)";
    }
}

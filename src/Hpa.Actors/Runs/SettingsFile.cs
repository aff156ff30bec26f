using System.Text;
using System.Text.Json;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using Hpa.Contracts;
using Hpa.Contracts.Backbones;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>
/// The settings of a run: the product's defaults, the catalogue, the user's file and <c>--set</c>, in rising order of
/// precedence, flattened to full key names. Keys that the defaults do not have are refused by name.
/// </summary>
public sealed class SettingsFile
{
    /// <summary>config/hocon/hpa.conf as it was when the program was built: run folders are also read where the file is not at hand.</summary>
    private static readonly Lazy<SortedDictionary<string, IReadOnlyList<string>>> s_defaults = new(() =>
    {
        using var text = new StreamReader(typeof(SettingsFile).Assembly.GetManifestResourceStream("hpa.conf")!);
        return FlattenText("hpa.conf", text.ReadToEnd());
    });

    private SettingsFile(SortedDictionary<string, IReadOnlyList<string>> values) => Values = values;

    /// <summary>Full key → value, or list of values; sorted by key.</summary>
    public SortedDictionary<string, IReadOnlyList<string>> Values { get; }

    /// <summary>Reads the settings of a new run.</summary>
    /// <param name="home">Folder with <c>config/hocon/hpa.conf</c> and <c>models/catalogue.conf</c>.</param>
    /// <param name="userFile">The user's HOCON file, or null for the defaults alone.</param>
    /// <param name="overrides">Texts <c>key=value</c>; their relative paths count from the current folder.</param>
    /// <exception cref="SettingsException">Not readable, not HOCON, or an unknown key.</exception>
    public static SettingsFile Load(string home, string? userFile, IReadOnlyList<string> overrides) =>
        new(Merge(home, userFile, overrides).Resolve());

    /// <summary>
    /// The settings of a run as written by <see cref="Write"/>. Keys that change no result and are younger than the file have their
    /// defaults, so that a run outlives the version of the program that began it.
    /// </summary>
    public static SettingsFile Read(string runConf)
    {
        var values = Flatten(runConf);
        foreach (var (key, value) in s_defaults.Value)
            if (SettingsStages.Of(key) is null) values.TryAdd(key, value);
        return new SettingsFile(values);
    }

    /// <summary>What any HOCON file says, and nothing else: full key → value, or list of values.</summary>
    /// <exception cref="SettingsException">Not readable, or not HOCON.</exception>
    public static SortedDictionary<string, IReadOnlyList<string>> ReadValues(string path) => Flatten(path);

    /// <summary>The same with some keys changed.</summary>
    /// <param name="overrides">Texts <c>key=value</c>; their relative paths count from the current folder.</param>
    /// <exception cref="SettingsException">An unknown key.</exception>
    public SettingsFile With(IReadOnlyList<string> overrides)
    {
        var merged = new MergedSettings(Values);
        merged.Add(Values, Directory.GetCurrentDirectory());
        foreach (var text in overrides) merged.Add(Override(text), Directory.GetCurrentDirectory());
        return new SettingsFile(merged.Resolve());
    }

    /// <summary>All networks of the catalogue and the user's file, sorted by name, and what the settings say about backbones.</summary>
    /// <inheritdoc cref="Load"/>
    public static (IReadOnlyList<CatalogueEntry> Entries, SettingsSection Backbones) Catalogue(string home, string? userFile, IReadOnlyList<string> overrides)
    {
        var backbones = new SettingsSection(Merge(home, userFile, overrides).ResolveAll(), "hpa.backbones");
        return (BackboneSettings.Catalogue(backbones), backbones);
    }

    /// <summary>Checks every room's section.</summary>
    /// <exception cref="SettingsException">Names the key at fault.</exception>
    public RunSettings Check() => RunSettings.From(Values, SettingsStages.Fingerprints(Values));

    /// <summary>Writes all keys, sorted, in a form that <see cref="Read"/> and people can read.</summary>
    public void Write(string path)
    {
        var text = new StringBuilder("# The resolved settings of this run.\n");
        foreach (var (key, value) in Values)
            text.Append(key).Append(" = ").Append(value.Count == 1 ? Quote(value[0]) : $"[{string.Join(", ", value.Select(Quote))}]").Append('\n');
        DurableFile.WriteText(path, text.ToString());
    }

    /// <summary>The result-changing keys in which two settings differ, in the order of the keys.</summary>
    public IReadOnlyList<SettingsDifference> DifferencesFrom(SettingsFile earlier) =>
    [
        .. from key in Values.Keys.Union(earlier.Values.Keys).Order(StringComparer.Ordinal)
           let stage = SettingsStages.Of(key)
           let difference = new SettingsDifference(key, stage ?? default, earlier.Values.GetValueOrDefault(key), Values.GetValueOrDefault(key))
           where stage is not null && difference.IsOne
           select difference,
    ];

    private static MergedSettings Merge(string home, string? userFile, IReadOnlyList<string> overrides)
    {
        var merged = new MergedSettings(Flatten(Path.Combine(home, "config", "hocon", "hpa.conf")));
        merged.Add(Flatten(Path.Combine(home, "models", "catalogue.conf")), BackboneSettings.DefaultFolder);
        if (userFile is not null) merged.Add(Flatten(userFile), Path.GetDirectoryName(Path.GetFullPath(userFile))!);
        foreach (var text in overrides) merged.Add(Override(text), Directory.GetCurrentDirectory());
        return merged;
    }

    private static SortedDictionary<string, IReadOnlyList<string>> Override(string text)
    {
        var equals = text.IndexOf('=');
        if (equals <= 0) throw new SettingsException($"--set {text}: write key=value, such as --set hpa.runs.seed=2");
        var value = text[(equals + 1)..].Trim();
        var list = value.StartsWith('[') && value.EndsWith(']')
            ? value[1..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [value];
        return new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { [text[..equals].Trim()] = list };
    }

    private static SortedDictionary<string, IReadOnlyList<string>> Flatten(string path)
    {
        try
        {
            return FlattenText(path, File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"{path} cannot be read: {e.Message}");
        }
    }

    private static SortedDictionary<string, IReadOnlyList<string>> FlattenText(string path, string text)
    {
        var flat = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (HoconBrackets.Fault(text) is { } fault) throw new SettingsException($"{path} is not valid HOCON: {fault}");
        try
        {
            Flatten(ConfigurationFactory.ParseString(text).Root, "", flat);
        }
        catch (Exception e)
        {
            throw new SettingsException($"{path} is not valid HOCON: {e.Message.ReplaceLineEndings(" ")}");
        }

        return flat;
    }

    private static void Flatten(HoconValue value, string name, SortedDictionary<string, IReadOnlyList<string>> flat)
    {
        if (value.IsObject())
        {
            foreach (var (key, inner) in value.GetObject().Items) Flatten(inner, name.Length == 0 ? key : $"{name}.{key}", flat);
        }
        else if (value.Values.Any(part => part.IsArray()))
        {
            // HoconValue.IsArray says no to an empty list, and a blank between its brackets becomes an item without a value.
            flat[name] = value.GetArray().Where(item => item.Values.Count > 0).Select(item => item.GetString()).ToArray();
        }
        else if (name.Length > 0)
        {
            flat[name] = [value.GetString() ?? ""];
        }
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text, QuoteOptions);

    private static readonly JsonSerializerOptions QuoteOptions = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}

using System.Text.Json;
using Hpa.Actors.Runs;
using Hpa.Contracts.Server;

namespace Hpa.Host.Server.Views;

/// <summary>A run that somebody is putting together on the page.</summary>
internal sealed class RunDraft
{
    private const string Use = "hpa.backbones.use", Weights = "hpa.backbones.weights", Regions = "hpa.cells.regions", PresetKey = "hpa.selection.preset", Fitness = "hpa.selection.fitness";
    private static readonly string[] s_own = ["hpa.datasets.name", "hpa.datasets.path", "hpa.backbones.folder"];

    /// <summary>Beginnings of the keys that have a field of their own.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["name", "images", "hpa.datasets", "hpa.backbones", "hpa.cells", "hpa.selection"];

    /// <summary>What people will call it.</summary>
    public string Name { get; set; } = "";

    /// <summary>The data set.</summary>
    public string Images { get; set; } = "";

    /// <summary>Names of networks.</summary>
    public IReadOnlyCollection<string> Networks { get; set; } = [];

    /// <summary>Whether they have random weights.</summary>
    public bool Random { get; set; }

    /// <summary>Whether nuclei are looked at.</summary>
    public bool Nucleus { get; set; } = true;

    /// <summary>Whether membranes are looked at.</summary>
    public bool Membrane { get; set; } = true;

    /// <summary>fast or paper.</summary>
    public string Preset { get; set; } = "fast";

    /// <summary>Whether subsets are measured on all images.</summary>
    public bool AllImages { get; set; }

    /// <summary>Further settings, as typed.</summary>
    public string More { get; set; } = "";

    /// <summary>Whether the further settings name the networks.</summary>
    public bool NamesNetworks => More.Contains(Use, StringComparison.Ordinal);

    /// <summary>The catalogue's networks, and whether their weights are in a folder.</summary>
    public static IReadOnlyList<(string Name, bool Ready)> NetworksOf(string folder) =>
    [
        .. from entry in SettingsFile.Catalogue(HostFiles.Home, null, [$"hpa.backbones.folder={folder}"]).Entries
           select (entry.Spec.Name, File.Exists(entry.Spec.File)),
    ];

    /// <summary>All settings that differ from the defaults; those that are typed win. Or what is wrong with the typed ones.</summary>
    public (IReadOnlyDictionary<string, JsonElement> Settings, string? Fault) Settings()
    {
        var (typed, fault) = SettingsLines.Read(More);
        var settings = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        void Put(string key, object value) => settings[key] = JsonSerializer.SerializeToElement(value);
        if (!typed.ContainsKey(Use)) Put(Use, Networks.ToArray());
        if (Random) Put(Weights, "random");
        if (!(Nucleus && Membrane)) Put(Regions, new[] { (Nucleus, "nucleus"), (Membrane, "membrane") }.Where(region => region.Item1).Select(region => region.Item2).ToArray());
        if (Preset != "fast") Put(PresetKey, Preset);
        if (AllImages) Put(Fitness, "all");
        foreach (var (key, value) in typed) settings[key] = value;
        return (settings, fault);
    }

    /// <summary>Takes the settings of an earlier run: into the fields where there is one, else into the lines.</summary>
    /// <param name="run">The run.</param>
    /// <param name="known">Networks that the field offers.</param>
    public void Take(QueuedRun run, IReadOnlyCollection<string> known)
    {
        var settings = SettingsLines.Read(run.Settings).Settings.ToDictionary(s => s.Key, s => Texts(s.Value), StringComparer.Ordinal);
        if (Images.Length == 0) Images = run.Images;
        if (settings.GetValueOrDefault(Use) is { } use && use.All(known.Contains))
        {
            Networks = use;
            settings.Remove(Use);
        }

        Random = settings.Remove(Weights, out var weights) && weights is ["random"];
        var regions = settings.Remove(Regions, out var named) ? named : ["nucleus", "membrane"];
        (Nucleus, Membrane) = (regions.Contains("nucleus"), regions.Contains("membrane"));
        Preset = settings.Remove(PresetKey, out var preset) ? preset[0] : "fast";
        AllImages = settings.Remove(Fitness, out var fitness) && fitness is ["all"];
        foreach (var key in s_own) settings.Remove(key);
        More = SettingsLines.Write(settings.Select(s => s.Key.EndsWith(".file", StringComparison.Ordinal)
            ? KeyValuePair.Create<string, IReadOnlyList<string>>(s.Key, [.. s.Value.Select(file => Path.GetFileName(file))])
            : s));
    }

    private static IReadOnlyList<string> Texts(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : [value.GetString()!];
}

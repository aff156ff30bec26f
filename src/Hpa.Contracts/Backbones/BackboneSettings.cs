using System.Text.RegularExpressions;
using Hpa.Contracts.Runs;

namespace Hpa.Contracts.Backbones;

/// <summary>Which networks run, and how.</summary>
/// <param name="Use">The entries to run, in the order of the feature columns.</param>
/// <param name="Folder">Where weights are, absolute.</param>
/// <param name="Mirror">Base address to fetch weights from instead of the official one, or empty.</param>
/// <param name="Device"><c>auto</c>, <c>cpu</c> or <c>cuda:N</c>.</param>
/// <param name="Batch">Inputs per session call, 1 … 256, or 0: found by a probe.</param>
/// <param name="Threads">Session calls at once on this node, each on one thread; 0 = number of cores.</param>
/// <param name="MemoryBudgetMib">What the process may take while networks run, in MiB.</param>
public sealed partial record BackboneSettings(
    IReadOnlyList<BackboneSpec> Use, string Folder, string Mirror, string Device, int Batch, int Threads, int MemoryBudgetMib)
{
    /// <summary>Where weights are unless the settings name a folder.</summary>
    public static string DefaultFolder { get; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "hpa", "models");

    /// <summary>Reads <c>hpa.backbones</c>.</summary>
    /// <exception cref="SettingsException">An entry is named but not in the catalogue, or an entry is incomplete.</exception>
    public static BackboneSettings From(SettingsSection section)
    {
        var trained = section.Choice("weights", "trained", "random") == 0;
        var catalogue = Entries(section).ToDictionary(e => e.Name, e => e.Entry);
        var use = section.List("use").Select(name => catalogue.TryGetValue(name, out var entry)
            ? Spec(name, entry, trained)
            : throw new SettingsException($"{section.Name("use")}: '{name}' is not in the catalogue, which has {string.Join(", ", catalogue.Keys)}")).ToArray();
        if (use.Length == 0 || use.Distinct().Count() != use.Length)
            throw new SettingsException($"{section.Name("use")} must name at least one backbone, each once");
        return new BackboneSettings(
            use, FolderOf(section), section.Text("mirror"), Matching(section, "device", DevicePattern(), "auto, cpu or cuda:N"),
            section.Text("batch") == "auto" ? 0 : section.Int("batch", 1, 256), section.Int("threads", 0, 1024), section.Int("memory-budget-mib", 256, 1 << 24));
    }

    /// <summary>All entries below <c>hpa.backbones.catalogue</c>, sorted by name, with their trained weights if they name a file of them.</summary>
    public static IReadOnlyList<CatalogueEntry> Catalogue(SettingsSection section) =>
        [.. Entries(section).Select(e => new CatalogueEntry(Spec(e.Name, e.Entry, trained: Optional(e.Entry, "file").Length > 0), Facts(e.Entry.Section("about"))))];

    /// <summary>The folder of weights that the settings name, or <see cref="DefaultFolder"/>.</summary>
    public static string FolderOf(SettingsSection section) => section.Text("folder") is { Length: > 0 } folder ? folder : DefaultFolder;

    private static IEnumerable<(string Name, SettingsSection Entry)> Entries(SettingsSection section)
    {
        var catalogue = section.Section("catalogue");
        return catalogue.Names().Select(name => (name, catalogue.Section(name)));
    }

    private static BackboneSpec Spec(string name, SettingsSection entry, bool trained)
    {
        if (!NamePattern().IsMatch(name))
            throw new SettingsException($"{entry.Name("")[..^1]}: a backbone's name has 1 to 40 lower case letters, digits, _ or -");
        var (architecture, file) = (Optional(entry, "architecture"), Optional(entry, "file"));
        if (architecture.Length == 0 && file.Length == 0)
            throw new SettingsException($"{entry.Name("file")}: give a file, an architecture, or an architecture and the file of its weights");
        if (architecture.Length > 0 && entry.Has("trained"))
            throw new SettingsException($"{entry.Name("trained")} is for ONNX files: leave it out, hpa.backbones.weights decides for {architecture}");
        var random = architecture.Length > 0 && !trained;
        if (architecture.Length > 0 && trained && file.Length == 0)
            throw new SettingsException($"{entry.Name("file")}: name the checkpoint with the trained weights of {architecture}, or set hpa.backbones.weights = random");
        var spec = new BackboneSpec(
            name, architecture, random ? "" : file, random ? "" : Matching(entry, "sha256", HashPattern(), "8 to 64 hex digits").ToLowerInvariant(),
            entry.Int("input", 16, 2048), entry.Numbers("mean", -10, 10), entry.Numbers("std", 1e-6, 10),
            Optional(entry, "output"), architecture.Length > 0 ? trained : entry.Flag("trained"))
        {
            Milliseconds = entry.Has("milliseconds") ? entry.Number("milliseconds", 0.001, 1e6) : null,
        };
        return spec.Mean.Count == 3 && spec.Std.Count == 3
            ? spec
            : throw new SettingsException($"{entry.Name("mean")} and std need three numbers each");
    }

    private static BackboneFacts Facts(SettingsSection about) => new(
        Optional(about, "source"), Optional(about, "licence"), Optional(about, "layer"),
        about.Has("parameters") ? about.Long("parameters", 0, long.MaxValue) : 0,
        about.Has("multiply-adds") ? about.Long("multiply-adds", 0, long.MaxValue) : 0);

    private static string Matching(SettingsSection section, string key, Regex pattern, string expected)
    {
        var text = Optional(section, key);
        return pattern.IsMatch(text) ? text : throw new SettingsException($"{section.Name(key)} = {text} is not {expected}");
    }

    private static string Optional(SettingsSection entry, string key) => entry.Has(key) ? entry.Text(key) : "";

    [GeneratedRegex("^[a-z0-9_-]{1,40}$")]
    private static partial Regex NamePattern();

    [GeneratedRegex("^([0-9a-fA-F]{8,64})?$")]
    private static partial Regex HashPattern();

    [GeneratedRegex("^(auto|cpu|cuda:[0-9]{1,2})$")]
    private static partial Regex DevicePattern();
}

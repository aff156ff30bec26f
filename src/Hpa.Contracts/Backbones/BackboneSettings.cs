using System.Text.RegularExpressions;
using Hpa.Contracts.Runs;

namespace Hpa.Contracts.Backbones;

/// <summary>Which networks run, and how.</summary>
/// <param name="Use">The entries to run, in the order of the feature columns.</param>
/// <param name="Batch">Inputs per session call; fixed, the last call of an image is padded. 1 … 256.</param>
/// <param name="Threads">Sessions calls at once on this node, each on one thread; 0 = number of cores.</param>
public sealed partial record BackboneSettings(IReadOnlyList<BackboneSpec> Use, int Batch, int Threads)
{
    /// <summary>Reads <c>hpa.backbones</c>.</summary>
    /// <exception cref="SettingsException">An entry is named but not in the catalogue, or an entry is incomplete.</exception>
    public static BackboneSettings From(SettingsSection section)
    {
        var catalogue = Catalogue(section);
        var use = section.List("use").Select(name => catalogue.FirstOrDefault(s => s.Name == name)
            ?? throw new SettingsException($"{section.Name("use")}: '{name}' is not in the catalogue, which has {string.Join(", ", catalogue.Select(s => s.Name))}")).ToArray();
        if (use.Length == 0 || use.Distinct().Count() != use.Length)
            throw new SettingsException($"{section.Name("use")} must name at least one backbone, each once");
        return new BackboneSettings(use, section.Int("batch", 1, 256), section.Int("threads", 0, 1024));
    }

    /// <summary>All entries below <c>hpa.backbones.catalogue</c>, sorted by name.</summary>
    public static IReadOnlyList<BackboneSpec> Catalogue(SettingsSection section)
    {
        var catalogue = section.Section("catalogue");
        return catalogue.Names().Select(name => Entry(name, catalogue.Section(name))).ToArray();
    }

    private static BackboneSpec Entry(string name, SettingsSection entry)
    {
        if (!NamePattern().IsMatch(name))
            throw new SettingsException($"{entry.Name("")[..^1]}: a backbone's name has 1 to 40 lower case letters, digits, _ or -");
        var spec = new BackboneSpec(
            name, Optional(entry, "architecture"), Optional(entry, "file"), Optional(entry, "sha256").ToLowerInvariant(),
            entry.Int("input", 16, 2048), entry.Numbers("mean", -10, 10), entry.Numbers("std", 1e-6, 10),
            Optional(entry, "output"), entry.Flag("trained"));
        if (spec.Architecture.Length == 0 == (spec.File.Length == 0))
            throw new SettingsException($"{entry.Name("file")}: give either a file or an architecture");
        if (spec.Mean.Count != 3 || spec.Std.Count != 3)
            throw new SettingsException($"{entry.Name("mean")} and std need three numbers each");
        return spec;
    }

    private static string Optional(SettingsSection entry, string key) => entry.Has(key) ? entry.Text(key) : "";

    [GeneratedRegex("^[a-z0-9_-]{1,40}$")]
    private static partial Regex NamePattern();
}

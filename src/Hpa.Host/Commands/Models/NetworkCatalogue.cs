using Hpa.Actors.Backbones;
using Hpa.Actors.Backbones.Weights;
using Hpa.Actors.Runs;
using Hpa.Contracts;
using Hpa.Contracts.Backbones;

namespace Hpa.Host.Commands.Models;

/// <summary>The networks of the catalogue and of the user's settings, and where their weights are.</summary>
/// <param name="Entries">Sorted by name.</param>
/// <param name="Folder">The folder of weights, absolute.</param>
/// <param name="Mirror">Where to fetch from instead of the official addresses, or empty.</param>
/// <param name="Roots">The folders that a <c>file</c> of an entry may count from.</param>
internal sealed record NetworkCatalogue(IReadOnlyList<CatalogueEntry> Entries, string Folder, string Mirror, IReadOnlyList<string> Roots)
{
    /// <summary>Reads the catalogue and the settings.</summary>
    /// <exception cref="SettingsException">Not readable, or an entry is wrong.</exception>
    public static NetworkCatalogue Read(string? config, IReadOnlyList<string> overrides)
    {
        var (entries, section) = SettingsFile.Catalogue(HostFiles.Home, config, overrides);
        var folder = BackboneSettings.FolderOf(section);
        string[] own = config is null ? [] : [Path.GetDirectoryName(Path.GetFullPath(config))!];
        string[] here = overrides.Count == 0 ? [] : [Directory.GetCurrentDirectory()];
        return new NetworkCatalogue(entries, folder, section.Text("mirror"), section.Text("folder").Length > 0 ? [folder] : [folder, .. own, .. here]);
    }

    /// <summary>The entries of some names, each once.</summary>
    /// <exception cref="SettingsException">One is not there; lists those that are.</exception>
    public IReadOnlyList<CatalogueEntry> Named(IReadOnlyList<string> names) => [.. names.Distinct().Select(name => Find(name) ?? throw Unknown(name))];

    /// <summary>The entry of a name, or null.</summary>
    public CatalogueEntry? Find(string name) => Entries.FirstOrDefault(e => e.Spec.Name == name);

    /// <summary>The fault of a name that no entry has.</summary>
    /// <param name="name">The name.</param>
    /// <param name="remedy">What to do, or empty.</param>
    public SettingsException Unknown(string name, string remedy = "") =>
        new($"'{name}' is not in the catalogue, which has {string.Join(", ", Entries.Select(e => e.Spec.Name))}{remedy}");

    /// <summary>The store that an entry's file belongs to, and the file's name there.</summary>
    /// <exception cref="SettingsException">The entry names no proper file.</exception>
    public static (WeightsStore Store, string FileName) PlaceOf(BackboneSpec spec)
    {
        var name = Path.GetFileName(spec.File);
        var store = new WeightsStore(Path.GetDirectoryName(spec.File) ?? spec.File);
        _ = store.PathOf(name);
        return (store, name);
    }

    /// <summary>What is there of an entry's file.</summary>
    public static WeightsState StateOf(BackboneSpec spec)
    {
        var (store, name) = PlaceOf(spec);
        return store.StateOf(name);
    }

    /// <summary>What to fetch for an entry, and where from.</summary>
    /// <exception cref="SettingsException">It has no source, a wrong one, or a file outside the folders of weights.</exception>
    public WeightsSource SourceOf(CatalogueEntry entry)
    {
        var (name, key) = (entry.Spec.Name, $"hpa.backbones.catalogue.{entry.Spec.Name}");
        if (entry.Facts.Source.Length == 0 || entry.Spec.File.Length == 0)
            throw new SettingsException($"{key} has no address to fetch it from (about.source); `hpa models import {name} FILE` takes it from a file");
        if (!Uri.TryCreate(entry.Facts.Source, UriKind.Absolute, out var address) || (!address.IsFile && address.Scheme is not ("http" or "https")))
            throw new SettingsException($"{key}.about.source = {entry.Facts.Source} is no http, https or file address");
        // Settings are passed on between people; what they say must not replace files elsewhere.
        if (!Roots.Any(root => IsBelow(root, entry.Spec.File)))
            throw new SettingsException($"{key}.file = {entry.Spec.File} is outside {Folder}, and nothing is fetched to there; name a file without a folder, or set hpa.backbones.folder");
        return new WeightsSource(name, address, PlaceOf(entry.Spec).FileName, entry.Spec.Sha256).WithMirror(Mirror);
    }

    /// <summary>Checks one network by itself.</summary>
    /// <exception cref="InputException">Something is wrong; says what.</exception>
    public static KnownAnswer Verify(BackboneSpec spec) =>
        Networks.Verify(spec, Directory.CreateTempSubdirectory("hpa-models-").FullName).Answer;

    private static bool IsBelow(string folder, string file) =>
        Path.GetRelativePath(folder, file) is var relative && !Path.IsPathRooted(relative) && relative.Split(Path.DirectorySeparatorChar)[0] != "..";
}

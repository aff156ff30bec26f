using Hpa.Contracts.Backbones;
using Hpa.Contracts.Cells;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Images;
using Hpa.Contracts.Selection;

namespace Hpa.Contracts.Runs;

/// <summary>The checked settings of a run, one record per room.</summary>
/// <param name="Seed">Seed of everything random.</param>
/// <param name="ShuffledControl">Whether the pipeline also runs with shuffled labels.</param>
/// <param name="Fingerprint">SHA-256 of all keys that can change a result, lower-case hex.</param>
/// <param name="Datasets">Where the images are.</param>
/// <param name="Images">How they become network inputs.</param>
/// <param name="Cells">How cells are found and which of their regions are looked at.</param>
/// <param name="Backbones">The networks.</param>
/// <param name="Classifiers">The SVM and its resources.</param>
/// <param name="Selection">The genetic algorithm.</param>
public sealed record RunSettings(
    ulong Seed,
    bool ShuffledControl,
    string Fingerprint,
    DatasetSettings Datasets,
    ImageSettings Images,
    CellSettings Cells,
    BackboneSettings Backbones,
    ClassifierSettings Classifiers,
    SelectionSettings Selection)
{
    /// <summary>Number of feature blocks: one for each network, channel combination, and the field or a region of its cells.</summary>
    public int Blocks => (Cells.Regions.Count + 1) * Backbones.Use.Count * Images.Combinations.Count;

    /// <summary>Reads and checks every room's section.</summary>
    /// <param name="values">Full key → value or list of values.</param>
    /// <param name="fingerprint">See <see cref="Fingerprint"/>.</param>
    /// <exception cref="SettingsException">Names the key at fault.</exception>
    public static RunSettings From(IReadOnlyDictionary<string, IReadOnlyList<string>> values, string fingerprint)
    {
        var hpa = new SettingsSection(values, "hpa");
        var runs = hpa.Section("runs");
        var settings = new RunSettings(
            (ulong)runs.Long("seed", 0, long.MaxValue),
            runs.Flag("shuffled-control"),
            fingerprint,
            DatasetSettings.From(hpa.Section("datasets")),
            ImageSettings.From(hpa.Section("images")),
            CellSettings.From(hpa.Section("cells")),
            BackboneSettings.From(hpa.Section("backbones")),
            ClassifierSettings.From(hpa.Section("classifiers")),
            SelectionSettings.From(hpa.Section("selection")));
        return settings.Blocks <= Genome.MaxLength
            ? settings
            : throw new SettingsException(
                $"{settings.Backbones.Use.Count} networks of hpa.backbones.use, {settings.Images.Combinations.Count} of hpa.images.combinations and "
                + $"the field with {settings.Cells.Regions.Count} of hpa.cells.regions make {settings.Blocks} blocks, and a selection can be offered {Genome.MaxLength}: name fewer");
    }
}

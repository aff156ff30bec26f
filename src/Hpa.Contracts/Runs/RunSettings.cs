using Hpa.Contracts.Backbones;
using Hpa.Contracts.Cells;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;
using Hpa.Contracts.Selection;

namespace Hpa.Contracts.Runs;

/// <summary>The checked settings of a run, one record per room.</summary>
/// <param name="Seed">Seed of everything random.</param>
/// <param name="ShuffledControl">Whether the pipeline also runs with shuffled labels.</param>
/// <param name="Fingerprints">What can change a result, by the first stage that it changes.</param>
/// <param name="Datasets">Where the images are.</param>
/// <param name="Images">How they become network inputs.</param>
/// <param name="Cells">How cells are found and which of their regions are looked at.</param>
/// <param name="Backbones">The networks.</param>
/// <param name="Classifiers">The SVM and its resources.</param>
/// <param name="Selection">The genetic algorithm.</param>
/// <param name="Faults">What the run puts up with.</param>
public sealed record RunSettings(
    ulong Seed,
    bool ShuffledControl,
    StageFingerprints Fingerprints,
    DatasetSettings Datasets,
    ImageSettings Images,
    CellSettings Cells,
    BackboneSettings Backbones,
    ClassifierSettings Classifiers,
    SelectionSettings Selection,
    FaultSettings Faults)
{
    /// <summary>SHA-256 of all keys that can change a result, lower-case hex.</summary>
    public string Fingerprint => Fingerprints.Of(Stage.Report);

    /// <summary>The blocks of the run, in column order: regions, the whole field first, then networks, then combinations.</summary>
    public IReadOnlyList<BlockName> Blocks =>
    [
        .. from region in Cells.Regions.Prepend(Region.Image)
           from backbone in Backbones.Use
           from combination in Images.Combinations
           select new BlockName(region, backbone.Name, combination),
    ];

    /// <summary>Reads and checks every room's section.</summary>
    /// <param name="values">Full key → value or list of values.</param>
    /// <param name="fingerprints">See <see cref="Fingerprints"/>.</param>
    /// <exception cref="SettingsException">Names the key at fault.</exception>
    public static RunSettings From(IReadOnlyDictionary<string, IReadOnlyList<string>> values, StageFingerprints fingerprints)
    {
        var hpa = new SettingsSection(values, "hpa");
        var runs = hpa.Section("runs");
        var settings = new RunSettings(
            (ulong)runs.Long("seed", 0, long.MaxValue),
            runs.Flag("shuffled-control"),
            fingerprints,
            DatasetSettings.From(hpa.Section("datasets")),
            ImageSettings.From(hpa.Section("images")),
            CellSettings.From(hpa.Section("cells")),
            BackboneSettings.From(hpa.Section("backbones")),
            ClassifierSettings.From(hpa.Section("classifiers")),
            SelectionSettings.From(hpa.Section("selection")),
            FaultSettings.From(runs));
        return settings.Blocks.Count <= Genome.MaxLength
            ? settings
            : throw new SettingsException(
                $"{settings.Backbones.Use.Count} networks of hpa.backbones.use, {settings.Images.Combinations.Count} of hpa.images.combinations and "
                + $"the field with {settings.Cells.Regions.Count} of hpa.cells.regions make {settings.Blocks.Count} blocks, and a selection can be offered {Genome.MaxLength}: name fewer");
    }
}

using System.Text.RegularExpressions;
using Hpa.Contracts.Backbones;
using Hpa.Contracts.Features;
using Hpa.Contracts.Runs;

namespace Hpa.Contracts.Cells;

/// <summary>Which program finds nuclei.</summary>
public enum SegmenterKind
{
    /// <summary>The one built in, without a network.</summary>
    Watershed,

    /// <summary>A Cellpose network.</summary>
    Cellpose,
}

/// <summary>How the vectors of a field's cells become one.</summary>
public enum Pooling
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>Their maximum.</summary>
    Max,

    /// <summary>Their standard deviation; 0 for a single cell.</summary>
    Std,
}

/// <summary>Which regions of cells are looked at, and how nuclei are found. Lengths are micrometres.</summary>
/// <param name="Regions">Nucleus, membrane or both, in the order of the columns; none: no cell level.</param>
/// <param name="PixelSize">Side of a pixel, 0.01 … 100 µm.</param>
/// <param name="Segmenter">What finds the nuclei.</param>
/// <param name="MinDiameter">Of a disc as large as the smallest plausible nucleus; smaller than <paramref name="MaxDiameter"/>.</param>
/// <param name="MaxDiameter">Of a disc as large as the largest plausible nucleus.</param>
/// <param name="MinSolidity">A nucleus below this share of its convex hull is irregular, 0 … 1.</param>
/// <param name="MembraneInside">How far the membrane's ring reaches into the nucleus.</param>
/// <param name="MembraneOutside">How far it reaches out of it.</param>
/// <param name="Margin">Free border of a crop on each side, as a share of the region's longer side, 0 … 1.</param>
/// <param name="MaxPerImage">Cells of a field that go through the networks, 1 … 10,000.</param>
/// <param name="LeaveOut">Nuclei with any of these flags are not used.</param>
/// <param name="Pool">One or more; a field's vector is one of each after the other.</param>
/// <param name="KeepAll">Whether every cell also gets a row of its own.</param>
/// <param name="InFlight">Cells of a field at the networks at once, 1 … 256; bounds memory.</param>
/// <param name="Cellpose">The network, when it is the segmenter.</param>
public sealed record CellSettings(
    IReadOnlyList<Region> Regions,
    double PixelSize,
    SegmenterKind Segmenter,
    double MinDiameter,
    double MaxDiameter,
    double MinSolidity,
    double MembraneInside,
    double MembraneOutside,
    double Margin,
    int MaxPerImage,
    CellFlags LeaveOut,
    IReadOnlyList<Pooling> Pool,
    bool KeepAll,
    int InFlight,
    CellposeSettings Cellpose)
{
    /// <summary>Reads <c>hpa.cells</c>.</summary>
    /// <exception cref="SettingsException">Names the key at fault.</exception>
    public static CellSettings From(SettingsSection section)
    {
        var (nucleus, membrane) = (section.Section("nucleus"), section.Section("membrane"));
        var (segmenter, min, max) = ((SegmenterKind)section.Choice("segmenter", "watershed", "cellpose"), nucleus.Number("min-diameter", 0.1, 1000), nucleus.Number("max-diameter", 0.1, 1000));
        if (min >= max) throw new SettingsException($"{nucleus.Name("min-diameter")} must be below {nucleus.Name("max-diameter")}");
        var settings = new CellSettings(
            Words(section, "regions", Region.Nucleus, Region.Membrane), section.Number("pixel-size", 0.01, 100), segmenter, min, max,
            nucleus.Number("min-solidity", 0, 1), membrane.Number("inside", 0, 100), membrane.Number("outside", 0, 100), section.Number("margin", 0, 1),
            section.Int("max-per-image", 1, 10_000),
            Words(section, "leave-out", CellFlags.Border, CellFlags.Small, CellFlags.Large, CellFlags.Irregular).Aggregate(CellFlags.None, (all, flag) => all | flag),
            Words(section, "pool", Pooling.Mean, Pooling.Max, Pooling.Std), section.Choice("keep", "pooled", "all") == 1, section.Int("in-flight", 1, 256),
            CellposeSettings.From(section.Section("cellpose")));
        if (settings.Pool.Count == 0) throw new SettingsException($"{section.Name("pool")} must name mean, max or std");
        if (settings.MembraneInside + settings.MembraneOutside == 0) throw new SettingsException($"{membrane.Name("inside")} and outside are both 0: the membrane needs a width");
        if (settings.Regions.Count > 0 && segmenter == SegmenterKind.Cellpose && settings.Cellpose.File.Length == 0)
            throw new SettingsException($"{section.Name("cellpose.file")}: name the ONNX file of the network, docs/cellpose.md tells how to get one");
        return settings;
    }

    private static T[] Words<T>(SettingsSection section, string key, params T[] known)
        where T : struct, Enum
    {
        var names = Array.ConvertAll(known, k => k.ToString().ToLowerInvariant());
        var words = section.List(key).Select(text => Array.IndexOf(names, text) is >= 0 and var i
            ? known[i]
            : throw new SettingsException($"{section.Name(key)}: '{text}' is none of: {string.Join(", ", names)}")).ToArray();
        return words.Distinct().Count() == words.Length ? words : throw new SettingsException($"{section.Name(key)} names one twice");
    }
}

/// <summary>A Cellpose network and what belongs to it.</summary>
/// <param name="File">The ONNX file, absolute, or empty.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hex, or its first digits, or empty.</param>
/// <param name="Output">Name of the output [N × 3 × tile × tile]: flow in y, flow in x, logit of belonging to a cell; empty for the only one.</param>
/// <param name="Tile">Side of the square tiles it takes, pixels.</param>
/// <param name="TrainedDiameter">Diameter of nuclei it was trained on, pixels.</param>
/// <param name="Diameter">Diameter of a usual nucleus in the fields, µm.</param>
/// <param name="Probability">Pixels with a logit above this belong to cells.</param>
/// <param name="FlowError">Masks whose own flows differ from the network's by more (mean squared) are removed; 0 keeps all.</param>
public sealed partial record CellposeSettings(
    string File, string Sha256, string Output, int Tile, double TrainedDiameter, double Diameter, double Probability, double FlowError)
{
    /// <summary>Name of the network among those that a node runs.</summary>
    public const string Name = "cellpose";

    /// <summary>Reads <c>hpa.cells.cellpose</c>.</summary>
    public static CellposeSettings From(SettingsSection section)
    {
        var hash = section.Text("sha256");
        if (!HashPattern().IsMatch(hash)) throw new SettingsException($"{section.Name("sha256")} = {hash} is not 8 to 64 hex digits");
        return new CellposeSettings(
            section.Text("file"), hash.ToLowerInvariant(), section.Text("output"), section.Int("tile", 32, 2048), section.Number("trained-diameter", 1, 1000),
            section.Number("diameter", 0.1, 1000), section.Number("probability", -100, 100), section.Number("flow-error", 0, 100));
    }

    /// <summary>How the network runs: it takes two channels that are normalised already, the nuclei and nothing.</summary>
    public BackboneSpec ToSpec() =>
        new(Name, "", File, Sha256, Tile, [0, 0], [1, 1], Output, Trained: true) { Settings = "hpa.cells.cellpose", SizeKey = "tile", OutputSides = [3, Tile, Tile] };

    [GeneratedRegex("^([0-9a-fA-F]{8,64})?$")]
    private static partial Regex HashPattern();
}

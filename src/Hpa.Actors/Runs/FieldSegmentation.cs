using Hpa.Actors.Backbones;
using Hpa.Actors.Cells;
using Hpa.Actors.Cells.Cellpose;
using Hpa.Contracts;
using Hpa.Contracts.Backbones;
using Hpa.Contracts.Cells;

namespace Hpa.Actors.Runs;

/// <summary>What finds the nuclei of a run.</summary>
internal static class FieldSegmentation
{
    /// <summary>Name of the segmenting network among those that are loaded.</summary>
    public const string Network = CellposeSettings.Name;

    /// <summary>The networks to load: the backbones, and the segmenter's if it has one.</summary>
    /// <exception cref="SettingsException">A backbone has the segmenter's name.</exception>
    public static BackboneSettings WithNetwork(BackboneSettings backbones, CellSettings cells)
    {
        if (cells.Regions.Count == 0 || cells.Segmenter != SegmenterKind.Cellpose) return backbones;
        if (backbones.Use.Any(b => b.Name == Network))
            throw new SettingsException($"hpa.backbones.use names {Network}, which is the segmenter's name: give the backbone another");
        return backbones with { Use = [.. backbones.Use, cells.Cellpose.ToSpec()] };
    }

    /// <summary>The segmenter; null without the cell level.</summary>
    /// <param name="settings">Which, and how.</param>
    /// <param name="sessions">The networks that are loaded.</param>
    public static ISegmenter? Segmenter(CellSettings settings, IReadOnlyList<BackboneSession> sessions) => settings switch
    {
        { Regions.Count: 0 } => null,
        { Segmenter: SegmenterKind.Cellpose } => new CellposeSegmenter(settings.Cellpose, settings.PixelSize, sessions.Single(s => s.Name == Network).Sha256),
        _ => new WatershedSegmenter(settings),
    };
}

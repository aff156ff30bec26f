using Hpa.Contracts.Backbones;
using Hpa.Contracts.Cells;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;

namespace Hpa.Actors.Runs;

/// <summary>What it takes to turn fields into features: of a run, or of new images for a trained model.</summary>
/// <param name="Run">Name inside messages.</param>
/// <param name="FeaturesFolder">Where shards go.</param>
/// <param name="Seed">Seed of untrained weights.</param>
/// <param name="Images">Combinations and memory.</param>
/// <param name="Backbones">The networks.</param>
/// <param name="Cells">How cells are found, and the regions of the cell level, if any.</param>
/// <param name="WholeFields">Whether there is an image level.</param>
public sealed record ExtractionPlan(
    string Run, string FeaturesFolder, ulong Seed, ImageSettings Images, BackboneSettings Backbones, CellSettings Cells, bool WholeFields = true)
{
    /// <summary>The blocks of the levels above single cells, in the order of the columns.</summary>
    /// <param name="backbones">The networks with the lengths of their vectors.</param>
    public IReadOnlyList<BlockColumn> Columns(IReadOnlyList<BackboneRecord> backbones) =>
    [
        .. from region in WholeFields ? Cells.Regions.Prepend(Region.Image) : Cells.Regions
           from backbone in backbones
           from combination in Images.Combinations
           select new BlockColumn(new BlockName(region, backbone.Name, combination), backbone.Dimensions * (region == Region.Image ? 1 : Cells.Pool.Count)),
    ];

    /// <summary>What the inputs of cells on their way to the networks take at most, in bytes; those of whole fields come on top.</summary>
    public long CellInputBytes
    {
        get
        {
            var pixels = Backbones.Use.DistinctBy(b => (b.InputSize, string.Join(' ', b.Mean), string.Join(' ', b.Std))).Sum(b => 3L * b.InputSize * b.InputSize);
            return Images.InFlight * Cells.InFlight * Cells.Regions.Count * Images.Combinations.Count * pixels * sizeof(float);
        }
    }

    /// <summary>Where networks that are built here are written while they are in use.</summary>
    public string Scratch { get; init; } = FeaturesFolder + ".networks";

    /// <summary>The extraction of a run.</summary>
    public static ExtractionPlan Of(RunPlan plan) =>
        new(plan.Run, plan.Folder.Features, plan.Settings.Seed, plan.Settings.Images, plan.Settings.Backbones, plan.Settings.Cells);
}

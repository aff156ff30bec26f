using Hpa.Contracts.Backbones;
using Hpa.Contracts.Images;

namespace Hpa.Actors.Runs;

/// <summary>What it takes to turn fields into features: of a run, or of new images for a trained model.</summary>
/// <param name="Run">Name inside messages.</param>
/// <param name="FeaturesFolder">Where shards go.</param>
/// <param name="Seed">Seed of untrained weights.</param>
/// <param name="Images">Combinations and memory.</param>
/// <param name="Backbones">The networks.</param>
public sealed record ExtractionPlan(string Run, string FeaturesFolder, ulong Seed, ImageSettings Images, BackboneSettings Backbones)
{
    /// <summary>Where networks that are built here are written while they are in use.</summary>
    public string Scratch => FeaturesFolder + ".networks";

    /// <summary>The extraction of a run.</summary>
    public static ExtractionPlan Of(RunPlan plan) =>
        new(plan.Run, plan.Folder.Features, plan.Settings.Seed, plan.Settings.Images, plan.Settings.Backbones);
}

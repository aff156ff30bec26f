using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>Images to extract, and who may help.</summary>
/// <param name="Run">The run's name inside messages.</param>
/// <param name="Images">All images, in the order of their ids.</param>
/// <param name="BatchSize">Images per batch.</param>
/// <param name="FeaturesFolder">Where shards are taken over.</param>
/// <param name="Offer">What other nodes are told; without a folder none of them is asked.</param>
public sealed record ExtractionJob(string Run, IReadOnlyList<ChannelFiles> Images, int BatchSize, string FeaturesFolder, RunOffered Offer)
{
    /// <summary>Number of batches.</summary>
    public int Batches => (Images.Count + BatchSize - 1) / BatchSize;

    /// <summary>The images of a batch.</summary>
    public IReadOnlyList<ChannelFiles> ImagesOf(int batch) => [.. Images.Skip(batch * BatchSize).Take(BatchSize)];

    /// <summary>The extraction of a run.</summary>
    public static ExtractionJob Of(RunPlan plan) => new(
        plan.Run, [.. plan.Index.Images.Select(i => i.Files)], plan.Settings.Images.BatchSize, plan.Folder.Features,
        new RunOffered(plan.Run, Stage.Extract, plan.Folder.Path, plan.Settings.Fingerprints.Extract, plan.Index.Fingerprint, plan.Index.ChannelFiles, ""));

    /// <summary>The extraction of new fields; it stays on this node.</summary>
    public static ExtractionJob Of(PredictionPlan plan) => new(
        plan.Extraction.Run, plan.Fields, plan.Extraction.Images.BatchSize, plan.Extraction.FeaturesFolder,
        new RunOffered(plan.Extraction.Run, Stage.Extract, "", "", "", 0, ""));
}

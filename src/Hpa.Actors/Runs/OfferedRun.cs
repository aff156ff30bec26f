using Hpa.Actors.Features;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>A run of another node, read from its folder and compared with what the offer says: everything that can change a result is the same, or the node has no part in it.</summary>
internal sealed class OfferedRun
{
    private readonly RunOffered _offer;
    private readonly string _scratch;

    private OfferedRun(RunOffered offer, RunPlan plan, string scratch) => (_offer, Plan, _scratch) = (offer, plan, scratch);

    /// <summary>The run as this machine sees it.</summary>
    public RunPlan Plan { get; }

    /// <summary>Its extraction, with what is built on the way in this node's own folder.</summary>
    public ExtractionPlan Extraction => ExtractionPlan.Of(Plan) with { Scratch = Path.Combine(_scratch, "networks") };

    /// <summary>Where this machine sees the images.</summary>
    public IReadOnlyDictionary<ImageId, ChannelFiles> Files => Plan.Index.Images.ToDictionary(image => image.Id, image => image.Files);

    /// <summary>Images without features, once all others have them.</summary>
    public IReadOnlySet<ImageId> Quarantined
    {
        get
        {
            var there = new FeatureStore(Plan.Folder.Features, ManifestFile.Read(Plan.Folder.Features)).Ids(Level.Image).ToHashSet();
            return Plan.Index.Images.Select(image => image.Id).Where(id => !there.Contains(id)).ToHashSet();
        }
    }

    /// <summary>Reads and compares.</summary>
    /// <param name="offer">What the run says of itself.</param>
    /// <param name="setup">What is this machine's own.</param>
    /// <exception cref="InputException">The folder or the images are not seen here, or something differs; the message names it.</exception>
    public static OfferedRun Read(RunOffered offer, NodeSetup setup)
    {
        var scratch = setup.Scratch ?? offer.Folder;
        var folder = new RunFolder(offer.Folder, scratch);
        if (!folder.Exists)
            throw new InputException($"{folder.Settings} is not here: mount the run's folder under the same path as on its own machine");
        var settings = Settings(folder, setup);
        if (settings.Fingerprints.Of(offer.Stage) != offer.Settings)
            throw new InputException($"{folder.Settings} has other settings than the run: is it the same folder?");
        if (!File.Exists(folder.Split)) throw new InputException($"{folder.Split} is not here: is it the same folder?");
        var index = RunIndex.Build(settings, folder.Split, offer.Data);
        if (index.ChannelFiles != offer.Files)
            throw new InputException($"{settings.Datasets.Path}/train has {index.ChannelFiles} channel files of the run's images, the run found {offer.Files}: complete it, or name another folder with --set hpa.datasets.path=DIR");
        return new OfferedRun(offer, RunPlan.Of(folder, settings, index), scratch);
    }

    /// <summary>Fitness is the same number wherever it is measured, or this node does not measure it.</summary>
    /// <exception cref="InputException">It depends on something else here.</exception>
    public void CheckFitness(string here)
    {
        if (here != _offer.Fitness)
            throw new InputException($"fitness would depend on other things here ({here}) than on the run's own node ({_offer.Fitness}): are its features and train.csv the run's own files?");
    }

    private static RunSettings Settings(RunFolder folder, NodeSetup setup)
    {
        var theirs = SettingsFile.Read(folder.Settings);
        var ours = theirs.With(setup.Overrides);
        if (ours.DifferencesFrom(theirs) is [var first, ..])
            throw new SettingsException($"--set {first.Key}: it changes results, and those are the run's to decide; a node may set where files are, threads and memory");
        return ours.Check();
    }
}

using Hpa.Actors.Backbones;
using Hpa.Actors.Cells;
using Hpa.Actors.Features;
using Hpa.Actors.Images;
using Hpa.Contracts;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;

namespace Hpa.Actors.Runs;

/// <summary>What a run writes into features/manifest.json.</summary>
public static class RunManifest
{
    /// <summary>Among the versions: where the networks ran.</summary>
    private const string Device = "device";

    /// <summary>Among the versions: what a person should know about how they ran.</summary>
    private const string Note = "note";

    /// <summary>The manifest of a run before its first shard.</summary>
    /// <param name="plan">The extraction.</param>
    /// <param name="backbones">Its networks.</param>
    /// <param name="segmenter">What finds nuclei; null without the cell level.</param>
    /// <param name="device">Where the networks run.</param>
    /// <param name="note">What a person should know about how they run, or empty.</param>
    public static FeatureManifest Of(ExtractionPlan plan, IReadOnlyList<BackboneRecord> backbones, ISegmenter? segmenter, string device, string note) => new(
        FeatureManifest.CurrentVersion, Preprocessing(plan), Versions(device, note), backbones, plan.Columns(backbones), [],
        segmenter is null ? null : new CellRecord(CellDescription.Of(segmenter, plan.Cells), plan.Cells.Pool));

    /// <summary>Has the manifest and quarantine.csv of a run say what its journal says.</summary>
    /// <exception cref="InputException">The manifest is damaged or cannot be written.</exception>
    public static void Follow(RunFolder folder, RunState state)
    {
        if (File.Exists(folder.Manifest)) ManifestFile.Write(folder.Features, ManifestFile.Read(folder.Features) with { Shards = state.Shards });
        QuarantineFile.Write(folder.Quarantine, state.Quarantined);
    }

    /// <summary>What must be the same where a model is trained and where it predicts.</summary>
    /// <param name="manifest">Of the features.</param>
    /// <param name="blocks">The model's blocks.</param>
    public static string Preprocessing(FeatureManifest manifest, IEnumerable<BlockName> blocks) =>
        blocks.Any(b => b.Level == Level.Cell) ? $"{manifest.Preprocessing}; {manifest.Cells?.Description}" : manifest.Preprocessing;

    private static string Preprocessing(ExtractionPlan plan) => $"{NetworkInputs.Preprocessing}; bits of batch {(plan.Backbones.Batch == 0 ? BatchProbe.Reference : plan.Backbones.Batch)}";

    /// <summary>Where the networks behind the features ran, and this process.</summary>
    public static MachineFacts Machine(FeatureManifest manifest) => new(
        Environment.ProcessorCount, manifest.Runtime.GetValueOrDefault(Device, "cpu"), manifest.Runtime.GetValueOrDefault(Note, ""));

    private static SortedDictionary<string, string> Versions(string device, string note)
    {
        var versions = NetworkInputs.RuntimeVersions.Concat(BackboneSession.RuntimeVersions).Append(KeyValuePair.Create(Device, device));
        if (note.Length > 0) versions = versions.Append(KeyValuePair.Create(Note, note));
        return new(versions.ToDictionary(), StringComparer.Ordinal);
    }

    /// <summary>Features of a run are all made alike: by the same networks, of the same cells, on the same kind of device.</summary>
    /// <param name="before">What made the features that are there.</param>
    /// <param name="now">What would make the others.</param>
    /// <exception cref="InputException">Something has changed.</exception>
    public static void CheckSame(FeatureManifest before, FeatureManifest now)
    {
        CheckUnchanged(before.Backbones, now.Backbones);
        if (before.Cells is { } was && now.Cells is { } cells && was.Description != cells.Description)
            throw new InputException($"nuclei would be found in another way than when the run began ({was.Description}; now {cells.Description}): put the old network file or program back, or choose another --out");
        // The two differ in the last digits.
        if (before.Runtime.GetValueOrDefault(Device) is { } old && now.Runtime[Device] is var device && old.Split(':')[0] != device.Split(':')[0])
            throw new InputException($"the run began on {old} and would go on on {device}, where features differ in the last digits: continue it on a machine with {old}, or choose another --out");
    }

    /// <summary>Features that two nodes make at the same time are alike to the bit: also the libraries are the same.</summary>
    /// <param name="home">What the run's own node made of the settings.</param>
    /// <param name="here">What this node made of them.</param>
    /// <exception cref="InputException">Something differs; the message names it with both values.</exception>
    public static void CheckAlike(FeatureManifest home, FeatureManifest here)
    {
        CheckSame(home, here);
        if (home.Preprocessing != here.Preprocessing) throw Differs("the preprocessing", home.Preprocessing, here.Preprocessing);
        foreach (var name in home.Runtime.Keys.Union(here.Runtime.Keys).Where(name => name != Note && name != Device).Order(StringComparer.Ordinal))
            if (home.Runtime.GetValueOrDefault(name) != here.Runtime.GetValueOrDefault(name))
                throw Differs(name, home.Runtime.GetValueOrDefault(name), here.Runtime.GetValueOrDefault(name));
    }

    private static InputException Differs(string what, string? home, string? here) =>
        new($"{what} differs from the run's own node ({home ?? "none"} there, {here ?? "none"} here): install the same version on all machines");

    /// <summary>Features of different networks never mix.</summary>
    /// <param name="before">The networks that earlier features come from.</param>
    /// <param name="now">Networks loaded now.</param>
    /// <exception cref="InputException">A network of one name is another one.</exception>
    public static void CheckUnchanged(IReadOnlyList<BackboneRecord> before, IReadOnlyList<BackboneRecord> now)
    {
        foreach (var backbone in now)
            if (before.FirstOrDefault(b => b.Name == backbone.Name) is { } was && was != backbone)
                throw new InputException($"backbone {backbone.Name} has changed since the run began (SHA-256 was {was.Sha256[..12]}…, is {backbone.Sha256[..12]}…): put the old file back, or choose another --out");
    }
}

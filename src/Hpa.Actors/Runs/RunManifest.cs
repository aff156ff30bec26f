using Hpa.Actors.Backbones;
using Hpa.Actors.Images;
using Hpa.Contracts;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;

namespace Hpa.Actors.Runs;

/// <summary>What a run writes into features/manifest.json.</summary>
internal static class RunManifest
{
    /// <summary>Among the versions: where the networks ran.</summary>
    private const string Device = "device";

    /// <summary>Among the versions: what a person should know about how they ran.</summary>
    private const string Note = "note";

    /// <summary>The manifest of the shards committed so far.</summary>
    public static FeatureManifest Of(ExtractionPlan plan, NodeActor.ExtractionOpened opened, IReadOnlyList<ShardEntry> shards) => new(
        FeatureManifest.CurrentVersion, Preprocessing(plan), Versions(opened), opened.Backbones, opened.Columns, shards);

    /// <summary>Everything that shapes a network input, as text.</summary>
    public static string Preprocessing(ExtractionPlan plan) => $"{NetworkInputs.Preprocessing}; bits of batch {(plan.Backbones.Batch == 0 ? BatchProbe.Reference : plan.Backbones.Batch)}";

    /// <summary>Where the networks behind the features ran, and this process.</summary>
    public static MachineFacts Machine(FeatureManifest manifest) => new(
        Environment.ProcessorCount, manifest.Runtime.GetValueOrDefault(Device, "cpu"), manifest.Runtime.GetValueOrDefault(Note, ""));

    private static SortedDictionary<string, string> Versions(NodeActor.ExtractionOpened opened)
    {
        var versions = NetworkInputs.RuntimeVersions.Concat(BackboneSession.RuntimeVersions).Append(KeyValuePair.Create(Device, opened.Device));
        if (opened.Note.Length > 0) versions = versions.Append(KeyValuePair.Create(Note, opened.Note));
        return new(versions.ToDictionary(), StringComparer.Ordinal);
    }

    /// <summary>Features of a processor and of a GPU never mix: they differ in the last digits.</summary>
    /// <exception cref="InputException">The run began on the other.</exception>
    public static void CheckSameDevice(FeatureManifest before, string now)
    {
        if (before.Runtime.GetValueOrDefault(Device) is { } was && was.Split(':')[0] != now.Split(':')[0])
            throw new InputException($"the run began on {was} and would go on on {now}, where features differ in the last digits: continue it on a machine with {was}, or choose another --out");
    }

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

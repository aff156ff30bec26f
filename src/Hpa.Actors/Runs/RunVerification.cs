using Hpa.Actors.Features;
using Hpa.Contracts;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Runs;

/// <summary>Checks what a run has on disk: its journal against the manifest, the manifest against the shards, and what lies about.</summary>
public static class RunVerification
{
    /// <summary>Verifies a run.</summary>
    /// <param name="folder">Its files.</param>
    /// <param name="manifest">The manifest of its features.</param>
    /// <param name="journal">What its journal says; null where that is not known.</param>
    /// <param name="shardDone">Called after each shard.</param>
    /// <returns>Errors, then remarks; empty when all is well.</returns>
    public static IReadOnlyList<Finding> Verify(RunFolder folder, FeatureManifest manifest, RunState? journal, Action<ShardEntry>? shardDone) =>
    [
        .. journal is null ? [] : Disagreements(folder, manifest, journal),
        .. FeatureVerification.Verify(folder.Features, manifest, shardDone),
        .. LeftOvers(folder),
    ];

    /// <summary>The shards of the manifest that are not there, in its order.</summary>
    public static IReadOnlyList<string> Missing(RunFolder folder) => File.Exists(folder.Manifest)
        ? [.. ManifestFile.Read(folder.Features).Shards.Select(shard => ShardLayout.PathOf(folder.Features, shard)).Where(path => !File.Exists(path))]
        : [];

    private static IEnumerable<Finding> Disagreements(RunFolder folder, FeatureManifest manifest, RunState journal)
    {
        var named = manifest.Shards.ToDictionary(shard => (shard.Level, shard.File));
        var journaled = journal.Shards.ToDictionary(shard => (shard.Level, shard.File));
        foreach (var key in named.Keys.Union(journaled.Keys).Order())
        {
            var (inManifest, inJournal) = (named.GetValueOrDefault(key), journaled.GetValueOrDefault(key));
            if (inManifest == inJournal) continue;
            var what = (inManifest, inJournal) switch
            {
                (null, _) => "does not name {0}, which the journal does",
                (_, null) => "names {0}, which the journal does not",
                _ => "says other rows or another SHA-256 of {0} than the journal",
            };
            var shard = Path.GetRelativePath(folder.Features, ShardLayout.PathOf(folder.Features, (inManifest ?? inJournal)!));
            yield return new Finding(true, $"{folder.Manifest}: {what.Replace("{0}", shard, StringComparison.Ordinal)}") { Disagrees = true };
        }
    }

    private static IEnumerable<Finding> LeftOvers(RunFolder folder) =>
        from path in Directory.EnumerateFiles(folder.Path, "*" + DurableFile.TemporaryEnding, SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        where !path.StartsWith(folder.Features + Path.DirectorySeparatorChar, StringComparison.Ordinal)
        select Finding.OfLeftOver(path);
}

using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Features;

/// <summary>Something that verification found.</summary>
/// <param name="IsError">False for what is worth knowing but harms nothing.</param>
/// <param name="Text">One line that names the file.</param>
public sealed record Finding(bool IsError, string Text);

/// <summary>
/// Compares every committed shard with the manifest: there, same SHA-256, readable, same rows, each image once per level,
/// every block of its width, only finite numbers. Goes shard by shard; memory is one column of one shard and the ids.
/// </summary>
public static class FeatureVerification
{
    /// <summary>Verifies a features folder.</summary>
    /// <param name="featuresFolder">The run's features folder.</param>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="shardDone">Called after each shard, in the manifest's order.</param>
    /// <returns>Errors and remarks in the manifest's order, then files that it does not name; empty when all is well.</returns>
    public static IReadOnlyList<Finding> Verify(string featuresFolder, FeatureManifest manifest, Action<ShardEntry>? shardDone = null)
    {
        var findings = new List<Finding>();
        var owners = new Dictionary<(Level, ImageId), string>();
        foreach (var shard in manifest.Shards)
        {
            foreach (var error in Errors(ShardLayout.PathOf(featuresFolder, shard), shard, manifest.BlocksOf(shard.Level), owners))
                findings.Add(new Finding(true, error));
            shardDone?.Invoke(shard);
        }

        findings.AddRange(Unnamed(featuresFolder, manifest));
        return findings;
    }

    private static List<string> Errors(string path, ShardEntry shard, IReadOnlyList<BlockColumn> blocks, Dictionary<(Level, ImageId), string> owners)
    {
        if (!File.Exists(path)) return [$"{path}: is missing"];
        var errors = new List<string>();
        try
        {
            var hash = ShardFile.Sha256(path);
            // What is in a changed file says nothing, and reading it may do anything.
            if (hash != shard.Sha256) return [$"{path}: was changed or damaged after it was committed: SHA-256 {hash}, the manifest says {shard.Sha256}"];
            using var reader = ShardReader.Open(path);
            if (reader.Ids.Count != shard.Rows) errors.Add($"{path}: has {reader.Ids.Count} rows, the manifest says {shard.Rows}");
            foreach (var id in reader.Ids)
                if (!owners.TryAdd((shard.Level, id), shard.File)) errors.Add($"{path}: image '{id}' has a row here and in {owners[(shard.Level, id)]}");
            foreach (var block in blocks) CheckBlock(path, reader, block, errors);
        }
        catch (Exception error) when (error is InputException or IOException or UnauthorizedAccessException)
        {
            errors.Add(error is InputException ? error.Message : $"{path}: cannot be read ({error.Message})");
        }

        return errors;
    }

    private static void CheckBlock(string path, ShardReader reader, BlockColumn block, List<string> errors)
    {
        try
        {
            var values = reader.Read(block);
            var wrong = Array.FindIndex(values, x => !float.IsFinite(x));
            if (wrong >= 0) errors.Add($"{path}: image '{reader.Ids[wrong / block.Dimensions]}', block {block.Name}: number {wrong % block.Dimensions} is not finite");
        }
        catch (InputException error)
        {
            errors.Add(error.Message);
        }
    }

    private static IEnumerable<Finding> Unnamed(string featuresFolder, FeatureManifest manifest)
    {
        if (!Directory.Exists(featuresFolder)) return [];
        var named = manifest.Shards.Select(s => ShardLayout.PathOf(featuresFolder, s)).Append(Path.Combine(featuresFolder, ManifestFile.Name)).ToHashSet(StringComparer.Ordinal);
        return Directory.EnumerateFiles(featuresFolder, "*", SearchOption.AllDirectories)
            .Where(path => !named.Contains(path))
            .Order(StringComparer.Ordinal)
            .Select(path => new Finding(false, path.EndsWith(DurableFile.TemporaryEnding, StringComparison.Ordinal)
                ? $"{path}: left over from an interrupted write, may be deleted"
                : $"{path}: is not in the manifest, so it does not belong to the run"));
    }
}

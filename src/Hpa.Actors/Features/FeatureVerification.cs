using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Features;

/// <summary>Something that verification found.</summary>
/// <param name="IsError">False for what is worth knowing but harms nothing.</param>
/// <param name="Text">One line that names the file.</param>
public sealed record Finding(bool IsError, string Text)
{
    /// <summary>The shard at fault, which can be made again.</summary>
    public ShardEntry? Shard { get; init; }

    /// <summary>A file that an interrupted write left over; nothing needs it.</summary>
    public string? LeftOver { get; init; }

    /// <summary>Whether manifest and journal say different things.</summary>
    public bool Disagrees { get; init; }

    /// <summary>The finding about a file that an interrupted write left over.</summary>
    public static Finding OfLeftOver(string path) => new(false, $"{path}: left over from an interrupted write, may be deleted") { LeftOver = path };
}

/// <summary>
/// Compares every committed shard with the manifest: there, same SHA-256, readable, same rows, each image once per level (each
/// cell once), the same images at every level, every block of its width, empty just where no cell was used, only finite
/// numbers. Goes shard by shard; memory is one column of one shard and the ids.
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
        var owners = new Dictionary<(Level, ImageId, int Cell), string>();
        var found = new Dictionary<ImageId, int>();
        foreach (var shard in manifest.Shards)
        {
            foreach (var error in Errors(ShardLayout.PathOf(featuresFolder, shard), shard, manifest.BlocksOf(shard.Level), owners, found))
                findings.Add(new Finding(true, error) { Shard = shard });
            shardDone?.Invoke(shard);
        }

        if (findings.Count == 0) findings.AddRange(Levels(featuresFolder, manifest, owners.Keys, found));
        findings.AddRange(Unnamed(featuresFolder, manifest));
        return findings;
    }

    private static List<string> Errors(
        string path, ShardEntry shard, IReadOnlyList<BlockColumn> blocks, Dictionary<(Level, ImageId, int Cell), string> owners, Dictionary<ImageId, int> found)
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
            var counts = shard.Level == Level.Cell ? reader.ReadCounts() : [];
            var cells = shard.Level == Level.SingleCell ? reader.ReadCells() : [];
            for (var row = 0; row < reader.Ids.Count; row++)
            {
                var key = (shard.Level, reader.Ids[row], cells.Count > 0 ? cells[row].Number : 0);
                if (!owners.TryAdd(key, shard.File)) errors.Add($"{path}: image '{reader.Ids[row]}' has a row here and in {owners[key]}");
                if (counts.Count > 0) found[reader.Ids[row]] = counts[row].Found;
            }

            bool[] used = [.. reader.Ids.Select((_, row) => counts.Count > 0 ? counts[row].Used > 0 : cells.Count == 0 || cells[row].Used)];
            foreach (var block in blocks) CheckBlock(path, reader, block, used, errors);
        }
        catch (Exception error) when (error is InputException or IOException or UnauthorizedAccessException)
        {
            errors.Add(error is InputException ? error.Message : $"{path}: cannot be read ({error.Message})");
        }

        return errors;
    }

    private static void CheckBlock(string path, ShardReader reader, BlockColumn block, bool[] used, List<string> errors)
    {
        try
        {
            var values = reader.Read(block);
            for (var row = 0; row < used.Length; row++)
            {
                var vector = values.AsSpan(row * block.Dimensions, block.Dimensions);
                var wrong = 0;
                while (wrong < vector.Length && float.IsFinite(vector[wrong])) wrong++;
                if (used[row] == (wrong == vector.Length)) continue;
                errors.Add($"{path}: image '{reader.Ids[row]}', block {block.Name}: {(used[row] ? $"number {wrong} is not finite" : "has numbers, although no cell was used")}");
                break;
            }
        }
        catch (InputException error)
        {
            errors.Add(error.Message);
        }
    }

    /// <summary>The levels speak of the same images, and single cells are as many as the cell level found.</summary>
    private static IEnumerable<Finding> Levels(
        string featuresFolder, FeatureManifest manifest, IEnumerable<(Level Level, ImageId Id, int Cell)> rows, Dictionary<ImageId, int> found)
    {
        var ids = rows.ToLookup(r => r.Level, r => r.Id);
        if (manifest.ShardsOf(Level.Image).Count > 0 && manifest.BlocksOf(Level.Cell).Count > 0)
            foreach (var id in ids[Level.Image].Except(ids[Level.Cell]).Concat(ids[Level.Cell].Except(ids[Level.Image])).Order())
                yield return new Finding(true, $"{featuresFolder}: image '{id}' has a row at one of the levels image and cell alone");
        if (manifest.ShardsOf(Level.SingleCell).Count == 0) yield break;
        var cells = ids[Level.SingleCell].CountBy(id => id).ToDictionary();
        foreach (var id in found.Keys.Union(cells.Keys).Order())
            if (found.GetValueOrDefault(id) != cells.GetValueOrDefault(id))
                yield return new Finding(true, $"{ShardLayout.Folder(featuresFolder, Level.SingleCell)}: image '{id}' has {cells.GetValueOrDefault(id)} cells, the cell level counts {found.GetValueOrDefault(id)}");
    }

    private static IEnumerable<Finding> Unnamed(string featuresFolder, FeatureManifest manifest)
    {
        if (!Directory.Exists(featuresFolder)) return [];
        var named = manifest.Shards.Select(s => ShardLayout.PathOf(featuresFolder, s)).Append(Path.Combine(featuresFolder, ManifestFile.Name)).ToHashSet(StringComparer.Ordinal);
        return Directory.EnumerateFiles(featuresFolder, "*", SearchOption.AllDirectories)
            .Where(path => !named.Contains(path))
            .Order(StringComparer.Ordinal)
            .Select(path => ShardLayout.IsLeftOver(path)
                ? Finding.OfLeftOver(path)
                : new Finding(false, $"{path}: is not in the manifest, so it does not belong to the run"));
    }
}

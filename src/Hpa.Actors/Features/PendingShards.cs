using Hpa.Contracts;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Features;

/// <summary>
/// Shards that a worker has finished and the run has not taken over. Each stands under a name of its writer's own, so nodes that do
/// the same batch, one of them given up for dead, never write one file.
/// </summary>
public static class PendingShards
{
    /// <summary>Gives shards their final names. The same batch has the same bytes, so one that is there already is replaced by its like.</summary>
    /// <param name="featuresFolder">The run's features folder.</param>
    /// <param name="shards">The shards.</param>
    /// <param name="pendingEnding">What stands after each name.</param>
    /// <exception cref="InputException">A shard is not there, or cannot be renamed.</exception>
    public static void Place(string featuresFolder, IReadOnlyList<ShardEntry> shards, string pendingEnding)
    {
        if (pendingEnding.Length == 0) return;
        foreach (var shard in shards)
        {
            var path = ShardLayout.PathOf(featuresFolder, shard);
            try
            {
                using var written = new FileStream(path + pendingEnding, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                DurableFile.Place(written, path);
            }
            catch (IOException e)
            {
                throw new InputException($"{path}{pendingEnding} cannot be taken over: {e.Message}", e);
            }
        }
    }

    /// <summary>Removes what workers left behind that are gone; only while none works on the run.</summary>
    /// <param name="featuresFolder">The run's features folder.</param>
    /// <exception cref="InputException">A file cannot be removed.</exception>
    public static void Sweep(string featuresFolder)
    {
        if (!Directory.Exists(featuresFolder)) return;
        foreach (var file in Directory.EnumerateFiles(featuresFolder, "*" + ShardLayout.PendingEnding, SearchOption.AllDirectories))
        {
            try
            {
                File.Delete(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new InputException($"{file} is left over from a stopped worker and cannot be removed: {e.Message}", e);
            }
        }
    }
}

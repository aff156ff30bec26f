namespace Hpa.Host.Benchmarks;

/// <summary>When batches were finished, as the times of their files say.</summary>
/// <param name="folder">Folder of the shards.</param>
/// <param name="batchSize">Images of a batch.</param>
internal sealed class ShardClock(string folder, int batchSize)
{
    /// <summary>Shards that are there.</summary>
    public int Count => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.parquet").Count() : 0;

    /// <summary>Images of the shards that were finished in a time, the first of them taken as the clock's start.</summary>
    /// <param name="from">Ticks, UTC.</param>
    /// <param name="to">Ticks, UTC.</param>
    /// <returns>Images after the first shard, and the seconds they took.</returns>
    public (double Images, double Seconds) Between(long from, long to)
    {
        long[] times = [.. Directory.EnumerateFiles(folder, "*.parquet").Select(file => File.GetLastWriteTimeUtc(file).Ticks).Where(at => at >= from && at <= to).Order()];
        return times.Length < 3
            ? throw new Contracts.InputException("too few batches in a part to tell a rate: take more --images")
            : ((times.Length - 1) * batchSize, TimeSpan.FromTicks(times[^1] - times[0]).TotalSeconds);
    }
}

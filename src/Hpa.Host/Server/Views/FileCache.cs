namespace Hpa.Host.Server.Views;

/// <summary>What was read from a few files, until they change. Bounded: the one that was not asked for longest goes first.</summary>
/// <param name="size">How many files.</param>
internal sealed class FileCache<T>(int size) where T : class
{
    private readonly LinkedList<(string Path, Stamp Stamp, T Value)> _entries = [];

    /// <summary>What a file holds, or null where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">Reads it.</param>
    public T? Get(string path, Func<string, T> read)
    {
        var file = new FileInfo(path);
        if (!file.Exists) return null;
        var stamp = new Stamp(file.LastWriteTimeUtc.Ticks, file.Length);
        lock (_entries)
        {
            if (Take(path) is { } known && known.Stamp == stamp)
            {
                _entries.AddFirst(known);
                return known.Value;
            }
        }

        // Outside the lock: a large file must not keep other pages waiting.
        var value = read(path);
        lock (_entries)
        {
            Take(path);
            _entries.AddFirst((path, stamp, value));
            while (_entries.Count > size) _entries.RemoveLast();
        }

        return value;
    }

    private (string Path, Stamp Stamp, T Value)? Take(string path)
    {
        for (var node = _entries.First; node is not null; node = node.Next)
        {
            if (node.Value.Path != path) continue;
            _entries.Remove(node);
            return node.Value;
        }

        return null;
    }

    private readonly record struct Stamp(long Written, long Length);
}

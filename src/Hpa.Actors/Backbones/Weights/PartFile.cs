using System.Security.Cryptography;
using Hpa.Contracts;

namespace Hpa.Actors.Backbones.Weights;

/// <summary>
/// What has arrived of a file: <c>FILE.part</c>, open for one writer at a time, and beside it <c>FILE.part.json</c>, which
/// says where the bytes are from. It outlives the process, so that a later one can go on.
/// </summary>
internal sealed class PartFile : IDisposable
{
    /// <summary>Endings that no weights file may have.</summary>
    public static readonly string[] Endings = [".part", ".part.json", DurableFile.TemporaryEnding];

    private readonly string _path;
    private readonly FileStream _stream;

    private PartFile(string path, FileStream stream)
    {
        _path = path;
        _stream = stream;
        _stream.Seek(0, SeekOrigin.End);
        var origin = Sidecar(path);
        Origin = Length > 0 && File.Exists(origin) ? PartOrigin.Parse(File.ReadAllText(origin)) : null;
    }

    /// <summary>Bytes so far.</summary>
    public long Length => _stream.Length;

    /// <summary>Where they are from, or null when there are none or nobody knows.</summary>
    public PartOrigin? Origin { get; private set; }

    /// <summary>Opens or creates the part of a file.</summary>
    /// <param name="path">The final name.</param>
    /// <exception cref="InputException">Another process writes the same file.</exception>
    public static PartFile Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var name = path + Endings[0];
        try
        {
            // Whoever had the part may have renamed or deleted it after we opened it and before we locked it. A file
            // system without locks never says yes; there is nothing better to have on it than a part without a lock.
            for (var attempt = 1; ; attempt++)
            {
                var stream = Exclusive(name, FileMode.OpenOrCreate);
                if (attempt == 3 || IsHeld(name)) return new PartFile(path, stream);
                stream.Dispose();
            }
        }
        catch (IOException e) when (IsSharing(e))
        {
            throw new InputException($"{path}: another process is fetching this file; wait for it, or end it first", e);
        }
    }

    /// <summary>Refuses what will not fit beside the other files.</summary>
    /// <param name="path">The final name.</param>
    /// <param name="needed">Bytes to come.</param>
    /// <exception cref="StorageException">Not so much is free.</exception>
    public static void CheckRoom(string path, long needed)
    {
        var available = new DriveInfo(Path.GetDirectoryName(path)!).AvailableFreeSpace;
        if (available < needed) throw StorageException.NoRoom(path, needed, available);
    }

    /// <summary>Forgets what is there.</summary>
    public void Restart(PartOrigin? origin)
    {
        _stream.SetLength(0);
        Origin = origin;
        if (origin is null) File.Delete(Sidecar(_path));
        else DurableFile.WriteText(Sidecar(_path), origin.ToJson());
    }

    public ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop) => _stream.WriteAsync(bytes, stop);

    /// <summary>Takes all of a file into the empty part.</summary>
    /// <returns>Its SHA-256.</returns>
    public string Fill(Stream original)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        while (original.Read(buffer) is var read and > 0)
        {
            hash.AppendData(buffer, 0, read);
            _stream.Write(buffer, 0, read);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The SHA-256 of what is there.</summary>
    public Task<string> HashAsync(CancellationToken stop) => WeightsHash.OfAsync(_stream, stop);

    /// <summary>Whether the first sign is the one that HTML and XML begin with.</summary>
    public bool LooksLikePage()
    {
        Span<byte> start = stackalloc byte[64];
        _stream.Position = 0;
        var read = _stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return start[..read].TrimStart("\uFEFF \t\r\n"u8) is [(byte)'<', ..];
    }

    /// <summary>Makes it the file.</summary>
    /// <exception cref="StorageException">It cannot be.</exception>
    public void Commit()
    {
        DurableFile.Place(_stream, _path);
        File.Delete(Sidecar(_path));
    }

    /// <summary>Deletes it.</summary>
    public void Discard()
    {
        File.Delete(Sidecar(_path));
        File.Delete(_stream.Name);
    }

    /// <summary>Leaves what is there for the next process; an empty part goes.</summary>
    public void Dispose()
    {
        try
        {
            if (_stream.CanSeek && Length == 0) Discard();
        }
        finally
        {
            _stream.Dispose();
        }
    }

    private static string Sidecar(string path) => path + Endings[1];

    private static FileStream Exclusive(string name, FileMode mode) => new(name, mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);

    private static bool IsHeld(string name)
    {
        try
        {
            Exclusive(name, FileMode.Open).Dispose();
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException e) when (IsSharing(e))
        {
            return true;
        }
    }

    /// <summary>EWOULDBLOCK of Linux and macOS, ERROR_SHARING_VIOLATION of Windows.</summary>
    private static bool IsSharing(IOException error) => error.HResult is 11 or 35 or unchecked((int)0x80070020);
}

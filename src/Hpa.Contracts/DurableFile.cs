using System.Runtime.InteropServices;
using System.Text;

namespace Hpa.Contracts;

/// <summary>
/// Writes a file so that after a crash at any moment either the old or the new content is there, whole: temporary name in
/// the same folder, flush to disk, rename, fsync of the folder.
/// </summary>
public static partial class DurableFile
{
    /// <summary>Ending of temporary names; a file with it is left over from a crash and may be deleted.</summary>
    public const string TemporaryEnding = ".tmp";

    /// <summary>Writes through a stream.</summary>
    /// <param name="path">The final name; its folder is created.</param>
    /// <param name="write">Writes the content; what it throws leaves the old file untouched.</param>
    /// <exception cref="IOException">No space, no permission, …; nothing is left under the final name.</exception>
    public static void Write(string path, Action<FileStream> write) =>
        Commit(path, temporary =>
        {
            using var stream = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
            write(stream);
            stream.Flush(flushToDisk: true);
        });

    /// <summary>Writes a text as UTF-8 without byte order mark.</summary>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>
    /// For writers that close their own stream: <paramref name="write"/> creates the temporary file, which is then flushed
    /// to disk, renamed and its folder synced.
    /// </summary>
    public static void Commit(string path, Action<string> write)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var temporary = path + TemporaryEnding;
        try
        {
            write(temporary);
            using (var written = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                written.Flush(flushToDisk: true);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        SyncFolder(folder);
    }

    /// <summary>Makes renames inside a folder durable; .NET has no call for it.</summary>
    private static void SyncFolder(string folder)
    {
        if (!OperatingSystem.IsLinux()) return;
        var descriptor = Open(folder, 0);
        if (descriptor < 0) throw new IOException($"{folder}: cannot be opened to sync it (errno {Marshal.GetLastPInvokeError()})");
        try
        {
            if (Fsync(descriptor) != 0) throw new IOException($"{folder}: cannot be synced (errno {Marshal.GetLastPInvokeError()})");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}

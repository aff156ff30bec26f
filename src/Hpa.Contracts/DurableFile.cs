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
    /// <exception cref="StorageException">No space, no permission, …: path and remedy in one line; the old file is untouched.</exception>
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
    /// <exception cref="StorageException">No space, no permission, …: path and remedy in one line; the old file is untouched.</exception>
    public static void Commit(string path, Action<string> write)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            Replace(path, write);
        }
        catch (Exception error) when (StorageException.From(path, error) is { } fault)
        {
            throw fault;
        }
    }

    /// <summary>
    /// Gives a file that was written piece by piece its final name: flush to disk, rename, fsync of the folder. The stream
    /// stays open, and with it whatever lock it holds, until all that is done.
    /// </summary>
    /// <param name="written">The whole content, under a temporary name in the folder of <paramref name="path"/>.</param>
    /// <param name="path">The final name; what has it is replaced.</param>
    /// <exception cref="StorageException">No space, no permission, …: path and remedy in one line; the old file is untouched.</exception>
    public static void Place(FileStream written, string path)
    {
        try
        {
            written.Flush(flushToDisk: true);
            File.Move(written.Name, path, overwrite: true);
            SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Exception error) when (StorageException.From(path, error) is { } fault)
        {
            throw fault;
        }
    }

    private static void Replace(string path, Action<string> write)
    {
        var temporary = path + TemporaryEnding;
        try
        {
            write(temporary);
            // Once it has its name others may read it, while the folder is still on its way to the disk.
            using var written = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
            Place(written, path);
        }
        catch
        {
            Discard(temporary);
            throw;
        }
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A left-over is harmless and named as such; the first error is the one to report.
        }
    }

    /// <summary>Makes renames inside a folder durable; .NET has no call for it.</summary>
    private static void SyncFolder(string folder)
    {
        if (!OperatingSystem.IsLinux()) return;
        var descriptor = Open(folder, 0);
        if (descriptor < 0) throw StorageException.FromErrno(folder, Marshal.GetLastPInvokeError());
        try
        {
            if (Fsync(descriptor) != 0) throw StorageException.FromErrno(folder, Marshal.GetLastPInvokeError());
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

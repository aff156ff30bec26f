using Hpa.Contracts;

namespace Hpa.Host.Nodes;

/// <summary>A guest node's own folder: its log, kernels, networks that are built here. Gone with the node; what a killed one left goes with the next.</summary>
internal sealed class GuestFolder : IDisposable
{
    private const string Prefix = "hpa-node-";
    private const string LockName = ".lock";

    private readonly FileStream _lock;

    private GuestFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Its log.</summary>
    public string Log => System.IO.Path.Combine(Path, "hpa.log");

    /// <summary>Whether the folder stays, because its log says what went wrong.</summary>
    public bool Keep { get; set; }

    /// <summary>Creates a folder and removes those of nodes that are gone.</summary>
    /// <param name="parent">Where it is created.</param>
    /// <exception cref="InputException">It cannot be.</exception>
    public static GuestFolder Create(string parent)
    {
        try
        {
            Directory.CreateDirectory(parent);
            foreach (var old in Directory.EnumerateDirectories(parent, Prefix + "*")) RemoveIfLeft(old);
            var path = Directory.CreateDirectory(System.IO.Path.Combine(parent, $"{Prefix}{Environment.ProcessId}")).FullName;
            return new GuestFolder(path, Hold(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{parent}: this node's folder cannot be created ({e.Message}): name another with --work DIR", e);
        }
    }

    /// <summary>Removes it.</summary>
    public void Dispose()
    {
        _lock.Dispose();
        if (!Keep) Directory.Delete(Path, recursive: true);
    }

    private static FileStream Hold(string folder) => new(System.IO.Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private static void RemoveIfLeft(string folder)
    {
        try
        {
            Hold(folder).Dispose();
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another node at work, or somebody else's.
        }
    }
}

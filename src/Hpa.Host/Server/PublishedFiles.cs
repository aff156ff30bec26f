using Hpa.Actors.Runs;
using Hpa.Contracts.Server;

namespace Hpa.Host.Server;

/// <summary>The files of a run that the server shows, and no others: no link leads out of the run's folder.</summary>
/// <param name="run">The run's folder.</param>
internal sealed class PublishedFiles(RunFolder run)
{
    private static readonly string[] s_files = ["run.conf", "split.csv", "quarantine.csv", "hpa.log", "submitted.conf"];
    private static readonly string[] s_folders = ["report", "selection"];

    /// <summary>All of them, by name.</summary>
    public IReadOnlyList<PublishedFile> All() =>
    [
        .. s_files.Select(name => new FileInfo(Path.Combine(run.Path, name))).Concat(s_folders.SelectMany(Below))
            .Where(file => file.Exists && file.LinkTarget is null)
            .Select(file => new PublishedFile(Path.GetRelativePath(run.Path, file.FullName).Replace('\\', '/'), file.Length))
            .OrderBy(file => file.Name, StringComparer.Ordinal),
    ];

    /// <summary>Where a file is on disk.</summary>
    /// <param name="name">Relative to the run's folder, with slashes.</param>
    /// <exception cref="RefusedException">There is no such file, or it is none that is shown.</exception>
    public string Find(string name)
    {
        var parts = name.Split('/');
        var shown = parts.All(IsPlain) && (parts.Length == 1 ? s_files : s_folders).Contains(parts[0], StringComparer.Ordinal);
        return shown && IsThere(parts)
            ? Path.Combine([run.Path, .. parts])
            : throw new RefusedException(RefusalKind.NotFound, $"the run shows no file '{name}'");
    }

    private static bool IsPlain(string part) =>
        part.Length is > 0 and <= 200 && part[0] != '.' && !part.Any(c => char.IsControl(c) || c is '\\' or ':' or '/');

    private bool IsThere(string[] parts)
    {
        var path = run.Path;
        foreach (var part in parts.SkipLast(1))
        {
            path = Path.Combine(path, part);
            if (new DirectoryInfo(path) is not { Exists: true, LinkTarget: null }) return false;
        }

        return new FileInfo(Path.Combine(path, parts[^1])) is { Exists: true, LinkTarget: null };
    }

    private IEnumerable<FileInfo> Below(string folder)
    {
        var root = new DirectoryInfo(Path.Combine(run.Path, folder));
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
        return root is { Exists: true, LinkTarget: null } ? root.EnumerateFiles("*", options).Where(file => !file.Name.StartsWith('.')) : [];
    }
}

/// <summary>A file that the server shows.</summary>
/// <param name="Name">Relative to the run's folder, with slashes.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record PublishedFile(string Name, long Bytes);

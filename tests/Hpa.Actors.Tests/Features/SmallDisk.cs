using System.Diagnostics;

namespace Hpa.Actors.Tests.Features;

/// <summary>A real file system of a few hundred KB, in memory. Only root can mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    /// <summary>Mounts one, or null where that is refused.</summary>
    public static SmallDisk? TryMount(int kilobytes)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) return null;
        var path = Directory.CreateTempSubdirectory("hpa-disk-").FullName;
        if (Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", path)) return new SmallDisk(path);
        Directory.Delete(path);
        return null;
    }

    public bool MakeReadOnly() => Run("mount", "-o", "remount,ro", Path);

    public void Dispose()
    {
        if (Run("umount", Path)) Directory.Delete(Path);
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>A test that needs a <see cref="SmallDisk"/>; skipped where none can be mounted.</summary>
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    private static readonly bool Possible = Try();

    public SmallDiskFactAttribute()
    {
        if (!Possible) Skip = "a tmpfs can only be mounted by root, and not in every container";
    }

    private static bool Try()
    {
        using var disk = SmallDisk.TryMount(64);
        return disk is not null;
    }
}

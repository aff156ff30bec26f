namespace Hpa.Host.Tests.Processes;

/// <summary>A file system in memory that is soon full.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string path) => Path = path;

    /// <summary>Why it cannot be had here, or null.</summary>
    public static string? Missing { get; } = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && CanMount()
        ? null
        : "mounting a file system takes a privileged user on Linux";

    /// <summary>Where it is mounted.</summary>
    public string Path { get; }

    /// <summary>Mounts one.</summary>
    /// <param name="path">A folder to be created.</param>
    /// <param name="size">Size as mount takes it, and further options.</param>
    public static async Task<SmallDisk> MountAsync(string path, string size)
    {
        Directory.CreateDirectory(path);
        (await HpaProcess.RunOtherAsync("mount", "-t", "tmpfs", "-o", $"size={size}", "hpa-test", path)).MustBeDone();
        return new SmallDisk(path);
    }

    /// <summary>Gives it another size.</summary>
    public async Task GrowAsync(string size) =>
        (await HpaProcess.RunOtherAsync("mount", "-o", $"remount,size={size}", Path)).MustBeDone();

    public async ValueTask DisposeAsync() => (await HpaProcess.RunOtherAsync("umount", Path)).MustBeDone();

    /// <summary>CAP_SYS_ADMIN, bit 21: a container's root often lacks it.</summary>
    private static bool CanMount() => File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("CapEff:", StringComparison.Ordinal)) is { } line
        && (Convert.ToUInt64(line["CapEff:".Length..].Trim(), 16) >> 21 & 1) == 1;
}

/// <summary>A test that mounts a <see cref="SmallDisk"/>.</summary>
internal sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute() => Skip = SmallDisk.Missing;
}

/// <summary>Tests that mount a <see cref="SmallDisk"/>.</summary>
internal sealed class MountTheoryAttribute : TheoryAttribute
{
    public MountTheoryAttribute() => Skip = SmallDisk.Missing;
}

/// <summary>A test about permissions, which the privileged user does not feel.</summary>
internal sealed class UserFactAttribute : FactAttribute
{
    public UserFactAttribute() => Skip = Environment.IsPrivilegedProcess ? "permissions do not stop the privileged user" : null;
}

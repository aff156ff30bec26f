namespace Hpa.Actors.Runs;

/// <summary>
/// Whether a disk has room for more work. Work that was held goes on only when somewhat more than needed is free, so that a disk at the
/// limit does not start and stop it at every look.
/// </summary>
/// <param name="needed">What must be free, MB.</param>
internal sealed class DiskRoom(long needed)
{
    private const long Megabyte = 1_000_000;

    /// <summary>One part in so many must be free beyond what is needed before work goes on.</summary>
    private const long Margin = 10;

    /// <summary>Whether work is held; null before the first look.</summary>
    public bool? Held { get; private set; }

    /// <summary>Takes in what is free.</summary>
    /// <param name="free">Bytes; null where nobody can say, which holds nothing.</param>
    /// <returns>Whether <see cref="Held"/> has changed.</returns>
    public bool Look(long? free)
    {
        var before = Held;
        var least = needed * Megabyte;
        Held = free < (Held == true ? least + least / Margin : least);
        return Held != before;
    }

    /// <summary>Why work is held, in words.</summary>
    public string Words(long? free, string folder) =>
        FormattableString.Invariant($"paused: {free / Megabyte} MB free on the disk of {folder}, {needed} needed (hpa.runs.min-free-disk)");

    /// <summary>Bytes that this user may still write to the disk of a folder, or null where the system does not say.</summary>
    public static long? FreeOn(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}

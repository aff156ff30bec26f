namespace Hpa.Contracts.Runs;

/// <summary>How much goes wrong before a run waits or gives up; none of it changes a result.</summary>
/// <param name="MaxQuarantined">The largest share of images that may be set aside, 0 to 1.</param>
/// <param name="MinFreeDisk">Free space that extraction needs on the disk of the run, MB; 0 = it never waits.</param>
/// <param name="JournalPatience">How long the journal may be out of reach.</param>
public sealed record FaultSettings(double MaxQuarantined, long MinFreeDisk, TimeSpan JournalPatience)
{
    private const long MaxMegabytes = 1_000_000_000;
    private const long MaxMinutes = 1_000_000;

    /// <summary>Reads and checks the section.</summary>
    /// <exception cref="SettingsException">Names the key at fault.</exception>
    public static FaultSettings From(SettingsSection runs) => new(
        runs.Number("max-quarantined", 0, 1),
        runs.Long("min-free-disk", 0, MaxMegabytes),
        TimeSpan.FromMinutes(runs.Long("journal-patience", 0, MaxMinutes)));
}

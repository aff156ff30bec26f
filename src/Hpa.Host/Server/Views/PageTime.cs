using System.Globalization;
using Hpa.Actors.Reports;
using Hpa.Contracts.Server;

namespace Hpa.Host.Server.Views;

/// <summary>Times for people, in this machine's zone.</summary>
/// <param name="clock">Tells the time.</param>
internal sealed class PageTime(TimeProvider clock)
{
    /// <summary>A point in time.</summary>
    public string At(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, clock.LocalTimeZone).ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    /// <summary>How long ago.</summary>
    public string Ago(DateTimeOffset time)
    {
        var passed = clock.GetUtcNow() - time;
        return passed.TotalSeconds < 60 ? "just now" : passed.TotalDays < 2 ? $"{Wording.Duration(passed.TotalSeconds)} ago" : At(time);
    }

    /// <summary>How long a run took, or has been at work.</summary>
    public string? Took(QueuedRun run) => run.Begun is { } begun ? Wording.Duration(Math.Max(0, ((run.Ended ?? clock.GetUtcNow()) - begun).TotalSeconds)) : null;
}

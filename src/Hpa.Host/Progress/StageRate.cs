using System.Globalization;

namespace Hpa.Host.Progress;

/// <summary>Rate and time left of a stage, from what was done since this process took it up.</summary>
/// <param name="clock">Tells the time.</param>
/// <param name="done">Units done before.</param>
internal sealed class StageRate(TimeProvider clock, long done)
{
    private readonly long _started = clock.GetTimestamp();

    /// <summary>Units per second, or null before anything can be said.</summary>
    public double? PerSecond(long now)
    {
        var seconds = clock.GetElapsedTime(_started).TotalSeconds;
        return now > done && seconds > 0.5 ? (now - done) / seconds : null;
    }

    /// <summary>Time left at this rate, or null before anything can be said.</summary>
    public TimeSpan? Left(long now, long total) => PerSecond(now) is { } rate ? TimeSpan.FromSeconds((total - now) / rate) : null;

    /// <summary>Both in words: <c>5.2/s, 54 s left</c>, the rate alone without a total; empty before anything can be said.</summary>
    /// <param name="now">Units done.</param>
    /// <param name="total">Units in all, or null when nobody knows.</param>
    /// <param name="unit">Bytes are told in megabytes.</param>
    public string Describe(long now, long? total, string unit = "")
    {
        if (PerSecond(now) is not { } rate) return "";
        var speed = unit == ProgressDisplay.Bytes
            ? string.Create(CultureInfo.InvariantCulture, $"{rate / 1e6:0.0} MB/s")
            : string.Create(CultureInfo.InvariantCulture, $"{rate:0.0}/s");
        return total is { } all && Left(now, all) is { } left ? $"{speed}, {Words(left)} left" : speed;
    }

    private static string Words(TimeSpan time) => time switch
    {
        { TotalMinutes: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
        { TotalHours: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min"),
        { TotalDays: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0.0} days"),
    };
}

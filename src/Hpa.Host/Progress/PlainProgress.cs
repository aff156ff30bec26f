namespace Hpa.Host.Progress;

/// <summary>One line when work begins, every few seconds while it goes on, and when it is done.</summary>
internal sealed class PlainProgress(TextWriter output, TimeProvider clock) : ProgressDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, Told> _told = [];

    /// <inheritdoc />
    public override void Show(string title, long done, long? total, string unit, string detail)
    {
        var begun = _told.TryGetValue(title, out var last);
        if (begun && (done == last!.Done || ((total is null || done < total) && clock.GetElapsedTime(last.At) < Interval))) return;
        var told = _told[title] = new Told(last?.Rate ?? new StageRate(clock, done), clock.GetTimestamp(), done);
        output.WriteLine($"{title}: {Words(done, total, unit, told.Rate.Describe(done, total, unit), detail)}");
    }

    /// <inheritdoc />
    public override void Say(string line) => output.WriteLine(line);

    /// <inheritdoc />
    public override ValueTask DisposeAsync()
    {
        output.Flush();
        return ValueTask.CompletedTask;
    }

    /// <summary>What was told last about some work.</summary>
    private sealed record Told(StageRate Rate, long At, long Done);
}

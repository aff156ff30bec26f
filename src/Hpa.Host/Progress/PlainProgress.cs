namespace Hpa.Host.Progress;

/// <summary>One line when work begins, every few seconds while it goes on, and when it is done.</summary>
internal sealed class PlainProgress(TextWriter output, TimeProvider clock) : ProgressDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private string? _title;
    private StageRate? _rate;
    private long _written;
    private long _done;

    /// <inheritdoc />
    public override void Show(string title, long done, long total, string unit, string detail)
    {
        var begins = title != _title;
        if (begins) (_title, _rate) = (title, new StageRate(clock, done));
        if (!begins && (done == _done || (done < total && clock.GetElapsedTime(_written) < Interval))) return;
        (_written, _done) = (clock.GetTimestamp(), done);
        var words = new[] { $"{title}: {done}/{total} {unit}", _rate!.Describe(done, total), detail };
        output.WriteLine(string.Join(", ", words.Where(w => w.Length > 0)));
    }

    /// <inheritdoc />
    public override ValueTask DisposeAsync()
    {
        output.Flush();
        return ValueTask.CompletedTask;
    }
}

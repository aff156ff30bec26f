using System.Diagnostics;
using Hpa.Contracts.Runs;
using Hpa.Host.Progress;

namespace Hpa.Host.Benchmarks;

/// <summary>Shows progress as always and notes time and memory of the extraction.</summary>
internal sealed class MeasuredProgress : ProgressDisplay
{
    /// <summary>Images after which the memory of a run should no longer grow.</summary>
    public const int Early = 100;

    private readonly ProgressDisplay _shown = ForThisTerminal();
    private long _started;

    /// <summary>From the first image on its way to the last one committed.</summary>
    public double Seconds { get; private set; }

    /// <summary>Resident bytes when image <see cref="Early"/> was done.</summary>
    public long MemoryAt100 { get; private set; }

    /// <summary>Resident bytes when the last image was done.</summary>
    public long MemoryAtEnd { get; private set; }

    /// <inheritdoc />
    public override void Show(string title, long done, long? total, string unit, string detail)
    {
        _shown.Show(title, done, total, unit, detail);
        if (title != Title(Stage.Extract)) return;
        if (_started == 0) _started = Stopwatch.GetTimestamp();
        Seconds = Stopwatch.GetElapsedTime(_started).TotalSeconds;
        if (done >= Early && MemoryAt100 == 0) MemoryAt100 = Environment.WorkingSet;
        if (done == total) MemoryAtEnd = Environment.WorkingSet;
    }

    /// <inheritdoc />
    public override void Say(string line) => _shown.Say(line);

    /// <inheritdoc />
    public override ValueTask DisposeAsync() => _shown.DisposeAsync();
}

using System.Diagnostics;
using Hpa.Contracts.Runs;
using Hpa.Host.Progress;

namespace Hpa.Host.Benchmarks;

/// <summary>Shows progress as always and notes time and memory of the extraction.</summary>
internal sealed class MeasuredProgress : ProgressDisplay
{
    /// <summary>Images after which the memory of a run should no longer grow.</summary>
    public const int Early = 100;

    /// <summary>Progress events over which memory is compared: single readings differ by what the garbage collector has just done.</summary>
    private const int Window = 100;

    private readonly List<long> _memory = [];
    private readonly ProgressDisplay _shown = ForThisTerminal();
    private long _started;

    /// <summary>From the first image on its way to the last one committed.</summary>
    public double Seconds { get; private set; }

    /// <summary>Median of the resident bytes over the images after number <see cref="Early"/>.</summary>
    public long MemoryEarly => Median(_memory.Take(Window));

    /// <summary>Median of the resident bytes over the last images.</summary>
    public long MemoryLate => Median(_memory.TakeLast(Window));

    /// <inheritdoc />
    public override void Show(string title, long done, long? total, string unit, string detail)
    {
        _shown.Show(title, done, total, unit, detail);
        if (title != Title(Stage.Extract)) return;
        if (_started == 0) _started = Stopwatch.GetTimestamp();
        Seconds = Stopwatch.GetElapsedTime(_started).TotalSeconds;
        if (done >= Early) _memory.Add(Environment.WorkingSet);
    }

    /// <inheritdoc />
    public override void Say(string line) => _shown.Say(line);

    /// <inheritdoc />
    public override ValueTask DisposeAsync() => _shown.DisposeAsync();

    private static long Median(IEnumerable<long> bytes)
    {
        long[] sorted = [.. bytes.Order()];
        return sorted.Length == 0 ? 0 : sorted[sorted.Length / 2];
    }
}

using System.Diagnostics;

namespace Hpa.Host.Benchmarks;

/// <summary>The same work on several threads of its own for a while: what a device's lanes do, without anything around them.</summary>
internal static class Lanes
{
    /// <summary>Repeats work until the time is over.</summary>
    /// <param name="lanes">Threads.</param>
    /// <param name="atLeast">How long to go on.</param>
    /// <param name="work">Given a number that counts up over all threads.</param>
    /// <param name="stop">The user's wish to stop.</param>
    /// <returns>How often the work was done, and the seconds until the last thread had finished.</returns>
    public static (int Times, double Seconds) Repeat(int lanes, TimeSpan atLeast, Action<int> work, CancellationToken stop)
    {
        var (next, done) = (-1, 0);
        var started = Stopwatch.GetTimestamp();
        var threads = Enumerable.Range(0, lanes).Select(_ => new Thread(() =>
        {
            while (Stopwatch.GetElapsedTime(started) < atLeast && !stop.IsCancellationRequested)
            {
                work(Interlocked.Increment(ref next));
                Interlocked.Increment(ref done);
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        stop.ThrowIfCancellationRequested();
        return (done, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }
}

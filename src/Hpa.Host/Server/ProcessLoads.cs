using System.Collections.Concurrent;
using System.Diagnostics;

namespace Hpa.Host.Server;

/// <summary>How much the processes of runs use of this machine.</summary>
/// <param name="clock">Tells the time.</param>
internal sealed class ProcessLoads(TimeProvider clock)
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, Watched> _processes = new(StringComparer.Ordinal);

    /// <summary>Watches a process until the result is disposed.</summary>
    /// <param name="run">The run that it works on.</param>
    /// <param name="process">Its number.</param>
    public IDisposable Watch(string run, int process)
    {
        _processes[run] = new Watched(clock, process);
        return new Ended(() => _processes.TryRemove(run, out _));
    }

    /// <summary>The loads of the processes at work.</summary>
    public IReadOnlyList<ProcessLoad> Now() => [.. _processes.Select(known => known.Value.Look(known.Key)).OfType<ProcessLoad>().OrderBy(load => load.Run, StringComparer.Ordinal)];

    private sealed class Watched(TimeProvider clock, int id)
    {
        private readonly Lock _gate = new();
        private long _since = clock.GetTimestamp();
        private TimeSpan _used;
        private double _busy;

        public ProcessLoad? Look(string run)
        {
            try
            {
                using var process = Process.GetProcessById(id);
                lock (_gate)
                {
                    var passed = clock.GetElapsedTime(_since);
                    if (passed >= s_shortest)
                    {
                        var used = process.TotalProcessorTime;
                        (_busy, _used, _since) = (Math.Clamp((used - _used) / passed / Environment.ProcessorCount, 0, 1), used, clock.GetTimestamp());
                    }

                    return new ProcessLoad(run, _busy, process.WorkingSet64, process.Threads.Count);
                }
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                return null;
            }
        }
    }

    private sealed class Ended(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

/// <summary>What a process uses.</summary>
/// <param name="Run">The run that it works on.</param>
/// <param name="Busy">Share of the machine's cores, 0 to 1.</param>
/// <param name="Bytes">Memory.</param>
/// <param name="Threads">Threads.</param>
internal sealed record ProcessLoad(string Run, double Busy, long Bytes, int Threads);

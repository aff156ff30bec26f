using System.Collections.Concurrent;
using Hpa.Contracts.Server;
using Hpa.Host.Progress;

namespace Hpa.Host.Server;

/// <summary>The latest state of every run at work, and news of it to whoever watches.</summary>
/// <param name="data">Has the files of runs that are over.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class RunFeed(DataFolder data, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, RunTrack> _tracks = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Watcher, byte> _watchers = new();

    /// <summary>
    /// How far a run is: its steps in the order in which they began, and the generations of its islands. Those that no process has told of
    /// come from the run's files. The id is that of a run that is there.
    /// </summary>
    public RunProgress Latest(string id)
    {
        var now = _tracks.TryGetValue(id, out var track) ? track.Now() : new RunProgress([], []);
        var told = now.Generations.Select(point => point.Study).ToHashSet();
        return now with { Generations = [.. RunHistory.Read(data.Run(id)).Where(point => !told.Contains(point.Study)), .. now.Generations] };
    }

    /// <summary>How far every run at work is.</summary>
    public IReadOnlyDictionary<string, RunProgress> AtWork() => _tracks.ToDictionary(track => track.Key, track => track.Value.Now());

    /// <summary>Calls back with every piece of news until the result is disposed. The callback is quick and does not throw.</summary>
    /// <param name="id">The run; null for all of them.</param>
    /// <param name="told">Called on any thread.</param>
    public IDisposable Subscribe(string? id, Action<RunNews> told)
    {
        var watcher = new Watcher(this, id, told);
        _watchers[watcher] = 0;
        return watcher;
    }

    /// <summary>A run changed its phase.</summary>
    public void Tell(QueuedRun run)
    {
        // What is over stands in the run's files.
        if (run.IsOver) _tracks.TryRemove(run.Id, out _);
        Tell(new RunNews(run.Id) { Run = run });
    }

    /// <summary>A process begins to work on a run: what an earlier one told is told again as far as it counts.</summary>
    public void Begin(string id) => _tracks[id] = new RunTrack(clock);

    /// <summary>The process of a run told something.</summary>
    public void Tell(string id, ProgressLine line)
    {
        if (!_tracks.TryGetValue(id, out var track)) return;
        if (line.Step is { } step) Tell(new RunNews(id) { Step = track.Take(step) });
        if (line.Generation is { } generation)
        {
            track.Take(generation);
            Tell(new RunNews(id) { Generation = generation });
        }
    }

    private void Tell(RunNews news)
    {
        foreach (var (watcher, _) in _watchers)
            if (watcher.Id is null || watcher.Id == news.Id) watcher.Told(news);
    }

    private sealed class Watcher(RunFeed feed, string? id, Action<RunNews> told) : IDisposable
    {
        public string? Id => id;

        public Action<RunNews> Told => told;

        public void Dispose() => feed._watchers.TryRemove(this, out _);
    }
}

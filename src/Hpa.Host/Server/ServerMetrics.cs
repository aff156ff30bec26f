using System.Diagnostics;
using System.Diagnostics.Metrics;
using Hpa.Contracts.Server;
using Hpa.Host.Server.Predictions;

namespace Hpa.Host.Server;

/// <summary>What the server tells a monitor, in OpenTelemetry's names; looked up when it is asked for.</summary>
internal sealed class ServerMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Hpa.Server";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private readonly Meter _meter = new(Name);
    private readonly DataFolder _data;
    private readonly RunQueue _queue;
    private readonly RunFeed _feed;
    private readonly ProcessLoads _loads;

    /// <summary>Sets the instruments up.</summary>
    public ServerMetrics(DataFolder data, RunQueue queue, RunFeed feed, PredictionDesk desk, ProcessLoads loads)
    {
        (_data, _queue, _feed, _loads) = (data, queue, feed, loads);
        _meter.CreateObservableGauge("hpa.queue.runs", Runs, "{run}", "Runs by phase");
        _meter.CreateObservableGauge("hpa.predictions.waiting", () => desk.Waiting, "{prediction}", "Predictions that wait or are at work");
        _meter.CreateObservableGauge("hpa.stage.rate", Rates, "{unit}/s", "Units per second of every step of a run at work: images, generations, subsets, …");
        _meter.CreateObservableGauge("hpa.stage.done", Done, "{unit}", "Units done of every step of a run at work");
        _meter.CreateObservableGauge("hpa.selection.evaluations.rate", Evaluations, "{evaluation}/s", "Subsets measured per second by runs at work");
        _meter.CreateObservableGauge("hpa.selection.best", Best, "1", "Best fitness of every island of a run at work");
        _meter.CreateObservableGauge("hpa.quarantined.images", Quarantined, "{image}", "Images set aside by runs at work");
        _meter.CreateObservableGauge("hpa.device.busy", Busy, "1", "Share of this machine's cores that a run at work keeps busy, since the last time this was asked for");
        _meter.CreateObservableGauge("hpa.process.memory", Memory, "By", "Memory of the server and of the processes of runs at work");
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    private IReadOnlyList<QueuedRun> List()
    {
        // Instruments are asked from a thread that can wait.
        var list = _queue.ListAsync();
        return list.Wait(s_patience) ? list.GetAwaiter().GetResult() : [];
    }

    private IEnumerable<Measurement<int>> Runs()
    {
        var runs = List();
        return Enum.GetValues<RunPhase>().Select(phase => new Measurement<int>(runs.Count(run => run.Phase == phase), Tag("phase", phase.ToString().ToLowerInvariant())));
    }

    private IEnumerable<Measurement<double>> Rates() =>
        from run in _feed.AtWork()
        from step in run.Value.Steps
        where step.PerSecond is not null && step.Done != step.Total
        select new Measurement<double>(step.PerSecond!.Value, Tag("run", run.Key), Tag("step", step.Title), Tag("unit", step.Unit));

    private IEnumerable<Measurement<long>> Done() =>
        from run in _feed.AtWork()
        from step in run.Value.Steps
        select new Measurement<long>(step.Done, Tag("run", run.Key), Tag("step", step.Title), Tag("unit", step.Unit));

    private IEnumerable<Measurement<double>> Evaluations() =>
        from run in _feed.AtWork()
        where run.Value.EvaluationsPerSecond is not null
        select new Measurement<double>(run.Value.EvaluationsPerSecond!.Value, Tag("run", run.Key));

    private IEnumerable<Measurement<double>> Best() =>
        from run in _feed.AtWork()
        from island in run.Value.Generations.GroupBy(point => (point.Study, point.Island))
        select new Measurement<double>(island.Max(point => point.Best), Tag("run", run.Key), Tag("study", island.Key.Study), Tag("island", island.Key.Island));

    private IEnumerable<Measurement<int>> Quarantined() =>
        from id in _feed.AtWork().Keys
        let file = _data.Run(id).Quarantine
        where File.Exists(file)
        select new Measurement<int>(Math.Max(0, File.ReadLines(file).Count() - 1), Tag("run", id));

    private IEnumerable<Measurement<double>> Busy() => _loads.Now().Select(load => new Measurement<double>(load.Busy, Tag("run", load.Run)));

    private IEnumerable<Measurement<long>> Memory()
    {
        using var own = Process.GetCurrentProcess();
        return [new Measurement<long>(own.WorkingSet64, Tag("process", "server")), .. _loads.Now().Select(load => new Measurement<long>(load.Bytes, Tag("process", load.Run)))];
    }

    private static KeyValuePair<string, object?> Tag(string name, object value) => new(name, value);
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Hpa.Contracts.Server;

namespace Hpa.Host.Server.Predictions;

/// <summary>
/// Predictions, one at a time, each by a process <c>hpa predict</c> and one <c>hpa overlays</c>. Those that wait when the server goes down
/// are done when it is up again.
/// </summary>
internal sealed class PredictionDesk(DataFolder data, RunQueue runs, ServerSettings settings, TimeProvider clock, ILogger<PredictionDesk> log) : BackgroundService
{
    private const int MostPictures = 24;
    private readonly ConcurrentDictionary<string, PredictionEntry> _entries = new(StringComparer.Ordinal);
    private readonly Channel<string> _waiting = System.Threading.Channels.Channel.CreateUnbounded<string>();
    private int _last;

    /// <summary>Called with a prediction whenever it changes; handlers are quick and do not throw.</summary>
    public event Action<PredictionEntry>? Changed;

    /// <summary>All predictions, the newest first.</summary>
    public IReadOnlyList<PredictionEntry> List() => [.. _entries.Values.OrderByDescending(entry => entry.Id, StringComparer.Ordinal)];

    /// <summary>How many wait or are at work.</summary>
    public int Waiting => _entries.Values.Count(entry => !entry.IsOver);

    /// <summary>A prediction.</summary>
    /// <exception cref="RefusedException">There is no such prediction.</exception>
    public PredictionEntry Get(string id) => _entries.GetValueOrDefault(id) ?? throw new RefusedException(RefusalKind.NotFound, $"there is no prediction '{id}'");

    /// <summary>What the model says, in the order of the ids; empty while the prediction is not done.</summary>
    public async Task<IReadOnlyList<FieldPrediction>> ResultsAsync(string id, int skip = 0, int take = 100) =>
        Get(id).Phase == PredictionPhase.Finished ? await Files(id).ResultsAsync(skip, take) : [];

    /// <summary>The picture of a field with the outlines of nuclei and membranes; the first field's when none is named.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public string Overlay(string id, string? field = null) => Files(Get(id).Id).Overlay(field);

    /// <summary>Predicts the fields of a data set.</summary>
    /// <exception cref="RefusedException">No such run or data set, no model, or too much is waiting.</exception>
    public async Task<PredictionEntry> SubmitAsync(string run, string images)
    {
        await CheckAsync(run);
        if (data.FindImageSet(images) is null) throw new RefusedException(RefusalKind.Invalid, $"there is no data set '{images}' below {data.Images}") { Key = "folder" };
        return Put(new PredictionEntry(NextId(), run, images, "", clock.GetUtcNow()));
    }

    /// <summary>Begins to take a field in. The caller disposes the result.</summary>
    /// <exception cref="RefusedException">Too much is waiting.</exception>
    public FieldUpload BeginUpload()
    {
        CheckRoom();
        return new FieldUpload(Files(NextId()), settings.Upload);
    }

    /// <summary>Predicts a field that has been taken in.</summary>
    /// <param name="upload">The field.</param>
    /// <param name="run">The run whose model predicts.</param>
    /// <param name="name">What people call it.</param>
    /// <exception cref="RefusedException">No such run, no model, a channel is missing, or too much is waiting.</exception>
    public async Task<PredictionEntry> SubmitAsync(FieldUpload upload, string run, string name)
    {
        upload.Complete();
        await CheckAsync(run);
        var entry = Put(new PredictionEntry(upload.Files.Id, run, "", new string([.. name.Where(c => !char.IsControl(c)).Take(100)]), clock.GetUtcNow()));
        upload.Keep();
        return entry;
    }

    /// <inheritdoc />
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var folder in Directory.EnumerateDirectories(data.Predictions, "prediction-*").Order(StringComparer.Ordinal)) Recall(new PredictionFiles(folder));
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var id in _waiting.Reader.ReadAllAsync(stoppingToken)) await WorkAsync(_entries[id], stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The rest is done when the server is up again.
        }
    }

    private PredictionFiles Files(string id) => new(Path.Combine(data.Predictions, id));

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"prediction-{Interlocked.Increment(ref _last):D6}");

    private void Recall(PredictionFiles files)
    {
        if (int.TryParse(files.Id["prediction-".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) _last = Math.Max(_last, number);
        if (files.Read() is not { } entry)
        {
            files.Delete();
            return;
        }

        _entries[entry.Id] = entry;
        if (!entry.IsOver) _waiting.Writer.TryWrite(entry.Id);
    }

    private void CheckRoom()
    {
        if (Waiting >= settings.Predictions.Waiting) throw new RefusedException(RefusalKind.TooMany, $"{Waiting} predictions are waiting (hpa.server.predictions.waiting): try again later");
    }

    private async Task CheckAsync(string run)
    {
        CheckRoom();
        await runs.GetAsync(run);
        if (!Directory.Exists(data.Run(run).Model)) throw new RefusedException(RefusalKind.Invalid, $"{run} has no model yet: it comes when the run is evaluated") { Key = "run" };
    }

    private PredictionEntry Put(PredictionEntry entry)
    {
        Store(entry);
        _waiting.Writer.TryWrite(entry.Id);
        return entry;
    }

    private void Store(PredictionEntry entry)
    {
        Files(entry.Id).Write(entry);
        _entries[entry.Id] = entry;
        Changed?.Invoke(entry);
    }

    private async Task WorkAsync(PredictionEntry entry, CancellationToken stop)
    {
        Store(entry with { Phase = PredictionPhase.Running });
        try
        {
            var (done, reason) = await PredictAsync(entry, stop);
            stop.ThrowIfCancellationRequested();
            Files(entry.Id).DeleteUpload();
            Store(entry with { Phase = done ? PredictionPhase.Finished : PredictionPhase.Failed, Ended = clock.GetUtcNow(), Reason = reason });
            foreach (var old in List().Where(known => known.IsOver).Skip(settings.Predictions.Keep)) Forget(old);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Contracts.InputException)
        {
            log.LogError(e, "{Prediction} failed", entry.Id);
            _entries[entry.Id] = entry with { Phase = PredictionPhase.Failed, Ended = clock.GetUtcNow(), Reason = e.Message };
        }
    }

    private void Forget(PredictionEntry old)
    {
        _entries.TryRemove(old.Id, out _);
        Files(old.Id).Delete();
    }

    private async Task<(bool Done, string Reason)> PredictAsync(PredictionEntry entry, CancellationToken stop)
    {
        var (files, run) = (Files(entry.Id), data.Run(entry.Run));
        var fields = entry.Images.Length == 0 ? files.Upload : data.FindImageSet(entry.Images)?.Fields;
        if (fields is null) return (false, $"the data set '{entry.Images}' is gone");
        var child = new ChildProcess(settings.Niceness, settings.StopWithin);
        var predicted = await child.RunAsync(["predict", run.Path, fields, "--out", files.Labels], _ => { }, stop);
        if (predicted.Code != 0) return (false, predicted.Reason);
        // A picture that cannot be drawn is no reason to keep the labels back.
        var drawn = await child.RunAsync(["overlays", fields, "--config", run.Settings, "--count", $"{MostPictures}", "--out", files.Overlays], _ => { }, stop);
        return (true, predicted.Errors.Count > 0 ? predicted.Reason : drawn.Code != 0 ? drawn.Reason : "");
    }
}

using Akka.Actor;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>
/// Hands the batches that are not committed yet to the batch entities, a few at a time, and passes what comes back to the
/// run, which alone decides that a batch is committed.
/// </summary>
public sealed class ExtractionActor : ReceiveActor, IWithTimers
{
    /// <summary>While one batch is written, the next keeps the networks busy.</summary>
    private const int InFlight = 2;

    private const int MaxAttempts = 5;
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BackOff = TimeSpan.FromSeconds(1);

    private readonly string _run;
    private readonly IActorRef _batches;
    private readonly int _total;
    private readonly Queue<ExtractBatch> _waiting;
    private readonly Dictionary<int, ExtractBatch> _working = [];
    private readonly Dictionary<int, int> _finishedInBatch = [];
    private int _done;
    private string _held = "";

    /// <summary>Sets up the protocol.</summary>
    /// <param name="run">The run's name.</param>
    /// <param name="images">All images, in the order of their ids.</param>
    /// <param name="batchSize">Images per batch.</param>
    /// <param name="state">Says which batches are committed.</param>
    /// <param name="batches">The batches' shard region.</param>
    public ExtractionActor(string run, IReadOnlyList<ChannelFiles> images, int batchSize, RunState state, IActorRef batches)
    {
        _run = run;
        _batches = batches;
        _total = images.Count;
        _done = state.ImagesDone;
        _waiting = new Queue<ExtractBatch>(images.Chunk(batchSize)
            .Select((chunk, number) => new ExtractBatch(run, number, 1, chunk))
            .Where(batch => !state.Batches.ContainsKey(batch.Batch)));
        Receive<BatchExtracted>(Take);
        Receive<BatchFailed>(Retry);
        Receive<ImageFinished>(ShowProgress);
        Receive<Hold>(hold => _held = hold.Reason);
        Receive<GoOn>(_ =>
        {
            _held = "";
            if (_waiting.Count > 0) Fill();
        });
        Receive<SendAgain>(_ => SendAll(_working.Values));
        Receive<ExtractBatch>(again =>
        {
            // An earlier attempt may have been answered meanwhile.
            if (_working.ContainsKey(again.Batch)) Send(again);
        });
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Creates the actor's props.</summary>
    public static Props Props(string run, IReadOnlyList<ChannelFiles> images, int batchSize, RunState state, IActorRef batches) =>
        Akka.Actor.Props.Create(() => new ExtractionActor(run, images, batchSize, state, batches));

    /// <inheritdoc />
    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("again", new SendAgain(), AskAgainAfter);
        Publish();
        Fill();
    }

    private void Fill()
    {
        while (_held.Length == 0 && _working.Count < InFlight && _waiting.TryDequeue(out var next)) Send(next);
        if (_working.Count + _waiting.Count == 0) Context.Parent.Tell(new AllBatchesExtracted());
    }

    private void Send(ExtractBatch batch) => _batches.Tell(_working[batch.Batch] = batch);

    private void SendAll(IEnumerable<ExtractBatch> batches)
    {
        foreach (var batch in batches) _batches.Tell(batch);
    }

    private void Take(BatchExtracted extracted)
    {
        if (extracted.Run != _run || !_working.Remove(extracted.Batch)) return;
        _finishedInBatch.Remove(extracted.Batch);
        _done += extracted.Images;
        Context.Parent.Tell(extracted);
        Publish();
        Fill();
    }

    private void Retry(BatchFailed failed)
    {
        if (failed.Run != _run || !_working.TryGetValue(failed.Batch, out var batch) || batch.Attempt != failed.Attempt) return;
        if (!failed.Passing || batch.Attempt == MaxAttempts)
        {
            Context.Parent.Tell(failed);
            return;
        }

        _finishedInBatch.Remove(failed.Batch);
        Timers.StartSingleTimer($"retry-{batch.Batch}", batch with { Attempt = batch.Attempt + 1 }, BackOff * batch.Attempt);
    }

    private void ShowProgress(ImageFinished finished)
    {
        if (finished.Run != _run || !_working.ContainsKey(finished.Batch)) return;
        _finishedInBatch[finished.Batch] = _finishedInBatch.GetValueOrDefault(finished.Batch) + finished.Count;
        Publish();
    }

    private void Publish() => Context.System.EventStream.Publish(
        new ProgressChanged(Stage.Extract, _done + _finishedInBatch.Values.Sum(), _total, "images", _held));

    /// <summary>Begin no more batches; those under way are finished.</summary>
    /// <param name="Reason">A few words for a person.</param>
    public sealed record Hold(string Reason);

    /// <summary>Batches may begin again.</summary>
    public sealed record GoOn;

    /// <summary>No batch is left.</summary>
    internal sealed record AllBatchesExtracted;

    private sealed record SendAgain;
}

using Akka.Actor;
using Akka.Cluster.Sharding;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Images;

/// <summary>
/// A batch of images, a sharded entity: works on a few at a time, commits their rows as one shard and reports. The
/// shard's name is a function of the batch, so doing a batch twice overwrites the same file with the same bytes.
/// </summary>
public sealed class ImageBatchActor : ReceiveActor
{
    private const int MaxAttempts = 3;

    private readonly Func<string, ImagePipeline?> _open;
    private readonly Queue<(ChannelFiles Files, int Attempt)> _waiting = new();
    private readonly Dictionary<IActorRef, (ChannelFiles Files, int Attempt)> _working = [];
    private readonly List<FeatureRow> _rows = [];
    private readonly List<QuarantineEntry> _quarantined = [];
    private ExtractBatch? _batch;
    private ImagePipeline? _pipeline;
    private IActorRef _coordinator = ActorRefs.Nobody;

    /// <summary>Sets up the protocol.</summary>
    /// <param name="open">Gives the pipeline of a run that is open on this node, or null.</param>
    public ImageBatchActor(Func<string, ImagePipeline?> open)
    {
        _open = open;
        Receive<ExtractBatch>(Begin);
        Receive<ImageActor.ImageReady>(ready =>
        {
            _rows.Add(ready.Row);
            ImageDone();
        });
        Receive<ImageActor.ImageFailed>(Fail);
        Receive<ShardWritten>(written => Report([written.Entry]));
        Receive<ShardFailed>(failed => Leave(new BatchFailed(_batch!.Run, _batch.Batch, _batch.Attempt, failed.Reason, Passing: false)));
    }

    /// <summary>Creates the entity's props.</summary>
    public static Props Props(Func<string, ImagePipeline?> open) => Akka.Actor.Props.Create(() => new ImageBatchActor(open));

    private void Begin(ExtractBatch batch)
    {
        _coordinator = Sender;
        if (_batch is not null) return;
        _batch = batch;
        _pipeline = _open(batch.Run);
        if (_pipeline is null)
        {
            Leave(new BatchFailed(batch.Run, batch.Batch, batch.Attempt, "the run is not open on this node", Passing: true));
            return;
        }

        foreach (var files in batch.Images) _waiting.Enqueue((files, 1));
        StartImages();
    }

    private void StartImages()
    {
        while (_working.Count < _pipeline!.Settings.InFlight && _waiting.TryDequeue(out var next))
            _working.Add(Context.ActorOf(ImageActor.Props(next.Files, _pipeline)), next);
        if (_working.Count == 0) Commit();
    }

    private void Fail(ImageActor.ImageFailed failed)
    {
        var (files, attempt) = _working[Sender];
        if (failed.Passing && attempt < MaxAttempts)
        {
            _working.Remove(Sender);
            _waiting.Enqueue((files, attempt + 1));
            StartImages();
            return;
        }

        _quarantined.Add(failed.Entry(attempt));
        ImageDone();
    }

    private void ImageDone()
    {
        _working.Remove(Sender);
        _coordinator.Tell(new ImageFinished(_batch!.Run, _batch.Batch, 1));
        StartImages();
    }

    private void Commit()
    {
        if (_rows.Count == 0) Report([]);
        else _pipeline!.Writer.Tell(new WriteShard(Level.Image, $"part-{_batch!.Batch:D5}.parquet", _pipeline.Columns, _rows));
    }

    private void Report(IReadOnlyList<ShardEntry> shards) => Leave(new BatchExtracted(
        _batch!.Run, _batch.Batch, _batch.Attempt, shards, _quarantined.OrderBy(q => q.Id).ToArray(), _batch.Images.Count));

    private void Leave(object answer)
    {
        _coordinator.Tell(answer);
        Context.Parent.Tell(new Passivate(PoisonPill.Instance));
    }
}

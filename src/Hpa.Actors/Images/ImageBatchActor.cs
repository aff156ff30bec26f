using Akka.Actor;
using Akka.Cluster.Sharding;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Images;

/// <summary>
/// A batch of images, a sharded entity: takes them a few at a time through one group of networks after the other, commits
/// their rows as one shard per level and reports. A shard's name is a function of the batch, so doing a batch twice overwrites
/// the same files with the same bytes.
/// </summary>
public sealed class ImageBatchActor : ReceiveActor
{
    private const int MaxAttempts = 3;

    private readonly Func<string, ImagePipeline?> _open;
    private readonly Queue<(ChannelFiles Files, int Attempt)> _waiting = new();
    private readonly Dictionary<IActorRef, (ChannelFiles Files, int Attempt)> _working = [];
    private readonly Dictionary<ImageId, FieldFeatures> _features = [];
    private readonly List<QuarantineEntry> _quarantined = [];
    private readonly List<ShardEntry> _shards = [];
    private int _writing;
    private ExtractBatch? _batch;
    private ImagePipeline? _pipeline;
    private int _group;
    private IActorRef _coordinator = ActorRefs.Nobody;

    /// <summary>Sets up the protocol.</summary>
    /// <param name="open">Gives the pipeline of a run that is open on this node, or null.</param>
    public ImageBatchActor(Func<string, ImagePipeline?> open)
    {
        _open = open;
        Receive<ExtractBatch>(Begin);
        Receive<ImageActor.ImageReady>(ready =>
        {
            Collect(ready);
            ImageDone(last: _group == _pipeline!.Groups.Count - 1);
        });
        Receive<ImageActor.ImageFailed>(Fail);
        Receive<ShardWritten>(written =>
        {
            _shards.Add(written.Entry);
            if (_shards.Count == _writing) Report();
        });
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
            _working.Add(Context.ActorOf(ImageActor.Props(next.Files, _pipeline, _group, _features.GetValueOrDefault(next.Files.Id)?.Cells)), next);
        if (_working.Count > 0) return;
        if (_group == _pipeline.Groups.Count - 1) Commit();
        else NextGroup();
    }

    /// <summary>An image that failed in one group is not tried in the next.</summary>
    private void NextGroup()
    {
        _group++;
        foreach (var files in _batch!.Images.Where(i => _features.ContainsKey(i.Id))) _waiting.Enqueue((files, 1));
        StartImages();
    }

    private void Collect(ImageActor.ImageReady ready)
    {
        if (!_features.TryGetValue(ready.Id, out var features)) _features[ready.Id] = features = new FieldFeatures(ready.Id);
        features.Add(ready);
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
        _features.Remove(files.Id);
        ImageDone(last: true);
    }

    private void ImageDone(bool last)
    {
        _working.Remove(Sender);
        if (last) _coordinator.Tell(new ImageFinished(_batch!.Run, _batch.Batch, 1));
        StartImages();
    }

    private void Commit()
    {
        foreach (var (level, columns) in _pipeline!.Columns.OrderBy(c => c.Key))
        {
            // In the order of the batch, whatever came first.
            var rows = _batch!.Images.Where(i => _features.ContainsKey(i.Id)).SelectMany(i => _features[i.Id].Rows(level, columns)).ToArray();
            if (rows.Length == 0) continue;
            _writing++;
            _pipeline.Writer.Tell(new WriteShard(level, $"part-{_batch.Batch:D5}.parquet", columns, rows, _batch.PendingEnding));
        }

        if (_writing == 0) Report();
    }

    private void Report() => Leave(new BatchExtracted(
        _batch!.Run, _batch.Batch, _batch.Attempt, [.. _shards.OrderBy(s => s.Level)], _quarantined.OrderBy(q => q.Id).ToArray(), _batch.Images.Count)
    {
        PendingEnding = _batch.PendingEnding,
    });

    private void Leave(object answer)
    {
        _coordinator.Tell(answer);
        Context.Parent.Tell(new Passivate(PoisonPill.Instance));
    }
}

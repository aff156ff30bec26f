using Akka.Actor;
using Hpa.Actors.Features;
using Hpa.Contracts;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>
/// Gives the batches that are not committed yet to workers that ask, takes over what they have written, and passes it to the run, which
/// alone decides that a batch is committed. Who has what is <see cref="BatchLedger"/>'s.
/// </summary>
public sealed class ExtractionActor : ReceiveActor, IWithTimers
{
    private const int MaxFailures = 5;
    private static readonly TimeSpan BackOff = TimeSpan.FromSeconds(1);

    private readonly ExtractionJob _job;
    private readonly BatchLedger _ledger;
    private readonly Dictionary<IActorRef, Worker> _workers = [];
    private readonly Dictionary<int, int> _failures = [];
    private readonly Dictionary<int, int> _finishedInBatch = [];
    private string _held = "";
    private bool _told;
    private int _done;

    /// <summary>Sets up the protocol.</summary>
    /// <param name="job">What to do.</param>
    /// <param name="state">Says which batches are committed.</param>
    /// <param name="desk">Tells of nodes that may help.</param>
    public ExtractionActor(ExtractionJob job, RunState state, IActorRef desk)
    {
        _job = job;
        _done = state.ImagesDone;
        _ledger = new BatchLedger(Enumerable.Range(0, job.Batches).Where(batch => !state.Batches.ContainsKey(batch)));
        Receive<DeskActor.WorkerJoined>(Welcome);
        Receive<AskForBatches>(Ask, ask => ask.Run == job.Run && _workers.ContainsKey(Sender));
        Receive<BatchExtracted>(Take, extracted => extracted.Run == job.Run);
        Receive<BatchFailed>(Retry, failed => failed.Run == job.Run);
        Receive<HandBatchBack>(back =>
        {
            if (LeaseOf(back.Batch, back.Attempt) is not { } lease) return;
            _finishedInBatch.Remove(lease.Batch);
            _ledger.Return(lease);
            Fill();
        });
        Receive<ImageFinished>(ShowProgress);
        Receive<Rested>(rested =>
        {
            _ledger.Wake(rested.Batch);
            Fill();
        });
        Receive<OfferDeclined>(Decline, declined => declined.Run == job.Run);
        Receive<Terminated>(gone => Lose(gone.ActorRef));
        Receive<Hold>(hold => _held = hold.Reason);
        Receive<GoOn>(_ =>
        {
            _held = "";
            Fill();
        });
        desk.Tell(new DeskActor.StageOpened(Stage.Extract));
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Creates the actor's props. Taking over a shard ends with an fsync, so it has a thread of its own.</summary>
    public static Props Props(ExtractionJob job, RunState state, IActorRef desk) =>
        Akka.Actor.Props.Create(() => new ExtractionActor(job, state, desk)).WithDispatcher("hpa.runs.commit-dispatcher");

    /// <inheritdoc />
    protected override void PreStart()
    {
        Publish();
        Fill();
    }

    /// <inheritdoc />
    protected override void PostStop()
    {
        foreach (var worker in _workers.Keys) worker.Tell(new StageEnded(_job.Run, Stage.Extract));
    }

    private void Welcome(DeskActor.WorkerJoined joined)
    {
        if (!joined.Home && _job.Offer.Folder.Length == 0) return;
        _workers[joined.Worker] = new Worker(joined.Name, joined.Home);
        Context.Watch(joined.Worker);
        joined.Worker.Tell(_job.Offer);
    }

    private void Ask(AskForBatches ask)
    {
        var worker = _workers[Sender];
        worker.Room = ask.Room;
        _ledger.Compare(worker.Name, ask.Holding);
        Fill();
    }

    /// <summary>In turns, so that nobody starves; a worker that is slow has its room filled less often.</summary>
    private void Fill()
    {
        var given = _held.Length == 0;
        while (given)
        {
            given = false;
            foreach (var (actor, worker) in _workers)
            {
                if (_ledger.HeldBy(worker.Name) >= worker.Room || _ledger.Give(worker.Name, worker.Home) is not { } lease) continue;
                actor.Tell(new ExtractBatch(_job.Run, lease.Batch, lease.Attempt, _job.ImagesOf(lease.Batch)));
                given = true;
            }
        }

        if (!_ledger.Finished || _told) return;
        _told = true;
        Context.Parent.Tell(new AllBatchesExtracted());
    }

    private Lease? LeaseOf(int batch, int attempt) =>
        _workers.TryGetValue(Sender, out var worker) ? _ledger.Find(batch, attempt, worker.Name) : null;

    private void Take(BatchExtracted extracted)
    {
        if (LeaseOf(extracted.Batch, extracted.Attempt) is not { } lease) return;
        _finishedInBatch.Remove(extracted.Batch);
        var worker = _workers[Sender];
        try
        {
            // Whether an image is at fault or only out of a helper's sight is for the run's own node to see.
            if (!worker.Home && extracted.Quarantined.Count > 0)
                throw new InputException($"it could not read {extracted.Quarantined[0].Path} ({extracted.Quarantined[0].Reason})");
            PendingShards.Place(_job.FeaturesFolder, extracted.Shards, extracted.PendingEnding);
        }
        catch (InputException e) when (!worker.Home)
        {
            Doubt(lease, worker, e.Message);
            return;
        }
        catch (InputException e)
        {
            // A file that is gone is written again; a disk that does not take it would not do so a second time.
            Retry(new BatchFailed(_job.Run, extracted.Batch, extracted.Attempt, e.Message, Passing: e is not StorageException));
            return;
        }

        _ledger.Finish(lease);
        _done += extracted.Images;
        Context.Parent.Tell(extracted);
        Publish();
        Fill();
    }

    private void Doubt(Lease lease, Worker worker, string reason)
    {
        Say($"batch {lease.Batch} of {worker.Name} is done again on this machine: {reason}");
        _ledger.Doubt(lease);
        Fill();
    }

    private void Retry(BatchFailed failed)
    {
        if (LeaseOf(failed.Batch, failed.Attempt) is not { } lease) return;
        _finishedInBatch.Remove(failed.Batch);
        var worker = _workers[Sender];
        var failures = _failures[failed.Batch] = _failures.GetValueOrDefault(failed.Batch) + 1;
        if (failed.Passing && failures < MaxFailures)
        {
            _ledger.Rest(lease);
            Timers.StartSingleTimer($"rest-{failed.Batch}", new Rested(failed.Batch), BackOff * failures);
            Fill();
        }
        else if (worker.Home)
        {
            Context.Parent.Tell(failed);
        }
        else
        {
            _failures.Remove(failed.Batch);
            Doubt(lease, worker, failed.Reason);
        }
    }

    private void Decline(OfferDeclined declined)
    {
        if (!_workers.TryGetValue(Sender, out var worker)) return;
        if (worker.Home) Context.Parent.Tell(new BatchFailed(_job.Run, 0, 0, declined.Reason, Passing: false));
        else Say($"{worker.Name} takes no part: {declined.Reason}");
        Forget(Sender, worker);
    }

    private void Lose(IActorRef actor)
    {
        if (!_workers.TryGetValue(actor, out var worker)) return;
        var lost = Forget(actor, worker);
        if (lost > 0) Say($"{worker.Name} is gone; {lost} of its batches are done again");
        Fill();
    }

    private int Forget(IActorRef actor, Worker worker)
    {
        Context.Unwatch(actor);
        _workers.Remove(actor);
        return _ledger.Lose(worker.Name);
    }

    private void ShowProgress(ImageFinished finished)
    {
        if (finished.Run != _job.Run || !_workers.ContainsKey(Sender)) return;
        _finishedInBatch[finished.Batch] = _finishedInBatch.GetValueOrDefault(finished.Batch) + finished.Count;
        Publish();
    }

    private static void Say(string line) => Context.System.EventStream.Publish(new RunNotice(line));

    private void Publish() => Context.System.EventStream.Publish(new ProgressChanged(
        Stage.Extract, Math.Min(_done + _finishedInBatch.Values.Sum(), _job.Images.Count), _job.Images.Count, "images", _held.Length > 0 ? _held : _workers.Count > 1 ? $"{_workers.Count} nodes" : ""));

    /// <summary>No batch is left.</summary>
    internal sealed record AllBatchesExtracted;

    /// <summary>Begin no other batch; those under way are finished.</summary>
    /// <param name="Reason">One line for a person.</param>
    public sealed record Hold(string Reason);

    /// <summary>Begin batches again.</summary>
    public sealed record GoOn;

    private sealed record Rested(int Batch);

    private sealed class Worker(string name, bool home)
    {
        public string Name { get; } = name;

        public bool Home { get; } = home;

        public int Room { get; set; }
    }
}

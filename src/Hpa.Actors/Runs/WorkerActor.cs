using Akka.Actor;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Runs;

/// <summary>
/// A node's hands: offers them at the run's desk, gets the node ready for the stage that wants them, asks for batches and subsets as
/// there is room, and answers for each. Batches live as entities of this node's own shard.
/// </summary>
public sealed class WorkerActor : ReceiveActor, IWithTimers
{
    /// <summary>While one batch is written, the next keeps the networks busy.</summary>
    private const int Batches = 2;

    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TellAgainEvery = TimeSpan.FromSeconds(30);

    private readonly Enrol _self;
    private readonly IActorRef _node;
    private readonly IActorRef _batches;
    private readonly ICanTell _desk;
    private readonly Dictionary<int, ExtractBatch> _held = [];
    private readonly SubsetQueue _subsets = new();
    private IReadOnlyDictionary<ImageId, ChannelFiles>? _files;
    private IActorRef _coordinator = ActorRefs.Nobody;
    private IActorRef _drained = ActorRefs.Nobody;
    private RunOffered? _offer;
    private bool _enrolled;
    private bool _ready;
    private bool _draining;

    /// <summary>Sets up the protocol.</summary>
    /// <param name="self">Who this is.</param>
    /// <param name="node">This node's <see cref="NodeActor"/>.</param>
    /// <param name="batches">The batches' shard region.</param>
    /// <param name="desk">The run's <see cref="DeskActor"/>.</param>
    public WorkerActor(Enrol self, IActorRef node, IActorRef batches, ICanTell desk)
    {
        (_self, _node, _batches, _desk) = (self, node, batches, desk);
        Receive<Ask>(_ => Report());
        Receive<TellAgain>(_ =>
        {
            // An entity that failed and was started anew knows nothing of its batch; one at work is not disturbed.
            foreach (var batch in _held.Values) _batches.Tell(batch);
        });
        Receive<Enrolled>(TakeIn);
        Receive<EnrolRefused>(refused => Publish(new HelpEnded($"this node was refused: {refused.Reason}", Failed: true)));
        Receive<Dismissed>(over => Publish(new HelpEnded(over.Reason, over.Failed)));
        Receive<Terminated>(_ => Publish(new HelpEnded("lost contact with the run; start the same command again once it goes on", Failed: true)));
        Receive<RunOffered>(Prepare);
        Receive<NodeActor.ExtractionOpened>(opened => Begin(Stage.Extract, () => _files = opened.Files));
        Receive<NodeActor.StudiesOpened>(opened => Begin(Stage.Select, () => _subsets.Open(opened.Classifiers)));
        Receive<NodeActor.NodeFailed>(Decline);
        ReceiveBatches();
        Receive<EvaluateSubset>(ask => _subsets.Take(ask, Self));
        Receive<SubsetEvaluated>(answer =>
        {
            _subsets.Answer(answer, Sender, Self, _coordinator);
            if (!_self.Home) Publish(answer);
        });
        Receive<SubsetFailed>(failed => _coordinator.Tell(failed));
        Receive<StageEnded>(Close);
        Receive<Drain>(drain =>
        {
            (_draining, _drained) = (true, Sender);
            Timers.StartSingleTimer("drain", new GiveUp(), drain.Within);
            Report();
            TellDrained();
        });
        Receive<GiveUp>(_ => GiveBack());
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Creates the actor's props.</summary>
    public static Props Props(Enrol self, IActorRef node, IActorRef batches, ICanTell desk) => Akka.Actor.Props.Create(() => new WorkerActor(self, node, batches, desk));

    /// <inheritdoc />
    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("ask", new Ask(), TimeSpan.Zero, AskEvery);
        Timers.StartPeriodicTimer("again", new TellAgain(), TellAgainEvery);
    }

    private void ReceiveBatches()
    {
        Receive<ExtractBatch>(batch =>
        {
            // The run's paths are those of its own node; here the images may be elsewhere.
            var images = _files is null ? batch.Images : [.. batch.Images.Select(image => _files.GetValueOrDefault(image.Id, image))];
            _batches.Tell(_held[batch.Batch] = batch with { Images = images, Worker = _self.Worker });
        });
        Receive<BatchExtracted>(extracted => Answer(extracted, extracted.Attempt), IsOfRun);
        Receive<BatchFailed>(failed => Answer(failed, failed.Attempt), IsOfRun);
        Receive<ImageFinished>(finished =>
        {
            if (!_held.ContainsKey(finished.Batch)) return;
            _coordinator.Tell(finished);
            if (!_self.Home) Publish(finished);
        }, IsOfRun);
    }

    private bool IsOfRun(IBatchMessage message) => message.Run == _offer?.Run;

    private void Report()
    {
        if (!_enrolled) _desk.Tell(_self, Self);
        else if (_ready && _offer!.Stage == Stage.Extract) _coordinator.Tell(new AskForBatches(_offer.Run, _draining ? 0 : Batches, [.. _held.Keys]));
        else if (_ready) _coordinator.Tell(new AskForSubsets(_offer!.Run, _draining ? 0 : _subsets.Room, _subsets.Held));
    }

    private void TakeIn(Enrolled enrolled)
    {
        if (_enrolled) return;
        _enrolled = true;
        if (_self.Home) return;
        Context.Watch(Sender);
        Publish(new HelpBegan(enrolled.Folder));
    }

    private void Prepare(RunOffered offer)
    {
        if (_offer is not null && !(_coordinator.Equals(Sender) && _offer == offer)) Close(new StageEnded(_offer.Run, _offer.Stage));
        (_coordinator, _offer, _ready) = (Sender, offer, false);
        _node.Tell(new NodeActor.OpenOffered(offer));
    }

    private void Begin(Stage stage, Action take)
    {
        if (_offer?.Stage != stage) return;
        take();
        _ready = true;
        Report();
    }

    private void Decline(NodeActor.NodeFailed failed)
    {
        if (_offer is null) return;
        _coordinator.Tell(new OfferDeclined(_offer.Run, _offer.Stage, failed.Reason));
        _offer = null;
        if (!_self.Home) Publish(new HelpEnded($"this node cannot take part: {failed.Reason}", Failed: true));
    }

    private void Answer(IBatchMessage answer, int attempt)
    {
        if (!_held.TryGetValue(answer.Batch, out var batch) || batch.Attempt != attempt) return;
        _held.Remove(answer.Batch);
        _coordinator.Tell(answer);
        TellDrained();
    }

    private void Close(StageEnded ended)
    {
        if (_offer is null || ended.Run != _offer.Run || ended.Stage != _offer.Stage) return;
        (_offer, _ready, _files) = (null, false, null);
        _held.Clear();
        _subsets.Close();
        if (!_self.Home) _node.Tell(ended.Stage == Stage.Extract ? new NodeActor.CloseExtraction(ended.Run) : new NodeActor.CloseStudies());
        TellDrained();
    }

    private void GiveBack()
    {
        foreach (var batch in _held.Values) _coordinator.Tell(new HandBatchBack(batch.Run, batch.Batch, batch.Attempt));
        _held.Clear();
        TellDrained();
    }

    private void TellDrained()
    {
        if (_draining && _held.Count == 0) _drained.Tell(new Drained());
    }

    private static void Publish(object news) => Context.System.EventStream.Publish(news);

    /// <summary>Take no more work, finish what is under way or give it back, then answer with <see cref="Drained"/>.</summary>
    /// <param name="Within">How long batches may take to finish.</param>
    public sealed record Drain(TimeSpan Within);

    /// <summary>Nothing is under way.</summary>
    public sealed record Drained;

    /// <summary>The run knows this node; published on the event stream.</summary>
    /// <param name="Folder">The run's folder.</param>
    public sealed record HelpBegan(string Folder);

    /// <summary>This node has nothing more to do; published on the event stream.</summary>
    /// <param name="Reason">One line for a person.</param>
    /// <param name="Failed">Whether that is a failure.</param>
    public sealed record HelpEnded(string Reason, bool Failed);

    private sealed record Ask;

    private sealed record TellAgain;

    private sealed record GiveUp;
}

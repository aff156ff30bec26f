using Akka.Actor;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>Brings workers of other nodes to a selection, which hands them subsets; those of this node have their classifiers from the start.</summary>
internal sealed class SelectionDeskActor : ReceiveActor
{
    private readonly RunOffered _offer;
    private readonly IActorRef _selection;
    private readonly IActorRef _desk;
    private readonly HashSet<IActorRef> _workers = [];

    /// <summary>Sets up the protocol.</summary>
    public SelectionDeskActor(RunOffered offer, IActorRef selection, IActorRef desk)
    {
        (_offer, _selection, _desk) = (offer, selection, desk);
        Receive<DeskActor.WorkerJoined>(joined =>
        {
            if (joined.Home || !_workers.Add(joined.Worker)) return;
            joined.Worker.Tell(_offer, _selection);
        });
        Receive<Terminated>(_ => Context.Stop(Self));
    }

    /// <summary>Creates the actor's props.</summary>
    /// <param name="offer">What workers are told.</param>
    /// <param name="selection">What they answer to; when it stops, so does this.</param>
    /// <param name="desk">The run's <see cref="DeskActor"/>.</param>
    public static Props Props(RunOffered offer, IActorRef selection, IActorRef desk) => Akka.Actor.Props.Create(() => new SelectionDeskActor(offer, selection, desk));

    /// <inheritdoc />
    protected override void PreStart()
    {
        Context.Watch(_selection);
        _desk.Tell(new DeskActor.StageOpened(Stage.Select));
    }

    /// <inheritdoc />
    protected override void PostStop()
    {
        foreach (var worker in _workers) worker.Tell(new StageEnded(_offer.Run, Stage.Select));
    }
}

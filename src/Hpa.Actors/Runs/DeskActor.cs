using Akka.Actor;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>
/// Where nodes offer their help to a run: on the run's own node, under a name that others know. It keeps who is there and brings
/// them together with the stages that can use them.
/// </summary>
public sealed class DeskActor : ReceiveActor
{
    /// <summary>The actor's name below <c>/user</c>.</summary>
    public const string Name = "desk";

    private readonly string _version;
    private readonly string _folder;
    private readonly Dictionary<IActorRef, Enrol> _workers = [];
    private readonly Dictionary<IActorRef, Stage> _stages = [];
    private Dismissed? _over;
    private IActorRef _waiting = ActorRefs.Nobody;

    /// <summary>Sets up the protocol.</summary>
    /// <param name="version">This program's version.</param>
    /// <param name="folder">The run's folder.</param>
    public DeskActor(string version, string folder)
    {
        (_version, _folder) = (version, folder);
        Receive<Enrol>(Take);
        Receive<StageOpened>(opened =>
        {
            _stages[Sender] = opened.Stage;
            Context.Watch(Sender);
            foreach (var (worker, enrol) in _workers) Introduce(Sender, opened.Stage, worker, enrol);
        });
        Receive<Terminated>(gone => Forget(gone.ActorRef));
        Receive<Dismissed>(Dismiss);
    }

    /// <summary>Creates the actor's props.</summary>
    public static Props Props(string version, string folder) => Akka.Actor.Props.Create(() => new DeskActor(version, folder));

    private void Take(Enrol enrol)
    {
        // It asks until it hears something.
        if (_workers.ContainsKey(Sender))
        {
            Sender.Tell(new Enrolled(_folder));
            return;
        }

        if (enrol.Version != _version)
        {
            var reason = $"it runs hpa {enrol.Version}, the run {_version}: install the same version on all machines";
            Say($"{enrol.Worker} was refused: {reason}");
            Sender.Tell(new EnrolRefused(reason));
            return;
        }

        if (_over is { } over)
        {
            Sender.Tell(over);
            return;
        }

        _workers[Sender] = enrol;
        Context.Watch(Sender);
        Sender.Tell(new Enrolled(_folder));
        if (!enrol.Home) Say($"{enrol.Worker} has joined");
        foreach (var (actor, stage) in _stages) Introduce(actor, stage, Sender, enrol);
    }

    private static void Introduce(IActorRef actor, Stage stage, IActorRef worker, Enrol enrol)
    {
        if (stage == Stage.Extract ? enrol.Extracts : enrol.Selects) actor.Tell(new WorkerJoined(worker, enrol.Worker, enrol.Home));
    }

    private void Forget(IActorRef gone)
    {
        _stages.Remove(gone);
        if (!_workers.Remove(gone, out var enrol)) return;
        if (!enrol.Home && _over is null) Say($"{enrol.Worker} has left");
        Answer();
    }

    private void Dismiss(Dismissed over)
    {
        (_over, _waiting) = (over, Sender);
        foreach (var (worker, enrol) in _workers)
            if (!enrol.Home) worker.Tell(over);
        Answer();
    }

    private void Answer()
    {
        if (_over is not null && _workers.Values.All(enrol => enrol.Home)) _waiting.Tell(new AllLeft());
    }

    private static void Say(string line) => Context.System.EventStream.Publish(new RunNotice(line));

    /// <summary>A stage could use workers; its actor is the sender.</summary>
    internal sealed record StageOpened(Stage Stage);

    /// <summary>A worker for a stage.</summary>
    /// <param name="Worker">Its actor.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Home">Whether it is on the run's own node.</param>
    internal sealed record WorkerJoined(IActorRef Worker, string Name, bool Home);

    /// <summary>Answer to <see cref="Dismissed"/>: nobody is left who could lose something.</summary>
    public sealed record AllLeft;
}

using Akka.Actor;
using Akka.Event;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection;

/// <summary>
/// Knows every fitness that was ever measured on the run's features and has the others measured: hands subsets to idle
/// classifiers, never one twice, whichever island, study or search asks. Keeps what it knows in <see cref="FitnessFile"/>.
/// </summary>
public sealed class FitnessActor : ReceiveActor, IWithTimers
{
    /// <summary>Name of the true labels towards classifiers.</summary>
    public const string Given = "given";

    /// <summary>Name of the shuffled labels towards classifiers.</summary>
    public const string Shuffled = "shuffled";

    /// <summary>What a crash can cost in measurements that no island has recorded yet.</summary>
    private static readonly TimeSpan SaveAfter = TimeSpan.FromSeconds(30);

    private readonly SelectionPlan _plan;
    private readonly FitnessFile _file;
    private readonly Dictionary<string, StudyPlan> _studies;
    private readonly Dictionary<(string Labels, Genome Subset), HashSet<(IActorRef Asker, EvaluateSubset Ask)>> _askers = [];
    private readonly Queue<EvaluateSubset> _waiting = new();
    private readonly HashSet<IActorRef> _gone = [];
    private readonly Stack<IActorRef> _idle;
    private readonly Dictionary<IActorRef, Borrowed> _workers = [];
    private IReadOnlyDictionary<string, FitnessCache> _caches = new Dictionary<string, FitnessCache>();
    private bool _unsaved;

    /// <summary>Sets up the protocol.</summary>
    /// <param name="plan">Studies, blocks, and what the stored values depend on.</param>
    /// <param name="classifiers">Classifiers, all idle.</param>
    public FitnessActor(SelectionPlan plan, IReadOnlyList<IActorRef> classifiers)
    {
        _plan = plan;
        _file = new FitnessFile(plan.RunFolder, plan.FitnessKey, plan.Blocks.Count);
        _studies = plan.Studies.ToDictionary(study => study.Name.ToString());
        _idle = new Stack<IActorRef>(classifiers);
        Receive<EvaluateSubset>(ask => Try(() => Ask(ask)));
        Receive<SubsetEvaluated>(answer => Try(() => Answer(answer)));
        Receive<AskForSubsets>(Welcome);
        Receive<Terminated>(gone => Lose(gone.ActorRef));
        Receive<SubsetFailed>(failed => Context.Parent.Tell(failed));
        Receive<Learn>(learn => Try(() => Take(learn)));
        Receive<Save>(save => Try(() => Store(save)));
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Creates the actor's props.</summary>
    public static Props Props(SelectionPlan plan, IReadOnlyList<IActorRef> classifiers) =>
        Akka.Actor.Props.Create(() => new FitnessActor(plan, classifiers)).WithDispatcher("hpa.selection.dispatcher");

    /// <inheritdoc />
    protected override void PreStart()
    {
        Try(() => _caches = _file.Read());
        Timers.StartPeriodicTimer("save", new Save(Answer: false), SaveAfter);
    }

    private void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e)
        {
            // The run waits for an answer, so whatever went wrong must become one.
            Context.GetLogger().Error(e, "fitness failed");
            Context.Parent.Tell(new FitnessFailed(e.Message.ReplaceLineEndings(" ")));
        }
    }

    private void Ask(EvaluateSubset ask)
    {
        var (labels, subset) = Widen(ask.Study, ask.Subset);
        if (_caches[labels].TryGet(subset, out var fitness))
        {
            Sender.Tell(new SubsetEvaluated(ask.Run, ask.Study, ask.Subset, fitness));
        }
        else if (_askers.TryGetValue((labels, subset), out var askers))
        {
            askers.Add((Sender, ask));
        }
        else
        {
            _askers.Add((labels, subset), [(Sender, ask)]);
            _waiting.Enqueue(new EvaluateSubset(ask.Run, labels, subset));
            Dispatch();
        }
    }

    private void Answer(SubsetEvaluated answer)
    {
        _caches[answer.Study].Add(answer.Subset, answer.Fitness);
        _unsaved = true;
        if (_askers.Remove((answer.Study, answer.Subset), out var askers))
            foreach (var (asker, ask) in askers) asker.Tell(new SubsetEvaluated(ask.Run, ask.Study, ask.Subset, answer.Fitness));
        if (_workers.TryGetValue(Sender, out var worker)) worker.Busy.RemoveAll(busy => busy.Study == answer.Study && busy.Subset == answer.Subset);
        else if (!_gone.Contains(Sender)) _idle.Push(Sender);
        Dispatch();
    }

    private void Dispatch()
    {
        while (_idle.Count > 0 && _waiting.TryDequeue(out var next)) _idle.Pop().Tell(next);
        foreach (var (actor, worker) in _workers)
        {
            while (worker.Busy.Count < worker.Room && _waiting.TryDequeue(out var next))
            {
                worker.Busy.Add(next);
                actor.Tell(next);
            }
        }
    }

    private void Welcome(AskForSubsets ask)
    {
        if (ask.Run != _plan.Run) return;
        if (!_workers.TryGetValue(Sender, out var worker))
        {
            _workers.Add(Sender, worker = new Borrowed());
            Context.Watch(Sender);
        }

        worker.Room = ask.Room;
        // Messages cross, so once says nothing; twice in a row what it was given, or its answers, were lost on the way.
        worker.Empty = ask.Holding == 0 && worker.Busy.Count > 0 ? worker.Empty + 1 : 0;
        if (worker.Empty > 1) TakeBack(worker);
        Dispatch();
    }

    private void Lose(IActorRef gone)
    {
        _gone.Add(gone);
        if (_workers.Remove(gone, out var worker)) TakeBack(worker);
        Dispatch();
    }

    private void TakeBack(Borrowed worker)
    {
        foreach (var subset in worker.Busy) _waiting.Enqueue(subset);
        worker.Busy.Clear();
        worker.Empty = 0;
    }

    private void Take(Learn learn)
    {
        foreach (var individual in learn.Individuals)
        {
            var (labels, subset) = Widen(learn.Study, individual.Genome);
            var before = _caches[labels].Evaluated;
            _caches[labels].Add(subset, individual.Fitness);
            _unsaved |= _caches[labels].Evaluated > before;
        }
    }

    private void Store(Save save)
    {
        if (_unsaved) _file.Write(_caches);
        _unsaved = false;
        if (save.Answer) Sender.Tell(new Saved());
    }

    /// <summary>Studies with the same labels share what they know, so a subset is known by its blocks among all of the run.</summary>
    private (string Labels, Genome Subset) Widen(string study, Genome own)
    {
        var plan = _studies[study];
        return (plan.Name.Shuffled ? Shuffled : Given, plan.Widen(own, _plan.Blocks.Count));
    }

    /// <summary>Fitness values that an island has in its journal.</summary>
    /// <param name="Study">Name of the study that the genomes are of.</param>
    /// <param name="Individuals">The subsets.</param>
    internal sealed record Learn(string Study, IReadOnlyList<Individual> Individuals);

    /// <summary>Write the file if there is anything new.</summary>
    /// <param name="Answer">Whether the sender wants to hear <see cref="Saved"/>.</param>
    internal sealed record Save(bool Answer);

    /// <summary>Everything that was known is in the file.</summary>
    internal sealed record Saved;

    /// <summary>A fitness was not reproducible, or the file could not be read or written.</summary>
    internal sealed record FitnessFailed(string Reason);

    /// <summary>A worker of another node, with classifiers of its own.</summary>
    private sealed class Borrowed
    {
        public List<EvaluateSubset> Busy { get; } = [];

        public int Room { get; set; }

        public int Empty { get; set; }
    }
}

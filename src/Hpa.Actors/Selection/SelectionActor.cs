using Akka.Actor;
using Akka.Event;
using Hpa.Actors.Selection.Searches;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection;

/// <summary>
/// Coordinates the islands, one study after the other so that memory holds one, and writes each study's files when every
/// generation of every island is in. What it decides is <see cref="StudyRecord"/>'s; after a restart the islands tell it again.
/// </summary>
public sealed class SelectionActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan StartAgainAfter = TimeSpan.FromSeconds(5);

    private readonly SelectionPlan _plan;
    private readonly IActorRef _islands;
    private readonly IActorRef _fitness;
    private readonly Dictionary<StudyPlan, int> _evaluations = [];
    private readonly Queue<StudyPlan> _compared;
    private readonly int _all;
    private int _before;
    private StudyRecord _study;

    /// <summary>Starts the islands of the first study.</summary>
    /// <param name="plan">What to select.</param>
    /// <param name="islands">The islands' shard region.</param>
    /// <param name="classifiers">Classifiers of this node, all idle.</param>
    public SelectionActor(SelectionPlan plan, IActorRef islands, IReadOnlyList<IActorRef> classifiers)
    {
        _plan = plan;
        _islands = islands;
        _fitness = Context.ActorOf(FitnessActor.Props(plan, classifiers), "fitness");
        _all = plan.Studies.Sum(study => Record(study).MostRows);
        _study = Record(plan.Studies[0]);
        // Chance needs no comparison, and repeats would only repeat it.
        _compared = new Queue<StudyPlan>(plan.Settings.Searches.Count == 0 ? [] : plan.Studies.Where(study => study.Name is { Shuffled: false, Repeat: 1 }));
        Receive<EvaluateSubset>(_fitness.Forward);
        // Workers of other nodes know the selection, not its parts.
        Receive<AskForSubsets>(_fitness.Forward);
        Receive<SubsetEvaluated>(_fitness.Forward);
        Receive<OfferDeclined>(declined => Context.System.EventStream.Publish(new RunNotice($"a node takes no part in the selection: {declined.Reason}")));
        Receive<GenerationCompleted>(report => Try(() => Take(report)));
        Receive<GenerationsRetold>(retold => Try(() => Take(retold)));
        Receive<SearchActor.SearchesFinished>(_ => Compare());
        Receive<SearchActor.SearchesFailed>(failed => Context.Parent.Tell(new SelectionFailed(failed.Reason)));
        Receive<FitnessActor.Saved>(_ => Finish());
        Receive<FitnessActor.FitnessFailed>(failed => Context.Parent.Tell(new SelectionFailed(failed.Reason)));
        Receive<SubsetFailed>(failed => Context.Parent.Tell(new SelectionFailed(failed.Reason)));
        Receive<IslandFailed>(failed => Context.Parent.Tell(failed.Passing ? new SelectionInterrupted(failed.Reason) : new SelectionFailed(failed.Reason)));
        Receive<StartIslands>(_ => Start());
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Creates the actor's props.</summary>
    public static Props Props(SelectionPlan plan, IActorRef islands, IReadOnlyList<IActorRef> classifiers) =>
        Akka.Actor.Props.Create(() => new SelectionActor(plan, islands, classifiers)).WithDispatcher("hpa.selection.dispatcher");

    /// <inheritdoc />
    protected override void PreStart() => Timers.StartPeriodicTimer("start", new StartIslands(), TimeSpan.Zero, StartAgainAfter);

    private StudyRecord Record(StudyPlan study) => new(study, _plan.Settings.Genetic);

    /// <summary>Also wakes islands that a moved shard or a restart has put to sleep; one at work is not disturbed.</summary>
    private void Start()
    {
        foreach (var island in _study.Lacking) _islands.Tell(new StartIsland(Key(island), _study.Study.Blocks.Count, _plan.FitnessKey));
        TellAgreement(_study.Unaware);
    }

    private IslandKey Key(int island) => new(_plan.Run, _study.Study.Name.ToString(), island);

    private void TellAgreement(IEnumerable<int> islands)
    {
        if (_study.Agreement is not var (generation, ends)) return;
        foreach (var island in islands) _islands.Tell(new SendAgreement(Key(island), generation, ends));
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
            Context.GetLogger().Error(e, "selection failed");
            Context.Parent.Tell(new SelectionFailed(e.Message.ReplaceLineEndings(" ")));
        }
    }

    private void Take(GenerationCompleted report)
    {
        if (!IsOfStudy(report.Key)) return;
        _fitness.Tell(new FitnessActor.Learn(report.Key.Study, report.Population));
        var before = _study.Agreement;
        _study.Take(report);
        Continue(before);
    }

    private void Take(GenerationsRetold retold)
    {
        if (!IsOfStudy(retold.Key)) return;
        _fitness.Tell(new FitnessActor.Learn(retold.Key.Study, [.. retold.Generations.SelectMany(generation => generation.Met)]));
        var before = _study.Agreement;
        _study.Take(retold);
        Continue(before);
    }

    /// <summary>An island of an earlier study may tell what it has told before.</summary>
    private bool IsOfStudy(IslandKey key) => key.Study == _study.Study.Name.ToString() && !_evaluations.ContainsKey(_study.Study);

    private void Continue((int, bool)? before)
    {
        var measured = _evaluations.Values.Sum() + _study.Evaluated;
        Context.System.EventStream.Publish(new ProgressChanged(
            Stage.Select, _before + (_study.Finished ? _study.MostRows : _study.Rows), _all, "generations",
            FormattableString.Invariant($"{_study.Study.Name}: best {_study.BestFitness:0.000}, {measured} subsets")));
        if (_study.Agreement != before) TellAgreement(Enumerable.Range(0, _plan.Settings.Genetic.Islands));
        if (_study.Finished) NextStudy();
    }

    private void NextStudy()
    {
        _study.Write(_plan.RunFolder, _plan.Blocks);
        for (var island = 0; island < _plan.Settings.Genetic.Islands; island++) _islands.Tell(new StopIsland(Key(island)));
        _evaluations.Add(_study.Study, _study.Evaluated);
        _before += _study.MostRows;
        if (_evaluations.Count < _plan.Studies.Count)
        {
            _fitness.Tell(new FitnessActor.Save(Answer: false));
            _study = Record(_plan.Studies[_evaluations.Count]);
            Start();
        }
        else
        {
            Compare();
        }
    }

    /// <summary>All studies are done: the other searches, one study after the other.</summary>
    private void Compare()
    {
        if (!_compared.TryDequeue(out var study))
        {
            _fitness.Tell(new FitnessActor.Save(Answer: true));
            return;
        }

        var (settings, name) = (_plan.Settings, study.Name.ToString());
        var budget = settings.SearchBudget > 0 ? settings.SearchBudget : _evaluations[study];
        Context.ActorOf(
            SearchActor.Props(new SearchPlan(_plan.Run, _plan.RunFolder, new SearchProblem(name, study.Costs, budget, _plan.Seed), settings.Searches), _fitness),
            $"searches-{name}");
    }

    private void Finish()
    {
        Context.Parent.Tell(new SelectionFinished(_evaluations.Values.Sum()));
        Context.Stop(Self);
    }

    /// <summary>Every study's files are written.</summary>
    /// <param name="Evaluations">Subsets evaluated in all studies.</param>
    internal sealed record SelectionFinished(int Evaluations);

    /// <summary>A subset could not be measured, an island could not go on, or the files could not be written.</summary>
    internal sealed record SelectionFailed(string Reason);

    /// <summary>An island cannot reach its journal; the selection goes on from there once it is back.</summary>
    internal sealed record SelectionInterrupted(string Reason);

    private sealed record StartIslands;
}

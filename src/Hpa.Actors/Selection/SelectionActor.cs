using Akka.Actor;
using Akka.Event;
using Hpa.Contracts.Features;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection;

/// <summary>What the selection of a run is about.</summary>
/// <param name="Run">The run's name.</param>
/// <param name="RunFolder">Where selection/ is written.</param>
/// <param name="Studies">Names of the studies, each a genetic algorithm of its own.</param>
/// <param name="Blocks">The blocks offered: gene i is block i.</param>
/// <param name="Settings">The genetic algorithm.</param>
/// <param name="Fingerprint">SHA-256 of settings and data.</param>
public sealed record SelectionPlan(
    string Run, string RunFolder, IReadOnlyList<string> Studies, IReadOnlyList<BlockName> Blocks, GeneticSettings Settings, string Fingerprint);

/// <summary>
/// Coordinates the islands of all studies: hands subsets to idle classifiers, never one twice, and writes the studies' files
/// when every generation of every island is in.
/// </summary>
public sealed class SelectionActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan StartAgainAfter = TimeSpan.FromSeconds(5);

    private readonly SelectionPlan _plan;
    private readonly IActorRef _islands;
    private readonly Dictionary<string, FitnessCache> _caches;
    private readonly Dictionary<string, Dictionary<(int Generation, int Island), HistoryRow>> _histories;
    private readonly Dictionary<(string Study, Genome Subset), HashSet<IActorRef>> _askers = [];
    private readonly Queue<EvaluateSubset> _waiting = new();
    private readonly Stack<IActorRef> _idle;

    /// <summary>Starts the islands.</summary>
    /// <param name="plan">What to select.</param>
    /// <param name="islands">The islands' shard region.</param>
    /// <param name="classifiers">Classifiers of this node, all idle.</param>
    public SelectionActor(SelectionPlan plan, IActorRef islands, IReadOnlyList<IActorRef> classifiers)
    {
        _plan = plan;
        _islands = islands;
        _idle = new Stack<IActorRef>(classifiers);
        _caches = plan.Studies.ToDictionary(s => s, _ => new FitnessCache());
        _histories = plan.Studies.ToDictionary(s => s, _ => new Dictionary<(int, int), HistoryRow>());
        Receive<EvaluateSubset>(Ask);
        Receive<SubsetEvaluated>(answer => Try(() => Answer(answer)));
        Receive<SubsetFailed>(failed => Context.Parent.Tell(new SelectionFailed(failed.Reason)));
        Receive<IslandFailed>(failed => Context.Parent.Tell(new SelectionFailed(failed.Reason)));
        Receive<GenerationCompleted>(report => Try(() => Take(report)));
        Receive<StartIslands>(_ => Start());
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Creates the actor's props.</summary>
    public static Props Props(SelectionPlan plan, IActorRef islands, IReadOnlyList<IActorRef> classifiers) =>
        Akka.Actor.Props.Create(() => new SelectionActor(plan, islands, classifiers)).WithDispatcher("hpa.selection.dispatcher");

    /// <inheritdoc />
    protected override void PreStart() => Timers.StartPeriodicTimer("start", new StartIslands(), TimeSpan.Zero, StartAgainAfter);

    /// <summary>Also wakes islands that a moved shard or a restart has put to sleep; one at work is not disturbed.</summary>
    private void Start()
    {
        foreach (var study in _plan.Studies)
            for (var island = 0; island < _plan.Settings.Islands; island++)
                if (_histories[study].Keys.Count(row => row.Island == island) < _plan.Settings.Generations)
                    _islands.Tell(new StartIsland(new IslandKey(_plan.Run, study, island), _plan.Blocks.Count, _plan.Fingerprint));
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

    private void Ask(EvaluateSubset ask)
    {
        if (_caches[ask.Study].TryGet(ask.Subset, out var fitness))
        {
            Sender.Tell(new SubsetEvaluated(ask.Run, ask.Study, ask.Subset, fitness));
        }
        else if (_askers.TryGetValue((ask.Study, ask.Subset), out var askers))
        {
            askers.Add(Sender);
        }
        else
        {
            _askers.Add((ask.Study, ask.Subset), [Sender]);
            _waiting.Enqueue(ask);
            Dispatch();
        }
    }

    private void Answer(SubsetEvaluated answer)
    {
        _caches[answer.Study].Add(answer.Subset, answer.Fitness);
        if (_askers.Remove((answer.Study, answer.Subset), out var askers))
            foreach (var asker in askers) asker.Tell(answer);
        _idle.Push(Sender);
        Dispatch();
    }

    private void Dispatch()
    {
        while (_idle.Count > 0 && _waiting.TryDequeue(out var next)) _idle.Pop().Tell(next);
    }

    private void Take(GenerationCompleted report)
    {
        var (study, island) = (report.Key.Study, report.Key.Island);
        foreach (var individual in report.Population) _caches[study].Add(individual.Genome, individual.Fitness);
        _histories[study][(report.Generation, island)] = Statistics.Of(report.Generation, island, report.Population);
        var all = _plan.Studies.Count * _plan.Settings.Islands * _plan.Settings.Generations;
        var done = _histories.Values.Sum(h => h.Count);
        var best = _caches[_plan.Studies[0]].Best?.Fitness ?? 0;
        Context.System.EventStream.Publish(new ProgressChanged(
            Stage.Select, done, all, "generations", FormattableString.Invariant($"best {best:0.000}, {_caches.Values.Sum(c => c.Evaluated)} subsets")));
        if (done == all) Finish();
    }

    private void Finish()
    {
        foreach (var study in _plan.Studies)
        {
            var files = new StudyFiles(_plan.RunFolder, study);
            var cache = _caches[study];
            files.WriteEvaluations(cache);
            files.WriteHistory(_histories[study].Values);
            files.WriteChosen(cache.Best!.Genome.Chosen().Select(i => _plan.Blocks[i]));
        }

        Context.Parent.Tell(new SelectionFinished(_caches.Values.Sum(c => c.Evaluated)));
        Context.Stop(Self);
    }

    /// <summary>Every study's files are written.</summary>
    /// <param name="Evaluations">Subsets evaluated in all studies.</param>
    internal sealed record SelectionFinished(int Evaluations);

    /// <summary>A subset could not be measured, an island could not go on, or the files could not be written.</summary>
    internal sealed record SelectionFailed(string Reason);

    private sealed record StartIslands;
}

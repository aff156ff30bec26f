using Akka.Actor;
using Akka.Event;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection.Searches;

/// <summary>What one study is searched with.</summary>
/// <param name="Run">The run's name.</param>
/// <param name="RunFolder">Where selection/ is written.</param>
/// <param name="Problem">What is chosen from.</param>
/// <param name="Searches">The searches, in order.</param>
public sealed record SearchPlan(string Run, string RunFolder, SearchProblem Problem, IReadOnlyList<SearchKind> Searches);

/// <summary>
/// Runs the searches of one study one after the other: has each step measured, at once for all of its subsets, and writes the files when
/// the last one is over. It keeps nothing: begun again it asks for the same steps, which are known by then.
/// </summary>
public sealed class SearchActor : ReceiveActor
{
    private readonly SearchPlan _plan;
    private readonly IActorRef _fitness;
    private readonly Queue<SearchKind> _left;
    private readonly List<SearchOutcome> _outcomes = [];
    private readonly int _all;
    private SearchRun? _search;

    /// <summary>Sets up the protocol.</summary>
    /// <param name="plan">What to search with.</param>
    /// <param name="fitness">Answers <see cref="EvaluateSubset"/>.</param>
    public SearchActor(SearchPlan plan, IActorRef fitness)
    {
        _plan = plan;
        _fitness = fitness;
        _left = new Queue<SearchKind>(plan.Searches.Where(search => plan.Problem.Refusal(search) is null));
        _all = _left.Sum(plan.Problem.Allowance);
        Receive<SubsetEvaluated>(answer => Try(() => Learn(answer)));
        Receive<Begin>(_ => Try(Continue));
    }

    /// <summary>Creates the actor's props.</summary>
    public static Props Props(SearchPlan plan, IActorRef fitness) =>
        Akka.Actor.Props.Create(() => new SearchActor(plan, fitness)).WithDispatcher("hpa.selection.dispatcher");

    /// <inheritdoc />
    protected override void PreStart()
    {
        foreach (var refusal in _plan.Searches.Select(_plan.Problem.Refusal).OfType<string>()) Context.GetLogger().Warning("{0}", refusal);
        Self.Tell(new Begin());
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
            Context.GetLogger().Error(e, "searches of {0} failed", _plan.Problem.Study);
            Context.Parent.Tell(new SearchesFailed(e.Message.ReplaceLineEndings(" ")));
        }
    }

    private void Learn(SubsetEvaluated answer)
    {
        if (_search is null) return;
        var open = _search.Open.Count;
        _search.Learn(answer.Subset, answer.Fitness);
        if (open == 0 || _search.Open.Count > 0) return;
        Report(_search);
        Continue();
    }

    /// <summary>The next step, of the next search where one is over.</summary>
    private void Continue()
    {
        while (_search is not null || _left.Count > 0)
        {
            _search ??= new SearchRun(_left.Dequeue(), _plan.Problem);
            if (_search.Next() is { } step)
            {
                foreach (var subset in step) _fitness.Tell(new EvaluateSubset(_plan.Run, _plan.Problem.Study, subset));
                return;
            }

            _outcomes.Add(_search.Outcome());
            _search = null;
        }

        Finish();
    }

    private void Report(SearchRun search)
    {
        var done = _outcomes.Sum(outcome => outcome.Evaluations) + search.Evaluations;
        Context.System.EventStream.Publish(new ProgressChanged(Stage.Select, done, _all, "subsets", search.Search.Word()) { Step = $"searches of {_plan.Problem.Study}" });
    }

    private void Finish()
    {
        var files = new SearchFiles(_plan.RunFolder, _plan.Problem.Study);
        files.WriteSearches(_outcomes.SelectMany(outcome => outcome.Trace));
        if (_plan.Searches.Contains(SearchKind.Nsga2)) files.WriteFront(_outcomes.SelectMany(outcome => outcome.Front));
        Context.Parent.Tell(new SearchesFinished(_plan.Problem.Study));
        Context.Stop(Self);
    }

    /// <summary>The study's files are written.</summary>
    /// <param name="Study">Name of the study.</param>
    internal sealed record SearchesFinished(string Study);

    /// <summary>A fitness is no number, or the files could not be written.</summary>
    internal sealed record SearchesFailed(string Reason);

    private sealed record Begin;
}

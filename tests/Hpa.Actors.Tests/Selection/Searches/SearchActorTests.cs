using Akka.Actor;
using Akka.TestKit;
using Hpa.Actors.Selection.Searches;
using Hpa.Actors.Tests.Datasets;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Selection.Searches;

public sealed class SearchActorTests : ActorTest
{
    private static readonly SearchKind[] Kinds = [.. Enum.GetValues<SearchKind>()];
    private static readonly SearchProblem Problem = Planted.Problem(8, 60);

    private readonly TemporaryFolder _folder = new();
    private readonly TestProbe _selection;
    private readonly TestProbe _fitness;

    public SearchActorTests()
    {
        _selection = CreateTestProbe();
        _fitness = CreateTestProbe();
    }

    private SearchFiles Files => new(_folder.Path, "image");

    [Fact]
    public void It_writes_what_a_plain_loop_finds()
    {
        Start(Problem, Kinds);
        Answer();

        Assert.Equal("image", _selection.ExpectMsg<SearchActor.SearchesFinished>().Study);
        SearchOutcome[] outcomes = [.. Kinds.Select(search => Planted.Run(search, Problem))];
        Assert.Equal(outcomes.SelectMany(outcome => outcome.Trace), Files.ReadSearches());
        Assert.Equal(outcomes[^1].Front, Files.ReadFront());
    }

    [Fact]
    public void A_step_is_asked_for_at_once_and_the_next_one_after_all_answers()
    {
        Start(Problem, [SearchKind.GreedyForward]);
        EvaluateSubset[] step = [.. Enumerable.Range(0, 8).Select(_ => _fitness.ExpectMsg<EvaluateSubset>())];
        Assert.False(_fitness.HasMessages);

        foreach (var ask in step.Skip(1).Append(step[1])) Reply(ask);
        Assert.False(_fitness.HasMessages);
        Reply(step[0]);
        Assert.Equal(2, _fitness.ExpectMsg<EvaluateSubset>().Subset.Count);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL)]
    [InlineData(2UL)]
    public void Begun_again_it_asks_for_the_same_and_writes_the_same(ulong order)
    {
        Start(Problem, Kinds);
        Answer();
        _selection.ExpectMsg<SearchActor.SearchesFinished>();
        var expected = Bytes();
        File.Delete(Files.Searches);

        var stopped = Start(Problem, Kinds);
        var asked = Answer(atMost: 90, order);
        Sys.Stop(stopped);
        while (_fitness.HasMessages) _fitness.ReceiveOne();
        Start(Problem, Kinds);
        Assert.Equal(asked.Order(), Answer(atMost: int.MaxValue, order).Take(asked.Count).Order());

        _selection.ExpectMsg<SearchActor.SearchesFinished>();
        Assert.Equal(expected, Bytes());
    }

    [Fact]
    public void A_search_that_the_blocks_are_too_many_for_is_left_out()
    {
        Start(Planted.Problem(17, 30), [SearchKind.Exhaustive, SearchKind.Random]);
        Answer();

        _selection.ExpectMsg<SearchActor.SearchesFinished>();
        Assert.All(Files.ReadSearches(), row => Assert.Equal(SearchKind.Random, row.Search));
        Assert.False(File.Exists(Files.Front));
    }

    [Fact]
    public void Progress_counts_subsets_of_all_searches()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(ProgressChanged));
        Start(Problem, [SearchKind.BestK, SearchKind.GreedyForward]);
        Answer();

        // Eight single blocks and six joint subsets, 36 of greedy search.
        var progress = Enumerable.Range(0, 10).Select(_ => ExpectMsg<ProgressChanged>()).ToArray();
        Assert.Equal([8L, 14, 22, 29, 35, 40, 44, 47, 49, 50], progress.Select(p => p.Done));
        Assert.All(progress, p => Assert.Equal((Stage.Select, 74L, "searches of image"), (p.Stage, p.Total, p.Step)));
    }

    [Fact]
    public void Files_that_cannot_be_written_fail_the_searches()
    {
        _folder.Add("selection", "in the way");
        Start(Problem, [SearchKind.BestK]);
        Answer();

        Assert.Contains(_folder["selection"], _selection.ExpectMsg<SearchActor.SearchesFailed>().Reason, StringComparison.Ordinal);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _folder.Dispose();
    }

    private IActorRef Start(SearchProblem problem, IReadOnlyList<SearchKind> searches) =>
        _selection.ChildActorOf(Inline(SearchActor.Props(new SearchPlan("run", _folder.Path, problem, searches), _fitness)));

    private string[] Bytes() => [File.ReadAllText(Files.Searches), File.ReadAllText(Files.Front)];

    private void Reply(EvaluateSubset ask) => _fitness.LastSender.Tell(new SubsetEvaluated(ask.Run, ask.Study, ask.Subset, Planted.Fitness(ask.Subset)));

    /// <summary>Answers what is asked, in a drawn order within each step.</summary>
    private List<Genome> Answer(int atMost = int.MaxValue, ulong order = 0)
    {
        var (asked, draws) = (new List<Genome>(), new CounterRandom(order));
        while (_fitness.HasMessages && asked.Count < atMost)
        {
            var step = new List<EvaluateSubset>();
            while (_fitness.HasMessages) step.Add(_fitness.ExpectMsg<EvaluateSubset>());
            asked.AddRange(step.Select(ask => ask.Subset));
            EvaluateSubset[] shuffled = [.. step];
            draws.Shuffle(shuffled.AsSpan());
            foreach (var ask in shuffled) Reply(ask);
        }

        return asked;
    }
}

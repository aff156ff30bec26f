using Akka.Actor;
using Akka.TestKit;
using Hpa.Actors.Selection;
using Hpa.Actors.Selection.Searches;
using Hpa.Actors.Tests.Datasets;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Selection;

public sealed class SelectionActorTests : ActorTest
{
    private static readonly string[] Studies = [.. Islands.Studies.Select(study => study.Name.ToString())];

    private readonly TemporaryFolder _folder = new();
    private readonly TestProbe _run;
    private readonly TestProbe _islands;
    private readonly TestProbe _classifier;

    public SelectionActorTests()
    {
        _run = CreateTestProbe();
        _islands = CreateTestProbe();
        _classifier = CreateTestProbe();
    }

    [Fact]
    public void Islands_are_told_to_start_until_all_their_generations_are_in()
    {
        var selection = Start(Islands.Two);
        Assert.Equal(["start run/image/0", "start run/image/1"], Told());
        var reports = Islands.Reports(Islands.Two, "image");
        Tell(selection, reports.Where(r => r.Key.Island == 0));
        Tell(selection, reports.Where(r => r.Key.Island == 1).SkipLast(1));

        Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(["start run/image/1"], Told());
    }

    [Fact]
    public void A_report_that_was_lost_on_its_way_is_asked_for()
    {
        var selection = Start(Islands.Two);
        Told();
        var reports = Islands.Reports(Islands.Two, "image");
        Tell(selection, reports.Where(r => (r.Key.Island, r.Generation) != (1, 3)));

        Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(["start run/image/1"], Told());
    }

    [Fact]
    public void The_next_study_starts_when_the_one_before_is_done_and_its_islands_leave_memory()
    {
        var selection = Start(Islands.Two);
        Told();
        Tell(selection, Islands.Reports(Islands.Two, "image"));

        Assert.Equal(["stop run/image/0", "stop run/image/1", "start run/image-shuffled/0", "start run/image-shuffled/1"], Told());
        Assert.True(File.Exists(new StudyFiles(_folder.Path, "image").Chosen));
        Assert.False(_run.HasMessages);
    }

    [Fact]
    public void The_files_are_a_function_of_the_reports_whatever_their_order_and_number()
    {
        var expected = Written(Islands.Two, order: 0);

        Assert.Equal(9, expected.Length);
        for (ulong order = 1; order < 4; order++) Assert.Equal(expected, Written(Islands.Two, order));
    }

    [Fact]
    public void The_files_say_what_the_islands_found()
    {
        Written(Islands.Two, order: 0);

        foreach (var study in Studies)
        {
            var files = new StudyFiles(_folder.Path, study);
            var model = IslandModel.Run(Islands.Two, 1, study, Islands.Costs, genome => Islands.Fitness(study, genome));
            Assert.Equal(model.History, files.ReadHistory());
            Assert.Equal(model.Asked.OrderBy(i => i.Genome), files.ReadEvaluations(Islands.Genes).Sorted());
            Assert.Equal(Names(model.Best.Genome), files.ReadChosen().Select(block => block.ToString()));
            Assert.Equal(model.Islands.Select(island => Names(island[0].Genome)), files.ReadIslands().Select(island => island.Select(block => block.ToString())));
        }
    }

    [Fact]
    public void It_ends_when_everything_is_in_and_says_how_many_subsets_were_measured()
    {
        var selection = Start(Islands.Two);
        Watch(selection);
        Tell(selection, Studies.SelectMany(study => Islands.Reports(Islands.Two, study)));

        Assert.Equal(
            Studies.Sum(study => IslandModel.Run(Islands.Two, 1, study, Islands.Costs, genome => Islands.Fitness(study, genome)).Asked.Count),
            _run.ExpectMsg<SelectionActor.SelectionFinished>().Evaluations);
        ExpectTerminated(selection);
        Assert.True(File.Exists(new FitnessFile(_folder.Path, "key", Islands.Blocks.Length).Path));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(33)]
    public void The_other_searches_follow_for_the_true_labels_with_the_evaluations_that_the_islands_had(int budget)
    {
        var plan = Islands.Plan(_folder.Path, Islands.Two);
        SearchKind[] searches = [SearchKind.GreedyForward, SearchKind.Nsga2];
        var selection = Start(plan with { Settings = plan.Settings with { Searches = searches, SearchBudget = budget } });
        Tell(selection, Studies.SelectMany(study => Islands.Reports(Islands.Two, study)));
        while (!_run.HasMessages) _classifier.Reply(Islands.Measure(_classifier.ExpectMsg<EvaluateSubset>()));

        _run.ExpectMsg<SelectionActor.SelectionFinished>();
        var asked = new StudyFiles(_folder.Path, "image").ReadEvaluations(Islands.Genes).Evaluated;
        var problem = new SearchProblem("image", Islands.Costs, budget > 0 ? budget : asked, 1);
        var expected = searches.Select(search => SearchRun.Run(search, problem, step => [.. step.Select(own => Islands.Fitness("image", own))])).ToArray();
        Assert.Equal(expected.SelectMany(outcome => outcome.Trace), new SearchFiles(_folder.Path, "image").ReadSearches());
        Assert.Equal(expected[1].Front, new SearchFiles(_folder.Path, "image").ReadFront());
        Assert.False(File.Exists(new SearchFiles(_folder.Path, "image-shuffled").Searches));
    }

    [Fact]
    public void Islands_hear_that_they_may_go_on_once_all_have_reported()
    {
        var selection = Start(Islands.Stalling);
        Told();
        var reports = Islands.Reports(Islands.Stalling, "image").Where(r => r.Generation <= 3).ToArray();
        Tell(selection, reports[..^1]);
        Assert.Empty(Told());
        Tell(selection, reports[^1..]);

        string[] agreed = [.. Enumerable.Range(0, 4).Select(i => $"agree run/image/{i} 3 go on")];
        Assert.Equal(agreed, Told());
        Pass(TimeSpan.FromSeconds(5));
        Assert.Equal([.. Enumerable.Range(0, 4).Select(i => $"start run/image/{i}"), .. agreed], Told());
    }

    [Fact]
    public void Islands_hear_that_they_end_when_the_best_has_not_risen()
    {
        var selection = Start(Islands.Stalling);
        var reports = Islands.Reports(Islands.Stalling, "image");
        Tell(selection, reports);

        var last = reports[^1].Generation;
        Assert.InRange(last, Islands.Stalling.StallGenerations, Islands.Stalling.Generations / 2);
        Assert.Equal(Enumerable.Range(0, 4).Select(i => $"agree run/image/{i} {last} end"), Told().Where(told => told.EndsWith("end", StringComparison.Ordinal)));
        Assert.Equal(last, new StudyFiles(_folder.Path, "image").ReadHistory().Max(row => row.Generation));
    }

    [Fact]
    public void Generations_that_are_retold_count_as_those_that_were_told()
    {
        var expected = Written(Islands.Stalling, order: 0);
        var selection = Start(Islands.Stalling);
        foreach (var island in Studies.SelectMany(study => Islands.Reports(Islands.Stalling, study)).GroupBy(report => report.Key))
        {
            var record = new IslandRecord();
            foreach (var report in island) record.Add(report);
            foreach (var retold in record.Retell(island.Key, 1, island.Count())) selection.Tell(retold, ActorRefs.Nobody);
            selection.Tell(island.Last(), ActorRefs.Nobody);
        }

        _run.ExpectMsg<SelectionActor.SelectionFinished>();
        Assert.Equal(expected, Files());
    }

    [Fact]
    public void Progress_counts_generations_over_islands_and_studies()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(ProgressChanged));
        var selection = Start(Islands.Two);
        Tell(selection, Islands.Reports(Islands.Two, "image").Take(2));

        Assert.Equal((Stage.Select, 1, 24), Counts(ExpectMsg<ProgressChanged>()));
        Assert.Equal((Stage.Select, 2, 24), Counts(ExpectMsg<ProgressChanged>()));
    }

    [Fact]
    public void A_subset_that_cannot_be_measured_fails_the_selection()
    {
        var selection = Start(Islands.Two);
        selection.Tell(new EvaluateSubset("run", "image", Genome.Of(Islands.Genes, [0])), CreateTestProbe());
        var ask = _classifier.ExpectMsg<EvaluateSubset>();
        _classifier.Reply(new SubsetFailed("run", ask.Study, ask.Subset, "no rows"));

        Assert.Equal("no rows", _run.ExpectMsg<SelectionActor.SelectionFailed>().Reason);
    }

    [Fact]
    public void An_island_that_cannot_go_on_fails_the_selection()
    {
        Start(Islands.Two).Tell(new IslandFailed(new IslandKey("run", "image", 1), "disk full"), ActorRefs.Nobody);

        Assert.Equal("disk full", _run.ExpectMsg<SelectionActor.SelectionFailed>().Reason);
    }

    [Fact]
    public void An_island_whose_journal_is_away_interrupts_the_selection()
    {
        Start(Islands.Two).Tell(new IslandFailed(new IslandKey("run", "image", 1), "no answer", Passing: true), ActorRefs.Nobody);

        Assert.Equal("no answer", _run.ExpectMsg<SelectionActor.SelectionInterrupted>().Reason);
    }

    [Fact]
    public void A_fitness_that_is_not_reproducible_fails_the_selection()
    {
        var selection = Start(Islands.Two);
        var report = Islands.Reports(Islands.Two, "image")[0];
        Tell(selection, [report, report with { Population = [report.Population[0] with { Fitness = 0.5 }] }]);

        Assert.Contains("twice with different results", _run.ExpectMsg<SelectionActor.SelectionFailed>().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_cannot_be_written_fail_the_selection()
    {
        Directory.CreateDirectory(_folder["selection"]);
        _folder.Add("selection/image", "in the way");
        Tell(Start(Islands.Two), Islands.Reports(Islands.Two, "image"));

        Assert.Contains(_folder["selection/image"], _run.ExpectMsg<SelectionActor.SelectionFailed>().Reason, StringComparison.Ordinal);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _folder.Dispose();
    }

    private IActorRef Start(GeneticSettings settings) => Start(Islands.Plan(_folder.Path, settings));

    private IActorRef Start(SelectionPlan plan)
    {
        var selection = _run.ChildActorOf(SelectionActor.Props(plan, _islands, [_classifier]));
        Pass(TimeSpan.FromMilliseconds(1));
        return selection;
    }

    private static void Tell(IActorRef selection, IEnumerable<GenerationCompleted> reports)
    {
        foreach (var report in reports) selection.Tell(report, ActorRefs.Nobody);
    }

    /// <summary>The files after the reports of each study came in a drawn order, some of them twice.</summary>
    private string[] Written(GeneticSettings settings, ulong order)
    {
        var selection = Start(settings);
        foreach (var study in Studies)
        {
            var reports = Islands.Reports(settings, study);
            GenerationCompleted[] heard = [.. reports, .. reports.Take(order > 0 ? 9 : 0)];
            var draws = new CounterRandom(order);
            if (order > 0) draws.Shuffle<GenerationCompleted>(heard);
            Tell(selection, heard);
        }

        _run.ExpectMsg<SelectionActor.SelectionFinished>();
        return Files();
    }

    private string[] Files() =>
        [.. Directory.GetFiles(_folder["selection"], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    private static IEnumerable<string> Names(Genome own) => own.Chosen().Select(gene => Islands.Blocks[Islands.Studies[0].Blocks[gene]].ToString());

    private string[] Told()
    {
        var told = new List<string>();
        while (_islands.HasMessages)
        {
            told.Add(_islands.ReceiveOne() switch
            {
                StartIsland start => $"start {start.Key}",
                StopIsland stop => $"stop {stop.Key}",
                SendAgreement agreed => $"agree {agreed.To} {agreed.Generation} {(agreed.Ends ? "end" : "go on")}",
                var other => $"{other}",
            });
        }

        return [.. told];
    }

    private static (Stage, long, long) Counts(ProgressChanged progress) => (progress.Stage, progress.Done, progress.Total);
}

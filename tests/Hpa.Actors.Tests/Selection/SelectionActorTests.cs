using Akka.Actor;
using Akka.TestKit;
using Hpa.Actors.Selection;
using Hpa.Actors.Tests.Datasets;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Selection;

public sealed class SelectionActorTests : ActorTest
{
    private static readonly string[] Studies = ["selected", "shuffled"];

    private readonly TemporaryFolder _folder = new();
    private readonly TestProbe _run;
    private readonly TestProbe _islands;
    private readonly TestProbe[] _classifiers;

    public SelectionActorTests()
    {
        _run = CreateTestProbe();
        _islands = CreateTestProbe();
        _classifiers = [CreateTestProbe(), CreateTestProbe()];
    }

    [Fact]
    public void A_subset_is_measured_once_however_many_ask()
    {
        var selection = Start();
        var askers = Enumerable.Range(0, 4).Select(_ => CreateTestProbe()).ToArray();
        foreach (var asker in askers) Ask(selection, asker, "selected", 0);

        var classifier = Busy().Single();
        var answer = Answer(classifier);
        foreach (var asker in askers) Assert.Equal(answer, asker.ExpectMsg<SubsetEvaluated>());

        Ask(selection, askers[0], "selected", 0);
        Assert.Equal(answer, askers[0].ExpectMsg<SubsetEvaluated>());
        Assert.Empty(Busy());
        foreach (var asker in askers) Assert.False(asker.HasMessages);
    }

    [Fact]
    public void An_asker_that_asks_again_gets_one_answer()
    {
        var selection = Start();
        var asker = CreateTestProbe();
        for (var i = 0; i < 3; i++) Ask(selection, asker, "selected", 0);
        Answer(Busy().Single());

        asker.ExpectMsg<SubsetEvaluated>();
        Assert.False(asker.HasMessages);
    }

    [Fact]
    public void Only_an_idle_classifier_gets_a_subset()
    {
        var selection = Start();
        var asker = CreateTestProbe();
        for (var gene = 0; gene < 6; gene++) Ask(selection, asker, "selected", gene);

        for (var left = 6; left > 0; left--)
        {
            var busy = Busy();
            Assert.Equal(Math.Min(2, left), busy.Length);
            Answer(busy[0]);
            asker.ExpectMsg<SubsetEvaluated>();
        }
    }

    [Fact]
    public void Studies_do_not_share_fitness()
    {
        var selection = Start();
        var asker = CreateTestProbe();
        Ask(selection, asker, "selected", 0);
        Ask(selection, asker, "shuffled", 0);
        foreach (var classifier in Busy()) Answer(classifier);

        Assert.Equal([0.35, 0.4], new[] { asker.ExpectMsg<SubsetEvaluated>().Fitness, asker.ExpectMsg<SubsetEvaluated>().Fitness }.Order().Select(f => Math.Round(f, 6)));
    }

    [Fact]
    public void Islands_are_told_to_start_until_all_their_generations_are_in()
    {
        var selection = Start();
        Assert.Equal(["run/selected/0", "run/selected/1", "run/shuffled/0", "run/shuffled/1"], Told());
        var reports = Islands.Reports(Islands.Two, "selected");
        foreach (var report in reports.Where(r => r.Key.Island == 0)) selection.Tell(report, ActorRefs.Nobody);
        foreach (var report in reports.Where(r => r.Key.Island == 1).SkipLast(1)) selection.Tell(report, ActorRefs.Nobody);

        Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(["run/selected/1", "run/shuffled/0", "run/shuffled/1"], Told());
        selection.Tell(reports[^1], ActorRefs.Nobody);
        Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(["run/shuffled/0", "run/shuffled/1"], Told());
    }

    [Fact]
    public void The_files_are_a_function_of_the_reports_whatever_their_order_and_number()
    {
        var reports = Studies.SelectMany(study => Islands.Reports(Islands.Two, study)).ToArray();
        var expected = Written(reports);

        Assert.Equal(6, expected.Length);
        var draws = new CounterRandom(3);
        for (var order = 0; order < 3; order++)
        {
            // Another coordinator hears of everything again, parts of it twice.
            var heard = reports.Concat(reports.Take(9)).ToArray();
            draws.Shuffle<GenerationCompleted>(heard);
            Assert.Equal(expected, Written(heard));
        }
    }

    [Fact]
    public void The_files_say_what_the_islands_found()
    {
        var reports = Studies.SelectMany(study => Islands.Reports(Islands.Two, study)).ToArray();
        Written(reports);

        foreach (var study in Studies)
        {
            var files = new StudyFiles(_folder.Path, study);
            var individuals = reports.Where(r => r.Key.Study == study).SelectMany(r => r.Population).ToArray();
            Assert.Equal(12, files.ReadHistory().Count);
            Assert.Equal(individuals.Select(i => i.Genome).Distinct().Order(), files.ReadEvaluations(Islands.Genes).Sorted().Select(i => i.Genome));
            Assert.Equal(Ranking.Best(individuals).Genome.Chosen().Select(i => Islands.Blocks[i]), files.ReadChosen());
        }
    }

    [Fact]
    public void It_ends_when_everything_is_in_and_says_how_many_subsets_were_measured()
    {
        var reports = Studies.SelectMany(study => Islands.Reports(Islands.Two, study)).ToArray();
        var selection = Start();
        Watch(selection);
        foreach (var report in reports.SkipLast(1)) selection.Tell(report, ActorRefs.Nobody);
        Assert.False(_run.HasMessages);
        selection.Tell(reports[^1], ActorRefs.Nobody);

        Assert.Equal(Studies.Sum(s => reports.Where(r => r.Key.Study == s).SelectMany(r => r.Population).Select(i => i.Genome).Distinct().Count()),
            _run.ExpectMsg<SelectionActor.SelectionFinished>().Evaluations);
        ExpectTerminated(selection);
    }

    [Fact]
    public void Progress_counts_generations_over_islands_and_studies()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(ProgressChanged));
        var selection = Start();
        foreach (var report in Islands.Reports(Islands.Two, "selected").Take(2)) selection.Tell(report, ActorRefs.Nobody);

        Assert.Equal((Stage.Select, 1, 24), Counts(ExpectMsg<ProgressChanged>()));
        Assert.Equal((Stage.Select, 2, 24), Counts(ExpectMsg<ProgressChanged>()));
    }

    [Fact]
    public void A_subset_that_cannot_be_measured_fails_the_selection()
    {
        var selection = Start();
        Ask(selection, CreateTestProbe(), "selected", 0);
        var classifier = Busy().Single();
        classifier.ExpectMsg<EvaluateSubset>();
        classifier.Reply(new SubsetFailed("run", "selected", One(0), "no rows"));

        Assert.Equal("no rows", _run.ExpectMsg<SelectionActor.SelectionFailed>().Reason);
    }

    [Fact]
    public void An_island_that_cannot_go_on_fails_the_selection()
    {
        Start().Tell(new IslandFailed(new IslandKey("run", "selected", 1), "disk full"), ActorRefs.Nobody);

        Assert.Equal("disk full", _run.ExpectMsg<SelectionActor.SelectionFailed>().Reason);
    }

    [Fact]
    public void A_fitness_that_is_not_reproducible_fails_the_selection()
    {
        var selection = Start();
        var report = Islands.Reports(Islands.Two, "selected")[0];
        selection.Tell(report, ActorRefs.Nobody);
        selection.Tell(report with { Population = [report.Population[0] with { Fitness = 0.5 }] }, ActorRefs.Nobody);

        Assert.Contains("twice with different results", _run.ExpectMsg<SelectionActor.SelectionFailed>().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_cannot_be_written_fail_the_selection()
    {
        _folder.Add("selection", "in the way");
        var selection = Start();
        foreach (var report in Studies.SelectMany(study => Islands.Reports(Islands.Two, study))) selection.Tell(report, ActorRefs.Nobody);

        Assert.Contains(_folder["selection"], _run.ExpectMsg<SelectionActor.SelectionFailed>().Reason, StringComparison.Ordinal);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _folder.Dispose();
    }

    private IActorRef Start()
    {
        var plan = new SelectionPlan("run", _folder.Path, Studies, Islands.Blocks, Islands.Two, "fingerprint");
        var selection = _run.ChildActorOf(SelectionActor.Props(plan, _islands, _classifiers));
        Pass(TimeSpan.FromMilliseconds(1));
        return selection;
    }

    private string[] Written(IEnumerable<GenerationCompleted> reports)
    {
        var selection = Start();
        foreach (var report in reports) selection.Tell(report, ActorRefs.Nobody);
        _run.ExpectMsg<SelectionActor.SelectionFinished>();
        return [.. Directory.GetFiles(_folder["selection"], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText)];
    }

    private string[] Told()
    {
        var told = new List<string>();
        while (_islands.HasMessages) told.Add(_islands.ExpectMsg<StartIsland>().Key.ToString());
        return [.. told];
    }

    /// <summary>The classifiers that have a subset now; each may have one.</summary>
    private TestProbe[] Busy() => [.. _classifiers.Where(classifier => classifier.HasMessages)];

    private static SubsetEvaluated Answer(TestProbe classifier)
    {
        var ask = classifier.ExpectMsg<EvaluateSubset>();
        Assert.False(classifier.HasMessages);
        var answer = new SubsetEvaluated(ask.Run, ask.Study, ask.Subset, Islands.Fitness(ask.Study, ask.Subset));
        classifier.Reply(answer);
        return answer;
    }

    private static void Ask(IActorRef selection, TestProbe asker, string study, int gene) => selection.Tell(new EvaluateSubset("run", study, One(gene)), asker);

    private static Genome One(int gene) => Genome.Of(Islands.Genes, [gene]);

    private static (Stage, long, long) Counts(ProgressChanged progress) => (progress.Stage, progress.Done, progress.Total);
}

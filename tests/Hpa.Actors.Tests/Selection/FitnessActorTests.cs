using Akka.Actor;
using Akka.TestKit;
using Hpa.Actors.Selection;
using Hpa.Actors.Tests.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Selection;

public sealed class FitnessActorTests : ActorTest
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestProbe _selection;
    private readonly TestProbe[] _classifiers;

    public FitnessActorTests()
    {
        _selection = CreateTestProbe();
        _classifiers = [CreateTestProbe(), CreateTestProbe()];
    }

    private string FilePath => new FitnessFile(_folder.Path, "key", Islands.Blocks.Length).Path;

    [Fact]
    public void A_subset_is_measured_once_however_many_ask()
    {
        var fitness = Start();
        var askers = Enumerable.Range(0, 4).Select(_ => CreateTestProbe()).ToArray();
        foreach (var asker in askers) Ask(fitness, asker, "image", 0);

        Answer(Busy().Single());
        foreach (var asker in askers) Assert.Equal(new SubsetEvaluated("run", "image", One(0), Islands.Fitness("image", One(0))), asker.ExpectMsg<SubsetEvaluated>());

        Ask(fitness, askers[0], "image", 0);
        askers[0].ExpectMsg<SubsetEvaluated>();
        Assert.Empty(Busy());
        foreach (var asker in askers) Assert.False(asker.HasMessages);
    }

    [Fact]
    public void An_asker_that_asks_again_gets_one_answer()
    {
        var fitness = Start();
        var asker = CreateTestProbe();
        for (var i = 0; i < 3; i++) Ask(fitness, asker, "image", 0);
        Answer(Busy().Single());

        asker.ExpectMsg<SubsetEvaluated>();
        Assert.False(asker.HasMessages);
    }

    [Fact]
    public void Only_an_idle_classifier_gets_a_subset()
    {
        var fitness = Start();
        var asker = CreateTestProbe();
        for (var gene = 0; gene < 6; gene++) Ask(fitness, asker, "image", gene);

        for (var left = 6; left > 0; left--)
        {
            var busy = Busy();
            Assert.Equal(Math.Min(2, left), busy.Length);
            Answer(busy[0]);
            asker.ExpectMsg<SubsetEvaluated>();
        }
    }

    [Fact]
    public void A_worker_of_another_node_gets_what_it_has_room_for()
    {
        var fitness = Start();
        var (asker, worker) = (CreateTestProbe(), CreateTestProbe());
        Offer(fitness, worker, room: 2);
        for (var gene = 0; gene < 5; gene++) Ask(fitness, asker, "image", gene);
        Assert.Equal(2, Busy().Length);
        var first = worker.ExpectMsg<EvaluateSubset>();
        worker.ExpectMsg<EvaluateSubset>();
        Assert.False(worker.HasMessages);

        fitness.Tell(Islands.Measure(first), worker);
        asker.ExpectMsg<SubsetEvaluated>();
        worker.ExpectMsg<EvaluateSubset>();
        Offer(fitness, worker, room: 0, holding: 2);
        Ask(fitness, asker, "image", 5);
        Assert.False(worker.HasMessages);
    }

    [Fact]
    public void A_worker_of_another_selection_gets_nothing()
    {
        var fitness = Start();
        var worker = CreateTestProbe();
        fitness.Tell(new AskForSubsets("other", 2, 0), worker);
        for (var gene = 0; gene < 5; gene++) Ask(fitness, CreateTestProbe(), "image", gene);

        Assert.False(worker.HasMessages);
    }

    [Fact]
    public void What_a_lost_worker_had_goes_to_others()
    {
        var fitness = Start();
        var (asker, lost, other) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        Offer(fitness, lost, room: 2);
        for (var gene = 0; gene < 4; gene++) Ask(fitness, asker, "image", gene);
        HashSet<Genome> had = [lost.ExpectMsg<EvaluateSubset>().Subset, lost.ExpectMsg<EvaluateSubset>().Subset];
        Offer(fitness, other, room: 2);
        Assert.False(other.HasMessages);
        Sys.Stop(lost);

        Assert.Equal(had, [other.ExpectMsg<EvaluateSubset>().Subset, other.ExpectMsg<EvaluateSubset>().Subset]);
        Assert.False(other.HasMessages);
    }

    [Fact]
    public void A_worker_that_says_twice_that_it_holds_nothing_has_lost_what_it_was_given()
    {
        var fitness = Start();
        var worker = CreateTestProbe();
        Offer(fitness, worker, room: 1);
        for (var gene = 0; gene < 3; gene++) Ask(fitness, CreateTestProbe(), "image", gene);
        var lost = worker.ExpectMsg<EvaluateSubset>();
        Offer(fitness, worker, room: 1);
        Assert.False(worker.HasMessages);
        Offer(fitness, worker, room: 1);

        Assert.Equal(lost, worker.ExpectMsg<EvaluateSubset>());
    }

    [Fact]
    public void Classifiers_are_asked_about_blocks_of_the_run_with_the_labels_of_the_study()
    {
        var fitness = Start();
        Ask(fitness, CreateTestProbe(), "image", 3);
        Ask(fitness, CreateTestProbe(), "image-shuffled", 3);

        var asked = Busy().Select(classifier => classifier.ExpectMsg<EvaluateSubset>()).OrderBy(ask => ask.Study).ToArray();
        Assert.Equal(["given", "shuffled"], asked.Select(ask => ask.Study));
        Assert.All(asked, ask => Assert.Equal(Genome.Of(Islands.Blocks.Length, [4]), ask.Subset));
    }

    [Fact]
    public void Studies_of_the_same_labels_share_what_was_measured_and_are_answered_in_their_own_genes()
    {
        var green = new StudyPlan(new StudyName(FeatureSet.ImageGreen), [4, 5], [1, 1]);
        var fitness = Start(Islands.Studies[0], green);
        var (first, second) = (CreateTestProbe(), CreateTestProbe());
        Ask(fitness, first, "image", 3);
        fitness.Tell(new EvaluateSubset("run", "image-green", Genome.Parse("10")), second);
        Answer(Busy().Single());

        Assert.Equal(new SubsetEvaluated("run", "image", One(3), Islands.Fitness("image", One(3))), first.ExpectMsg<SubsetEvaluated>());
        Assert.Equal(new SubsetEvaluated("run", "image-green", Genome.Parse("10"), Islands.Fitness("image", One(3))), second.ExpectMsg<SubsetEvaluated>());
    }

    [Fact]
    public void What_was_measured_is_stored_after_half_a_minute_and_known_after_a_restart()
    {
        var fitness = Start();
        Ask(fitness, CreateTestProbe(), "image", 0);
        Answer(Busy().Single());
        Assert.False(File.Exists(FilePath));
        Pass(TimeSpan.FromSeconds(30));
        Assert.Equal($"Key,Labels,Subset,Fitness\nkey,given,01000000000000,0.4\n", File.ReadAllText(FilePath));

        var asker = CreateTestProbe();
        Ask(Start(), asker, "image", 0);
        Assert.Equal(0.4, asker.ExpectMsg<SubsetEvaluated>().Fitness);
        Assert.Empty(Busy());
    }

    [Fact]
    public void What_islands_have_in_their_journals_need_not_be_measured()
    {
        var fitness = Start();
        fitness.Tell(new FitnessActor.Learn("image", [new Individual(One(5), 0.75)]), ActorRefs.Nobody);
        var asker = CreateTestProbe();
        Ask(fitness, asker, "image", 5);

        Assert.Equal(0.75, asker.ExpectMsg<SubsetEvaluated>().Fitness);
    }

    [Fact]
    public void The_file_is_the_same_whatever_the_order_of_the_answers()
    {
        string Written(IEnumerable<int> genes)
        {
            if (File.Exists(FilePath)) File.Delete(FilePath);
            var fitness = Start();
            foreach (var gene in genes)
            {
                Ask(fitness, CreateTestProbe(), gene % 2 == 0 ? "image" : "image-shuffled", gene);
                Answer(Busy().Single());
            }

            fitness.Tell(new FitnessActor.Save(Answer: true), TestActor);
            ExpectMsg<FitnessActor.Saved>();
            return File.ReadAllText(FilePath);
        }

        var expected = Written(Enumerable.Range(0, 8));
        Assert.Equal(9, expected.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(expected, Written(Enumerable.Range(0, 8).Reverse()));
    }

    [Fact]
    public void Rows_of_other_data_or_settings_count_for_nothing_and_go_with_the_next_write()
    {
        _folder.Add("selection/fitness.csv", "Key,Labels,Subset,Fitness\nother,given,01000000000000,0.9\nother,given,11,0.9\n");
        var fitness = Start();
        var asker = CreateTestProbe();
        Ask(fitness, asker, "image", 0);
        Answer(Busy().Single());
        Assert.Equal(0.4, asker.ExpectMsg<SubsetEvaluated>().Fitness);
        Pass(TimeSpan.FromSeconds(30));

        Assert.DoesNotContain("other", File.ReadAllText(FilePath), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("key,given,01000000000000,much", "row 1")]
    [InlineData("key,given,010,0.5", "of 3 blocks where the run has 14")]
    [InlineData("key,true,01000000000000,0.5", "'true' are no labels")]
    [InlineData("key,given,01000000000000,0.5\nkey,given,01000000000000,0.5", "twice")]
    public void A_row_that_cannot_be_used_fails_the_selection_with_the_file(string rows, string named)
    {
        _folder.Add("selection/fitness.csv", $"Key,Labels,Subset,Fitness\n{rows}\n");
        Start();

        var reason = _selection.ExpectMsg<FitnessActor.FitnessFailed>().Reason;
        Assert.StartsWith(FilePath, reason, StringComparison.Ordinal);
        Assert.Contains(named, reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_contradicts_a_known_one_fails_the_selection()
    {
        var fitness = Start();
        fitness.Tell(new FitnessActor.Learn("image", [new Individual(One(5), 0.75)]), ActorRefs.Nobody);
        fitness.Tell(new FitnessActor.Learn("image", [new Individual(One(5), 0.5)]), ActorRefs.Nobody);

        Assert.Contains("twice with different results", _selection.ExpectMsg<FitnessActor.FitnessFailed>().Reason, StringComparison.Ordinal);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _folder.Dispose();
    }

    private IActorRef Start(params StudyPlan[] studies) =>
        _selection.ChildActorOf(FitnessActor.Props(Islands.Plan(_folder.Path, Islands.Two, studies), _classifiers));

    /// <summary>The classifiers that have a subset now; each may have one.</summary>
    private TestProbe[] Busy() => [.. _classifiers.Where(classifier => classifier.HasMessages)];

    private static void Answer(TestProbe classifier)
    {
        var ask = classifier.ExpectMsg<EvaluateSubset>();
        Assert.False(classifier.HasMessages);
        classifier.Reply(Islands.Measure(ask));
    }

    private static void Ask(IActorRef fitness, TestProbe asker, string study, int gene) => fitness.Tell(new EvaluateSubset("run", study, One(gene)), asker);

    private static void Offer(IActorRef fitness, TestProbe worker, int room, int holding = 0) => fitness.Tell(new AskForSubsets("run", room, holding), worker);

    private static Genome One(int gene) => Genome.Of(Islands.Genes, [gene]);
}

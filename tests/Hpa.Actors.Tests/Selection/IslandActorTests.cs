using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.TestKit;
using Hpa.Actors.Selection;
using Hpa.Actors.Wire;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Selection;

public sealed class IslandActorTests : ActorTest
{
    private static readonly GeneticSettings Alone = Islands.Two with { Islands = 1, Population = 8 };
    private static readonly GeneticSettings Stalling = Alone with { StallGenerations = 3 };
    private static readonly IslandKey Key = new("run", "image", 0);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    private readonly TestProbe _coordinator;
    private readonly TestProbe _neighbours;
    private GeneticSettings _settings = Alone;

    public IslandActorTests()
    {
        _coordinator = CreateTestProbe();
        _neighbours = CreateTestProbe();
    }

    [Fact]
    public void It_tells_every_generation_and_asks_for_each_subset_once()
    {
        var island = Create(Alone);
        Start(island);
        var reports = new List<GenerationCompleted>();
        var asked = Evolve(reports, 6);

        Assert.Equal(Bytes(Islands.Reports(Alone, "image")), Bytes(reports));
        Assert.All(asked, generation => Assert.Equal(generation.Order().Distinct(), generation));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public void Stopped_and_started_again_it_goes_on_where_it_was(int stopAfter)
    {
        var island = Create(Alone);
        Start(island);
        var before = new List<GenerationCompleted>();
        Evolve(before, stopAfter);
        Stop(island);

        island = Create(Alone);
        Start(island);
        var after = new List<GenerationCompleted>();
        Evolve(after, 6);

        Assert.Equal(Bytes(before), Bytes(after.Take(stopAfter)));
        Assert.Equal(Bytes(Islands.Reports(Alone, "image")), Bytes(after));
    }

    [Fact]
    public void Another_coordinator_hears_of_everything_and_is_asked_from_then_on()
    {
        var island = Create(Alone);
        Start(island);
        Evolve([], 2);
        var second = CreateTestProbe();
        island.Tell(Command, second);
        var reports = new List<GenerationCompleted>();
        Evolve(reports, 6, second);

        Assert.Equal(Bytes(Islands.Reports(Alone, "image")), Bytes(reports));
    }

    [Fact]
    public void A_finished_island_that_is_told_to_start_tells_everything_again()
    {
        var island = Create(Alone);
        Start(island);
        Evolve([], 6);
        Start(island);
        var again = new List<GenerationCompleted>();
        Evolve(again, 6);

        Assert.Equal(Bytes(Islands.Reports(Alone, "image")), Bytes(again));
    }

    [Fact]
    public void An_island_at_work_that_is_told_to_start_again_is_not_disturbed()
    {
        var island = Create(Alone);
        Start(island);
        var asked = Questions(1);
        Start(island);
        foreach (var (ask, population) in asked) Answer(ask, population);

        Assert.Equal(1, _coordinator.ExpectMsg<GenerationCompleted>(Long).Generation);
        Assert.Equal(Islands.Reports(Alone, "image")[0].Population.Select(i => i.Genome).Distinct().Order(), asked.Select(a => a.Ask.Subset));
    }

    [Fact]
    public void Where_its_run_is_not_open_an_island_waits_to_be_told_again()
    {
        var looked = 0;
        var island = Sys.ActorOf(Inline(IslandActor.Props(Key.ToString(), _ => ++looked < 3 ? null : Islands.IslandPlan(Alone), _ => _neighbours)));
        for (var i = 0; i < 3; i++) Start(island);

        _coordinator.ExpectMsg<EvaluateSubset>(Long);
        Assert.Equal(3, looked);
    }

    [Fact]
    public void Migrants_are_sent_until_they_are_acknowledged()
    {
        var island = Create(Islands.Two);
        Start(island);
        Evolve([], 2);

        var sent = _neighbours.ExpectMsg<SendMigrants>(Long);
        Assert.Equal((new IslandKey("run", "image", 1), 2, 2), (sent.To, sent.Generation, sent.Migrants.Count));
        Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(Bytes([sent]), Bytes([_neighbours.ExpectMsg<SendMigrants>(Long)]));
        island.Tell(new MigrantsReceived(sent.To, sent.Generation), _neighbours);
        Pass(TimeSpan.FromSeconds(10));
        Exchange(island, 2);
        Assert.False(_neighbours.HasMessages);
    }

    [Fact]
    public void Migrants_that_nobody_acknowledged_are_sent_again_after_a_restart()
    {
        var island = Create(Islands.Two);
        Start(island);
        Evolve([], 2);
        var sent = _neighbours.ExpectMsg<SendMigrants>(Long);
        Stop(island);
        Start(Create(Islands.Two));

        Assert.Equal(Bytes([sent]), Bytes([_neighbours.ExpectMsg<SendMigrants>(Long)]));
    }

    [Fact]
    public void Migrants_that_come_before_the_island_has_started_are_not_acknowledged()
    {
        var island = Create(Islands.Two);
        island.Tell(Migrants(2), _neighbours);
        Start(island);
        _coordinator.ExpectMsg<EvaluateSubset>(Long);
        Assert.False(_neighbours.HasMessages);
        island.Tell(Migrants(2), _neighbours);

        Assert.Equal(new MigrantsReceived(Key, 2), _neighbours.ExpectMsg<MigrantsReceived>(Long));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Migrants_count_once_whether_they_are_early_late_or_repeated(bool early)
    {
        var expected = Islands.Reports(Islands.Two, "image").Where(r => r.Key.Island == 0).ToArray();
        var island = Create(Islands.Two);
        Start(island);
        if (early) Exchange(island, 2, 4, 2);
        var reports = new List<GenerationCompleted>();
        Evolve(reports, 2);
        if (!early) Exchange(island, 2, 2, 4);
        Evolve(reports, 4);
        Exchange(island, 4, 2);
        Evolve(reports, 6);
        Exchange(island, 4);

        Assert.Equal(Bytes(expected), Bytes(reports));
    }

    [Fact]
    public void Migrants_are_in_the_journal_before_they_are_acknowledged()
    {
        var island = Create(Islands.Two);
        Start(island);
        Exchange(island, 2);
        Stop(island);
        island = Create(Islands.Two);
        Start(island);
        var reports = new List<GenerationCompleted>();
        Evolve(reports, 3);

        Assert.Equal(Bytes(Islands.Reports(Islands.Two, "image").Where(r => r.Key.Island == 0).Take(3)), Bytes(reports));
    }

    [Fact]
    public void A_journal_of_other_settings_fails_the_island()
    {
        var island = Create(Alone);
        Start(island);
        Evolve([], 2);
        Stop(island);
        Start(Create(Alone with { Population = 12 }));

        var failed = _coordinator.ExpectMsg<IslandFailed>(Long);
        Assert.Equal(Key, failed.Key);
        Assert.Contains("the journal is of other settings", failed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_agreement_no_island_goes_beyond_the_generation_after_which_they_meet()
    {
        var island = Create(Stalling);
        Start(island);
        Evolve([], 2);
        Assert.False(_coordinator.HasMessages);
        island.Tell(new SendAgreement(Key, 4, Ends: false));
        Assert.False(_coordinator.HasMessages);
        island.Tell(new SendAgreement(Key, 2, Ends: false));

        var reports = new List<GenerationCompleted>();
        Evolve(reports, 2);
        Assert.Equal([3, 4], reports.Select(report => report.Generation));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_the_islands_agreed_on_is_in_the_journal(bool ends)
    {
        var island = Create(Stalling);
        Start(island);
        Evolve([], 2);
        island.Tell(new SendAgreement(Key, 2, ends));
        if (!ends) _coordinator.ExpectMsg<EvaluateSubset>(Long);
        Stop(island);
        island = Create(Stalling);
        Start(island);
        Evolve([], 2);

        if (!ends) _coordinator.ExpectMsg<EvaluateSubset>(Long);
        island.Tell(new SendAgreement(Key, 2, Ends: !ends));
        Start(island);
        Assert.Equal(ends, _coordinator.ReceiveOne(Long) is GenerationsRetold or GenerationCompleted);
    }

    [Fact]
    public void An_island_that_waits_for_agreement_tells_again_what_it_has_told_since_the_last()
    {
        var island = Create(Stalling);
        Start(island);
        Evolve([], 2);
        island.Tell(new SendAgreement(Key, 2, Ends: false));
        Evolve([], 2);
        Start(island);

        var again = new List<GenerationCompleted>();
        Evolve(again, 2);
        Assert.Equal([3, 4], again.Select(report => report.Generation));
    }

    [Fact]
    public void A_finished_study_lets_its_islands_leave_memory()
    {
        var shard = CreateTestProbe();
        var island = shard.ChildActorOf(Inline(IslandActor.Props(Key.ToString(), _ => Islands.IslandPlan(Alone), _ => _neighbours)));
        Start(island);
        island.Tell(new StopIsland(Key));

        Assert.IsType<PoisonPill>(shard.ExpectMsg<Passivate>(Long).StopMessage);
    }

    private static StartIsland Command => new(Key, Islands.Genes, "fingerprint");

    private IActorRef Create(GeneticSettings settings)
    {
        _settings = settings;
        return Sys.ActorOf(Inline(IslandActor.Props(Key.ToString(), run => run == "run" ? Islands.IslandPlan(settings) : null, _ => _neighbours)));
    }

    private void Start(IActorRef island) => island.Tell(Command, _coordinator);

    private void Stop(IActorRef island)
    {
        Watch(island);
        Sys.Stop(island);
        ExpectTerminated(island, Long);
        while (_coordinator.HasMessages) _coordinator.ReceiveOne(Long);
    }

    private void Exchange(IActorRef island, params int[] generations)
    {
        foreach (var generation in generations)
        {
            var neighbour = CreateTestProbe();
            island.Tell(Migrants(generation), neighbour);
            Assert.Equal(new MigrantsReceived(Key, generation), neighbour.ExpectMsg<MigrantsReceived>(Long));
        }
    }

    /// <summary>What the other island of two sends.</summary>
    private static SendMigrants Migrants(int generation) => new(
        Key, generation, Islands.Reports(Islands.Two, "image").Single(r => r.Key.Island == 1 && r.Generation == generation).Emigrants);

    /// <summary>Answers questions until so many generations are reported; returns what was asked for in each.</summary>
    private List<List<Genome>> Evolve(List<GenerationCompleted> reports, int until, TestProbe? coordinator = null)
    {
        coordinator ??= _coordinator;
        List<List<Genome>> asked = [[]];
        while (reports.Count < until)
        {
            switch (coordinator.ReceiveOne(Long))
            {
                case EvaluateSubset ask:
                    asked[^1].Add(ask.Subset);
                    Answer(ask, coordinator.LastSender);
                    break;
                case GenerationCompleted completed:
                    reports.Add(completed);
                    asked.Add([]);
                    break;
                case GenerationsRetold retold:
                    reports.AddRange(Told(retold));
                    break;
                case var other:
                    Assert.Fail($"got {other}");
                    break;
            }
        }

        return asked;
    }

    /// <summary>The reports that an island tells of again in short; fails where they are not those that it should have told.</summary>
    private IEnumerable<GenerationCompleted> Told(GenerationsRetold retold)
    {
        var record = new IslandRecord();
        var reports = Islands.Reports(_settings, "image").Where(r => r.Key == retold.Key).ToArray();
        foreach (var report in reports) record.Add(report);
        var expected = record.Generations.Where(g => retold.Generations.Any(told => told.Row.Generation == g.Row.Generation)).ToArray();
        Assert.Equal(Bytes([new GenerationsRetold(retold.Key, expected)]), Bytes([retold]));
        return expected.Select(g => reports[g.Row.Generation - 1]);
    }

    private List<(EvaluateSubset Ask, IActorRef Population)> Questions(int generation)
    {
        var count = Islands.Reports(Alone, "image").Single(r => r.Generation == generation).Population.DistinctBy(i => i.Genome).Count();
        return [.. Enumerable.Range(0, count).Select(_ => (_coordinator.ExpectMsg<EvaluateSubset>(Long), _coordinator.LastSender))];
    }

    private static void Answer(EvaluateSubset ask, IActorRef population) =>
        population.Tell(new SubsetEvaluated(ask.Run, ask.Study, ask.Subset, Islands.Fitness(ask.Study, ask.Subset)));

    private static IEnumerable<string> Bytes(IEnumerable<object> messages) => messages.Select(m => Convert.ToHexStringLower(MessageCodec.Encode(m)));
}

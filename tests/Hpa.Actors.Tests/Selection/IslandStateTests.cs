using Hpa.Actors.Selection;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Selection;

public sealed class IslandStateTests
{
    private const int Genes = 6;
    private static readonly long[] Costs = [3, 3, 2, 2, 1, 1];
    private static readonly IslandKey Key = new("run", "selected", 0);

    [Fact]
    public void A_generation_is_complete_only_when_all_fitness_is_known()
    {
        var island = Start();
        var fitness = Fitness(island);
        var last = island.Genomes[^1];
        fitness.Remove(last, out var value);
        Assert.Null(island.Decide(fitness));

        fitness.Add(last, value);
        var completed = Assert.IsType<GenerationCompleted>(island.Decide(fitness));
        Assert.Equal(1, completed.Generation);
        Assert.Equal(2, island.Apply(completed).Generation);
    }

    [Fact]
    public void At_a_migration_generation_it_waits_for_that_generations_migrants()
    {
        var island = AtExchange();
        Assert.Equal((3, IslandPhase.AwaitingOthers), (island.Generation, island.Phase));
        Assert.Equal([3], island.Outbox.Keys);
        Assert.Null(island.Decide(Fitness(island)));

        var later = island.Apply(island.Decide(6, Migrants())!);
        Assert.Equal((3, IslandPhase.AwaitingOthers), (later.Generation, later.Phase));

        var next = later.Apply(later.Decide(3, Migrants())!);
        Assert.Equal((4, IslandPhase.Evaluating), (next.Generation, next.Phase));
        Assert.Equal([6], next.Inbox.Keys);
    }

    [Fact]
    public void Early_migrants_wait_for_their_generation()
    {
        var early = Start();
        early = Advance(early.Apply(early.Decide(3, Migrants())!), 3);
        var late = AtExchange();
        late = late.Apply(late.Decide(3, Migrants())!);

        Assert.Equal(4, early.Generation);
        Assert.Equal(Texts(late), Texts(early));
    }

    [Fact]
    public void Migrants_change_the_next_generation()
    {
        var island = AtExchange();

        Assert.NotEqual(
            Texts(island.Apply(island.Decide(3, Migrants())!)),
            Texts(island.Apply(island.Decide(3, [])!)));
    }

    [Fact]
    public void Repeated_past_and_unexpected_migrants_are_nothing()
    {
        var island = AtExchange();
        island = island.Apply(island.Decide(6, Migrants())!);
        Assert.Null(island.Decide(6, Migrants()));
        Assert.Null(island.Decide(4, Migrants()));

        island = island.Apply(island.Decide(3, Migrants())!);
        Assert.Null(island.Decide(3, Migrants()));
        Assert.Null(island.Decide(12, Migrants()));
    }

    [Fact]
    public void After_the_last_generation_it_is_finished()
    {
        var island = Advance(IslandState.Start(Settings.Small with { Islands = 1 }, 1, Key, Costs), 12);

        Assert.Equal((12, IslandPhase.Finished), (island.Generation, island.Phase));
        Assert.Equal(Enumerable.Range(1, 12), island.History.Select(row => row.Generation));
        Assert.Null(island.Decide(Fitness(island)));
    }

    [Fact]
    public void A_journal_of_another_seed_is_refused()
    {
        var island = Start();
        var other = IslandState.Start(Settings.Small, seed: 2, Key, Costs);

        var refusal = Assert.Throws<InvalidOperationException>(() => island.Apply(other.Decide(Fitness(other))!));
        Assert.Contains("other settings", refusal.Message);
    }

    [Fact]
    public void Fitness_that_is_no_number_is_refused()
    {
        var island = Start();
        var fitness = Fitness(island);
        fitness[island.Genomes[0]] = double.NaN;

        Assert.Throws<ArgumentException>(() => island.Decide(fitness));
    }

    [Fact]
    public void Statistics_are_those_of_the_population()
    {
        Individual[] population = [new(Genome.Parse("1100"), 0.2), new(Genome.Parse("1010"), 0.4), new(Genome.Parse("1111"), 0.9)];

        var row = Statistics.Of(4, 1, population);

        // Distances 2, 2, 2 over four genes.
        Assert.Equal(new HistoryRow(4, 1, 0.9, 0.5, 0.5), row);
        Assert.Equal(0, Statistics.Diversity([population[0]]));
    }

    private static IslandState Start() => IslandState.Start(Settings.Small, 1, Key, Costs);

    private static IslandState AtExchange() => Advance(Start(), 3);

    private static IslandState Advance(IslandState island, int completions)
    {
        for (var i = 0; i < completions; i++) island = island.Apply(island.Decide(Fitness(island))!);
        return island;
    }

    private static Dictionary<Genome, double> Fitness(IslandState island) =>
        island.Genomes.Distinct().ToDictionary(genome => genome, genome => genome.Count / 10.0);

    private static string Texts(IslandState island) => string.Join(' ', island.Genomes);

    private static Individual[] Migrants() => [new(Genome.All(Genes), 0.99), new(Genome.Of(Genes, [0, 5]), 0.98)];
}

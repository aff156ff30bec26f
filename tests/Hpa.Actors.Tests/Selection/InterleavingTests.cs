using Hpa.Actors.Selection;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Selection;

public sealed class InterleavingTests
{
    [Fact]
    public void Any_order_of_deliveries_with_restarts_gives_the_same_history_to_the_bit()
    {
        var reference = new Archipelago(Settings.Small, order: 0, restarts: false).Run();

        for (ulong order = 1; order <= 25; order++)
        {
            var other = new Archipelago(Settings.Small, order, restarts: true).Run();
            Assert.Equal(reference.SelectMany(island => island.History), other.SelectMany(island => island.History));
            Assert.Equal(reference.SelectMany(island => island.Completed), other.SelectMany(island => island.Completed));
        }
    }

    [Fact]
    public void It_finds_the_best_of_4095_subsets()
    {
        var settings = Settings.Small with { Population = 60, Generations = 30, MigrationEvery = 5 };
        var optimum = Genome.Of(Islands.Genes, Enumerable.Range(0, Islands.Genes).Where(gene => Islands.Gains[gene] > 0));

        for (ulong seed = 1; seed <= 5; seed++)
        {
            var islands = new Archipelago(settings, order: 3, restarts: false, seed).Run();
            Assert.Equal(optimum, Islands.Ranking.Best(islands.SelectMany(island => island.Completed)).Genome);
        }
    }

    [Fact]
    public void The_best_of_an_island_never_falls()
    {
        foreach (var island in new Archipelago(Settings.Small, order: 1, restarts: false).Run())
            Assert.All(island.History.Zip(island.History.Skip(1)), pair => Assert.True(pair.Item2.Best >= pair.Item1.Best));
    }

    [Fact]
    public void The_best_of_the_last_generation_is_the_best_ever_evaluated()
    {
        var archipelago = new Archipelago(Settings.Small, order: 1, restarts: false);
        var islands = archipelago.Run();

        Assert.Equal(archipelago.Cache.Best(Islands.Ranking), Islands.Ranking.Best(islands.SelectMany(island => island.Completed)));
        Assert.InRange(archipelago.Cache.Evaluated, 24, 24 * 12);
    }

    /// <summary>Islands in a plain loop: a seeded draw decides whose turn it is and whether it loses its memory first.</summary>
    private sealed class Archipelago(GeneticSettings settings, ulong order, bool restarts, ulong seed = 1)
    {
        private readonly IslandState[] _islands = [.. Enumerable.Range(0, settings.Islands).Select(i => Start(settings, seed, i))];
        private readonly List<IIslandEvent>[] _journals = [.. Enumerable.Range(0, settings.Islands).Select(_ => new List<IIslandEvent>())];
        private CounterRandom _draws = new(order);

        public FitnessCache Cache { get; } = new();

        public IslandState[] Run()
        {
            while (_islands.Any(island => island.Phase != IslandPhase.Finished))
            {
                var turn = _draws.NextInt(_islands.Length);
                if (restarts && _draws.NextInt(4) == 0)
                    _islands[turn] = _journals[turn].Aggregate(Start(settings, seed, turn), (island, happened) => island.Apply(happened));
                if (_draws.NextInt(2) == 0) Evaluate(turn);
                else Deliver(turn);
            }

            return _islands;
        }

        private static IslandState Start(GeneticSettings settings, ulong seed, int island) =>
            IslandState.Start(settings, seed, new IslandKey("run", "image", island), Islands.Costs);

        private void Evaluate(int turn)
        {
            foreach (var genome in Cache.Missing(_islands[turn].Genomes).Take(3)) Cache.Add(genome, Islands.Fitness("image", genome));
            Record(turn, _islands[turn].Decide(Cache.Known));
        }

        /// <summary>Sends everything again that was ever sent, in a drawn order: repetition and delay do no harm.</summary>
        private void Deliver(int turn)
        {
            var target = Migration.Target(turn, _islands.Length);
            var letters = _islands[turn].Outbox.ToArray();
            _draws.Shuffle<KeyValuePair<int, IReadOnlyList<Individual>>>(letters);
            foreach (var (generation, migrants) in letters)
                if (_draws.NextInt(2) == 0) Record(target, _islands[target].Decide(generation, migrants));
        }

        private void Record(int island, IIslandEvent? happened)
        {
            if (happened is null) return;
            _journals[island].Add(happened);
            _islands[island] = _islands[island].Apply(happened);
        }
    }
}

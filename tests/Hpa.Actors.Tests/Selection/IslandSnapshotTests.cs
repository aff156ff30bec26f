using Hpa.Actors.Selection;
using Hpa.Actors.Wire;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Selection;

public sealed class IslandSnapshotTests
{
    private const int Generations = 150;
    private static readonly GeneticSettings Long = Settings.Small with
    {
        Islands = 3,
        Population = 24,
        Generations = Generations,
        MigrationEvery = 7,
        StallGenerations = 3 * Generations,
        Distinct = true,
    };

    private static readonly IslandKey Key = new("run", "image", 0);

    [Fact]
    public void An_island_made_of_a_snapshot_and_what_came_later_is_the_one_that_replayed_everything()
    {
        var events = new List<IIslandEvent>();
        var snapshots = new Dictionary<int, IslandSnapshot>();
        var island = Evolve(events, snapshots);
        Assert.InRange(island.Outbox.Count, 1, Long.Islands);

        foreach (var (happened, snapshot) in snapshots)
        {
            var read = (IslandSnapshot)MessageCodec.Decode(MessageCodec.ManifestOf(snapshot), MessageCodec.Encode(snapshot));
            var restored = events.Skip(happened).Aggregate(IslandState.Restore(Long, 1, Key, Islands.Costs, read), (state, later) => state.Apply(later));
            Assert.Equal(Bytes(island, events), Bytes(restored, events));
            Assert.Equal(island.History, restored.History);
        }

        Assert.InRange(snapshots.Count, 20, events.Count);
    }

    [Theory]
    [InlineData(2, 2, 0)]
    [InlineData(1, 3, 0)]
    [InlineData(1, 2, 1)]
    public void A_snapshot_of_other_settings_is_refused(ulong seed, int elite, int dearer)
    {
        var snapshots = new Dictionary<int, IslandSnapshot>();
        Evolve([], snapshots);

        var refusal = Assert.Throws<InvalidOperationException>(
            () => IslandState.Restore(Long with { Elite = elite }, seed, Key, [.. Islands.Costs.Select(c => c + dearer)], snapshots.Values.First()));
        Assert.Contains("is of other settings", refusal.Message, StringComparison.Ordinal);
    }

    private static IslandState Evolve(List<IIslandEvent> events, Dictionary<int, IslandSnapshot> snapshots)
    {
        var state = IslandState.Start(Long, 1, Key, Islands.Costs);
        var record = new IslandRecord();
        void Happen(IIslandEvent? happened)
        {
            if (happened is null) return;
            events.Add(happened);
            state = state.Apply(happened);
            if (happened is GenerationCompleted completed) record.Add(completed);
            if (state.Snapshot(1, Islands.Costs, record.Generations) is { } snapshot && events.Count % 7 == 0) snapshots[events.Count] = snapshot;
        }

        while (state.Phase != IslandPhase.Finished && state.Generation < Generations - 3)
        {
            var generation = state.Generation;
            // Migrants of the next exchange come early.
            Happen(state.Decide((generation / 7 + 1) * 7, [new Individual(Genome.Of(Islands.Genes, [generation % Islands.Genes]), 0.5)]));
            Happen(state.Decide(state.Genomes.Distinct().ToDictionary(g => g, g => Islands.Fitness("image", g))));
            Happen(state.Decide(generation, ends: false));
        }

        return state;
    }

    private static string Bytes(IslandState state, List<IIslandEvent> events)
    {
        var record = new IslandRecord();
        foreach (var completed in events.OfType<GenerationCompleted>()) record.Add(completed);
        return Convert.ToHexString(MessageCodec.Encode(state.Snapshot(1, Islands.Costs, record.Generations)!));
    }
}

using Hpa.Actors.Selection;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Selection;

public sealed class PopulationActorTests : ActorTest
{
    private static readonly IslandKey Key = new("run", "selected", 0);
    private static readonly Genome[] Genomes = [.. new[] { "110", "011", "110", "100" }.Select(Genome.Parse)];

    [Fact]
    public void Subsets_without_answer_are_asked_for_again_and_the_answers_are_told_once()
    {
        var (island, coordinator) = (CreateTestProbe(), CreateTestProbe());
        island.ChildActorOf(Inline(PopulationActor.Props(Key, 4, Genomes, coordinator)));
        Assert.Equal(["011", "100", "110"], Enumerable.Range(0, 3).Select(_ => coordinator.ExpectMsg<EvaluateSubset>().Subset.ToString()));
        coordinator.Reply(new SubsetEvaluated("run", "selected", Genome.Parse("100"), 0.5));
        coordinator.Reply(new SubsetEvaluated("run", "selected", Genome.Parse("111"), 0.75));
        Pass(TimeSpan.FromSeconds(30));
        Assert.Equal(["011", "110"], Enumerable.Range(0, 2).Select(_ => coordinator.ExpectMsg<EvaluateSubset>().Subset.ToString()));
        Assert.False(island.HasMessages);
        foreach (var subset in new[] { "011", "110", "011" }) coordinator.Reply(new SubsetEvaluated("run", "selected", Genome.Parse(subset), 0.25));

        var evaluated = island.ExpectMsg<PopulationActor.PopulationEvaluated>();
        Assert.Equal(4, evaluated.Generation);
        Assert.Equal(["011 0.25", "100 0.5", "110 0.25"], evaluated.Fitness.OrderBy(f => f.Key).Select(f => FormattableString.Invariant($"{f.Key} {f.Value}")));
        Assert.False(island.HasMessages);
    }
}

using Hpa.Actors.Selection;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Selection;

public sealed class PopulationTests
{
    private static readonly GeneticSettings Large = Settings.Small with { Islands = 1, Population = 2000 };

    [Fact]
    public void The_first_genomes_are_different_and_not_empty()
    {
        var first = Population.First(Settings.Small, Population.Stream(1, "selected", 0), genes: 4);

        Assert.Equal(8, first.Distinct().Count());
        Assert.All(first, genome => Assert.InRange(genome.Count, 1, 4));
    }

    [Fact]
    public void With_one_gene_every_genome_is_repaired_to_the_only_subset() =>
        Assert.All(Population.First(Settings.Small, Population.Stream(1, "selected", 0), genes: 1), genome => Assert.Equal("1", genome.ToString()));

    [Fact]
    public void Half_of_all_genes_are_set()
    {
        var first = Population.First(Large, Population.Stream(1, "selected", 0), genes: 72);

        // 144,000 fair coins: five standard deviations are 0.0066.
        Assert.Equal(0.5, first.Average(genome => genome.Count / 72.0), 0.0066);
    }

    [Fact]
    public void Seed_study_and_island_each_give_other_genomes()
    {
        string Texts(ulong seed, string study, int island) =>
            string.Join(' ', Population.First(Settings.Small, Population.Stream(seed, study, island), 72));

        var reference = Texts(1, "selected", 0);
        Assert.Equal(reference, Texts(1, "selected", 0));
        Assert.NotEqual(reference, Texts(2, "selected", 0));
        Assert.NotEqual(reference, Texts(1, "shuffled", 0));
        Assert.NotEqual(reference, Texts(1, "selected", 1));
    }

    [Fact]
    public void The_draws_are_the_same_in_every_version()
    {
        var first = Population.First(Settings.Small with { Islands = 1, Population = 4 }, Population.Stream(1, "selected", 0), genes: 8);

        Assert.Equal("00010110 01101001 11000111 01001100", string.Join(' ', first));
    }

    [Fact]
    public void A_child_without_blocks_is_repaired_with_one_at_random()
    {
        var repaired = Enumerable.Range(0, 300).Select(i =>
        {
            var draws = new CounterRandom((ulong)i);
            return Breeding.Mutate(Genome.All(3), rate: 1, ref draws);
        }).ToArray();

        Assert.All(repaired, genome => Assert.Equal(1, genome.Count));
        Assert.Equal(3, repaired.Distinct().Count());
    }
}

using Hpa.Actors.Selection;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Selection;

public sealed class GenerationTests
{
    private static readonly Ranking Free = new(new long[400]);
    private static readonly CounterRandom Stream = Population.Stream(7, "selected", 0);

    [Fact]
    public void The_best_different_individuals_survive_in_front()
    {
        var best = new Individual(Genome.Parse("110000"), 0.9);
        Individual[] evaluated = [new(Genome.Parse("000001"), 0.1), best, best, new(Genome.Parse("101000"), 0.8), new(Genome.Parse("000011"), 0.2)];

        var next = Generation.Next(Settings.Small, Free, Stream, 2, evaluated);

        Assert.Equal(["110000", "101000"], next.Take(2).Select(genome => genome.ToString()));
        Assert.Equal(evaluated.Length, next.Length);
    }

    [Fact]
    public void The_order_of_the_evaluated_does_not_matter()
    {
        var evaluated = Evaluated(20, genes: 30);

        Assert.Equal(
            Generation.Next(Settings.Small, Free, Stream, 5, evaluated),
            Generation.Next(Settings.Small, Free, Stream, 5, evaluated.Reverse().ToArray()));
    }

    [Fact]
    public void Each_generation_draws_other_numbers()
    {
        var evaluated = Evaluated(20, genes: 30);

        Assert.NotEqual(Generation.Next(Settings.Small, Free, Stream, 5, evaluated), Generation.Next(Settings.Small, Free, Stream, 6, evaluated));
    }

    [Fact]
    public void Ties_go_to_fewer_blocks_and_then_to_the_genome_order()
    {
        Individual[] tied = [new(Genome.Parse("111"), 0.5), new(Genome.Parse("100"), 0.5), new(Genome.Parse("010"), 0.5), new(Genome.Parse("011"), 0.6)];

        Assert.Equal(["011", "010", "100", "111"], Free.BestFirst(tied).Select(individual => individual.Genome.ToString()));
    }

    [Fact]
    public void Ties_go_to_the_cheaper_subset_even_when_it_has_more_blocks()
    {
        Individual[] tied = [new(Genome.Parse("100"), 0.5), new(Genome.Parse("011"), 0.5), new(Genome.Parse("111"), 0.6), new(Genome.Parse("001"), 0.5)];

        Assert.Equal(["111", "001", "011", "100"], new Ranking([30, 20, 5]).BestFirst(tied).Select(individual => individual.Genome.ToString()));
    }

    [Fact]
    public void Mutation_flips_genes_at_its_rate()
    {
        var settings = Settings.Small with { Crossover = 0, Mutation = 0.05, Elite = 1 };
        var parent = Genome.Of(400, Enumerable.Range(0, 200));
        var evaluated = Enumerable.Repeat(new Individual(parent, 0.5), 501).ToArray();

        var flips = Generation.Next(settings, Free, Stream, 2, evaluated).Skip(1).Sum(child => child.HammingDistance(parent));

        // 200,000 draws: five standard deviations are 0.0025.
        Assert.Equal(0.05, flips / (500.0 * 400), 0.0025);
    }

    [Fact]
    public void A_crossed_child_takes_each_gene_from_one_of_its_parents()
    {
        var (mother, father) = (Genome.Parse("111100001111"), Genome.Parse("110011001010"));
        var fromFather = 0;
        for (var i = 0; i < 500; i++)
        {
            var draws = new CounterRandom((ulong)i);
            var child = Breeding.Cross(mother, father, ref draws);
            Assert.All(Enumerable.Range(0, 12), gene => Assert.True(child[gene] == mother[gene] || child[gene] == father[gene]));
            fromFather += child.HammingDistance(mother);
        }

        // Six of twelve genes differ: 3,000 fair coins.
        Assert.Equal(0.5, fromFather / 3000.0, 0.046);
    }

    [Fact]
    public void The_crossover_share_counts_children_without_the_elite()
    {
        // Parents without a common gene at mutation 0: crossover alone makes genomes that no parent had.
        var evaluated = Enumerable.Range(0, 40).Select(i => new Individual(Genome.Of(160, Enumerable.Range(4 * i, 4)), 1 - i / 40.0)).ToArray();
        var parents = evaluated.Select(individual => individual.Genome).ToHashSet();

        var next = Generation.Next(Settings.Small with { Crossover = 0.5, Mutation = 0, Elite = 2 }, Free, Stream, 2, evaluated);

        Assert.All(next.Take(2).Concat(next.Skip(21)), genome => Assert.Contains(genome, parents));
        Assert.InRange(next.Skip(2).Take(19).Count(genome => !parents.Contains(genome)), 13, 19);
    }

    [Fact]
    public void Distinct_children_are_no_copies_of_parents_or_of_each_other()
    {
        // Copies of two genomes: crossed or not, most children would be copies of one of them.
        var evaluated = Enumerable.Range(0, 40).Select(i => new Individual(Genome.Parse(i % 2 == 0 ? "1100110000" : "1100110001"), 0.5)).ToArray();
        Genome[] Next(bool distinct) =>
            Generation.Next(Settings.Small with { Mutation = 0.01, Distinct = distinct }, new Ranking(Enumerable.Repeat(1L, 10).ToArray()), Stream, 2, evaluated);

        Assert.Equal(40, Next(distinct: true).Distinct().Count());
        Assert.InRange(Next(distinct: false).Distinct().Count(), 2, 6);
        Assert.All(Next(distinct: true).Skip(2), child => Assert.DoesNotContain(child, evaluated.Select(individual => individual.Genome)));
    }

    [Fact]
    public void Distinct_children_end_where_there_are_no_more_subsets()
    {
        var evaluated = Enumerable.Range(0, 8).Select(i => new Individual(Genome.Parse(i % 2 == 0 ? "10" : "01"), 0.5)).ToArray();

        var next = Generation.Next(Settings.Small with { Distinct = true }, new Ranking([1, 1]), Stream, 2, evaluated);

        Assert.Equal(8, next.Length);
        Assert.Equal(["01", "10", "11"], next.Select(genome => genome.ToString()).Distinct().Order());
    }

    [Fact]
    public void Sampling_takes_every_rank_as_often_as_its_share_rounded_up_or_down()
    {
        const int ranks = 10, count = 37;
        var total = Enumerable.Range(1, ranks).Sum(r => 1 / Math.Sqrt(r));
        for (ulong seed = 0; seed < 200; seed++)
        {
            var drawn = Sampling.Draw(ranks, count, new CounterRandom(seed));
            Assert.Equal(count, drawn.Length);
            Assert.All(Enumerable.Range(0, ranks), rank =>
            {
                var expected = count / Math.Sqrt(rank + 1) / total;
                Assert.InRange(drawn.Count(r => r == rank), (int)Math.Floor(expected), (int)Math.Ceiling(expected));
            });
        }
    }

    [Fact]
    public void Better_ranks_become_parents_more_often()
    {
        var drawn = Enumerable.Range(0, 400).SelectMany(seed => Sampling.Draw(8, 3, new CounterRandom((ulong)seed))).ToArray();
        var counts = Enumerable.Range(0, 8).Select(rank => drawn.Count(r => r == rank)).ToArray();

        var total = Enumerable.Range(1, 8).Sum(r => 1 / Math.Sqrt(r));
        Assert.All(Enumerable.Range(0, 8), rank => Assert.Equal(1200 / Math.Sqrt(rank + 1) / total, counts[rank], 75.0));
        Assert.True(counts[0] > counts[3] && counts[3] > counts[7]);
    }

    private static Individual[] Evaluated(int count, int genes) =>
        Population.First(Settings.Small with { Islands = 1, Population = count }, Stream, genes)
            .Select(genome => new Individual(genome, genome.Count / 100.0)).ToArray();
}

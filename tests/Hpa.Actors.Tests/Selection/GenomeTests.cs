using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Selection;

public sealed class GenomeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(512)]
    public void Every_gene_can_be_set_and_cleared_by_itself(int length)
    {
        for (var gene = 0; gene < length; gene++)
        {
            var one = Genome.Empty(length).With(gene, true);
            Assert.Equal([gene], one.Chosen());
            Assert.Equal(Genome.Empty(length), one.With(gene, false));
            Assert.Equal(length - 1, Genome.All(length).With(gene, false).Count);
        }

        Assert.Equal(length, Genome.All(length).Count);
    }

    [Fact]
    public void A_genome_is_a_value()
    {
        var genome = Genome.Parse("0101");
        var changed = genome.With(0, true);

        Assert.Equal("0101", genome.ToString());
        Assert.Equal("1101", changed.ToString());
        Assert.Equal(1, genome.HammingDistance(changed));
        Assert.True(genome == Genome.Of(4, [1, 3]) && genome != changed);
        Assert.Equal(genome.GetHashCode(), Genome.Of(4, [3, 1]).GetHashCode());
        Assert.Single(new[] { genome, Genome.Of(4, [1, 3]), changed.With(0, false) }.ToHashSet());
    }

    [Fact]
    public void Genomes_of_different_lengths_are_different()
    {
        Assert.NotEqual(Genome.Parse("01"), Genome.Parse("010"));
        Assert.True(Genome.Parse("11").CompareTo(Genome.Parse("000")) < 0);
    }

    [Fact]
    public void Genomes_order_like_their_texts()
    {
        var all = Enumerable.Range(0, 16).Select(i => Convert.ToString(i, 2).PadLeft(4, '0')).ToArray();

        Assert.Equal(all, all.Reverse().Select(Genome.Parse).Order().Select(genome => genome.ToString()));
    }

    [Fact]
    public void The_last_of_512_genes_decides_when_all_others_agree()
    {
        var lesser = Genome.All(512).With(511, false);

        Assert.True(lesser.CompareTo(Genome.All(512)) < 0);
        Assert.NotEqual(lesser, Genome.All(512));
        Assert.Equal(1, lesser.HammingDistance(Genome.All(512)));
        Assert.Equal(Genome.All(512).ToString()[..511] + "0", lesser.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("012")]
    [InlineData("01 ")]
    public void Other_texts_are_refused(string text) => Assert.Throws<FormatException>(() => Genome.Parse(text));

    [Fact]
    public void Lengths_and_genes_have_bounds()
    {
        Assert.Throws<FormatException>(() => Genome.Parse(new string('0', 513)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Genome.Empty(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Genome.Empty(513));
        Assert.Throws<ArgumentOutOfRangeException>(() => Genome.Empty(4).With(4, true));
        Assert.Throws<ArgumentOutOfRangeException>(() => Genome.Empty(4).With(-1, true));
    }
}

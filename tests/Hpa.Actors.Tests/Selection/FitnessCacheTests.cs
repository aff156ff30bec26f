using Hpa.Actors.Selection;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Selection;

public sealed class FitnessCacheTests
{
    private static readonly Genome A = Genome.Parse("100"), B = Genome.Parse("010"), C = Genome.Parse("001");

    [Fact]
    public void It_counts_what_was_evaluated_and_what_it_answered()
    {
        var cache = new FitnessCache();
        Assert.False(cache.TryGet(A, out _));
        cache.Add(A, 0.5);
        cache.Add(A, 0.5);

        Assert.True(cache.TryGet(A, out var fitness));
        Assert.Equal((0.5, 1, 1L), (fitness, cache.Evaluated, cache.Hits));
    }

    [Fact]
    public void Missing_names_every_unknown_subset_once()
    {
        var cache = new FitnessCache();
        cache.Add(B, 0.5);

        Assert.Equal([C, A], cache.Missing([C, B, C, A]));
    }

    [Fact]
    public void Another_result_for_the_same_subset_is_an_error()
    {
        var cache = new FitnessCache();
        cache.Add(A, 0.5);

        Assert.Contains("100 was evaluated twice", Assert.Throws<InvalidOperationException>(() => cache.Add(A, 0.6)).Message);
    }
}

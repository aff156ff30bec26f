using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Runs;

public sealed class CounterRandomTests
{
    [Theory]
    [InlineData(1234567)]
    [InlineData(0)]
    [InlineData(ulong.MaxValue)]
    public void It_walks_the_numbers_of_SplitMix64_from_the_mixed_seed(ulong seed)
    {
        var reference = SplitMix64(SplitMix64(seed).First()).Take(5);
        var random = new CounterRandom(seed);

        Assert.Equal(reference, Enumerable.Range(0, 5).Select(_ => random.NextBits()));
    }

    [Fact]
    public void The_reference_is_SplitMix64() =>
        // Published test values of the generator for seed 1234567.
        Assert.Equal([6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL, 4593380528125082431UL, 16408922859458223821UL], SplitMix64(1234567).Take(5));

    [Fact]
    public void A_stream_is_named_by_its_whole_path_and_does_not_advance_its_parent()
    {
        var parent = new CounterRandom(1);
        var first = parent.At(3).At("parents");
        var second = parent.At(3).At("parents");

        Assert.Equal(first.NextBits(), second.NextBits());
        Assert.Equal(new CounterRandom(1).NextBits(), parent.NextBits());
    }

    [Fact]
    public void Different_names_give_different_streams()
    {
        var root = new CounterRandom(1);
        CounterRandom[] streams =
        [
            new CounterRandom(2), root, root.At(0), root.At(1), root.At(0).At(1), root.At(1).At(0), root.At("a"), root.At("b"), root.At("ab"), root.At("a").At("b"),
        ];
        var drawn = streams.SelectMany(stream => Enumerable.Range(0, 1000).Select(_ => stream.NextBits())).ToArray();

        Assert.Equal(streams.Length * 1000, drawn.Distinct().Count());
    }

    [Fact]
    public void Neighbouring_streams_are_uncorrelated()
    {
        var root = new CounterRandom(5);
        var products = Enumerable.Range(0, 10_000).Average(i => (First(root, i) - 0.5) * (First(root, i + 1) - 0.5));

        // Products of independent uniforms have standard deviation 1/12, their mean 1/1200: five of them.
        Assert.InRange(products, -5.0 / 1200, 5.0 / 1200);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(28)]
    public void Whole_numbers_are_uniform_below_the_bound(int bound)
    {
        const int Draws = 70_000;
        var random = new CounterRandom(9);
        var counts = new int[bound];
        for (var i = 0; i < Draws; i++) counts[random.NextInt(bound)]++;

        var expected = Draws / (double)bound;
        Assert.All(counts, count => Assert.InRange(count, expected - 5 * Math.Sqrt(expected), expected + 5 * Math.Sqrt(expected)));
    }

    [Fact]
    public void The_largest_bound_is_kept()
    {
        var random = new CounterRandom(9);

        Assert.All(Enumerable.Range(0, 1000).Select(_ => random.NextInt(int.MaxValue)), n => Assert.InRange(n, 0, int.MaxValue - 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_bound_that_is_not_positive_is_refused(int bound) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CounterRandom(1).NextInt(bound));

    [Fact]
    public void Fractions_are_uniform_from_0_to_below_1()
    {
        var random = new CounterRandom(3);
        var drawn = Enumerable.Range(0, 100_000).Select(_ => random.NextDouble()).ToArray();

        Assert.All(drawn, x => Assert.True(x is >= 0 and < 1));
        // Kolmogorov and Smirnov's distance; 1.95 / √n is passed by chance once in a thousand seeds.
        Assert.InRange(drawn.Order().Select((x, i) => Math.Abs(x - (i + 0.5) / drawn.Length)).Max(), 0, 1.95 / Math.Sqrt(drawn.Length));
    }

    [Fact]
    public void Normal_numbers_have_mean_0_and_variance_1()
    {
        var random = new CounterRandom(3);
        var drawn = Enumerable.Range(0, 100_000).Select(_ => random.NextNormal()).ToArray();

        Assert.Equal(0, drawn.Average(), 5 / Math.Sqrt(drawn.Length));
        Assert.Equal(1, drawn.Average(x => x * x), 5 * Math.Sqrt(2.0 / drawn.Length));
    }

    [Fact]
    public void A_shuffle_keeps_the_items_and_each_order_is_as_likely()
    {
        var root = new CounterRandom(3);
        var orders = Enumerable.Range(0, 6000).CountBy(i =>
        {
            var items = "abc".ToCharArray();
            root.At((ulong)i).Shuffle<char>(items);
            return new string(items);
        }).ToDictionary();

        Assert.Equal(["abc", "acb", "bac", "bca", "cab", "cba"], orders.Keys.Order(StringComparer.Ordinal));
        Assert.All(orders.Values, count => Assert.InRange(count, 1000 - 150, 1000 + 150));
    }

    private static double First(CounterRandom root, int index)
    {
        var stream = root.At((ulong)index);
        return stream.NextDouble();
    }

    /// <summary>Steele, Lea and Flood's generator, written from the paper.</summary>
    private static IEnumerable<ulong> SplitMix64(ulong state)
    {
        while (true)
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            yield return z ^ (z >> 31);
        }
    }
}

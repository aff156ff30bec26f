using Hpa.Actors.Backbones;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Backbones;

public sealed class SeededWeightsTests
{
    [Fact]
    public void Weights_have_the_moments_of_the_normal_distribution_of_He()
    {
        var values = Values(new SeededWeights(7, "net"), "conv.weight", [512, 256, 3, 3], Gain.Relu);
        double sum = 0, squares = 0, fourth = 0;
        foreach (var x in values) (sum, squares, fourth) = (sum + x, squares + (double)x * x, fourth + Math.Pow(x, 4));
        var variance = squares / values.Length;
        Assert.Equal(2.0 / (256 * 9), variance, variance * 5e-3);
        Assert.Equal(0, sum / values.Length, 4 * Math.Sqrt(variance / values.Length));
        Assert.Equal(3, fourth / values.Length / (variance * variance), 0.2);
    }

    [Fact]
    public void The_gain_scales_the_variance()
    {
        var weights = new SeededWeights(7, "net");
        var (one, two) = (Values(weights, "a.weight", [8, 8], 1), Values(weights, "a.weight", [8, 8], 2));
        for (var i = 0; i < one.Length; i++) Assert.Equal(Math.Sqrt(2) * one[i], two[i], 1e-6);
    }

    [Fact]
    public void A_tensor_does_not_depend_on_what_was_asked_before()
    {
        var (first, second) = (new SeededWeights(7, "net"), new SeededWeights(7, "net"));
        _ = Values(second, "b.weight", [16, 4], 2);
        Assert.Equal(Values(first, "a.weight", [16, 4], 2), Values(second, "a.weight", [16, 4], 2));
    }

    [Fact]
    public void Seed_network_and_name_each_change_a_tensor()
    {
        float[] Drawn(ulong seed, string network, string name) => Values(new SeededWeights(seed, network), name, [16, 4], 2);
        var values = Drawn(7, "net", "a.weight");
        Assert.NotEqual(values, Drawn(8, "net", "a.weight"));
        Assert.NotEqual(values, Drawn(7, "other", "a.weight"));
        Assert.NotEqual(values, Drawn(7, "net", "b.weight"));
    }

    [Fact]
    public void Values_are_sums_of_eight_16_bit_parts_of_the_stream()
    {
        var random = new CounterRandom(7).At("net").At("a.weight");
        ulong[] bits = [random.NextBits(), random.NextBits()];
        var sum = bits.Sum(b => (b & 0xFFFF) + (double)(b >> 16 & 0xFFFF) + (b >> 32 & 0xFFFF) + (b >> 48));
        var expected = (sum - 262140) / Math.Sqrt(8 * (Math.Pow(2, 32) - 1) / 12) * Math.Sqrt(2.0 / 4);
        Assert.Equal(expected, Values(new SeededWeights(7, "net"), "a.weight", [16, 4], 2)[0], 1e-6);
    }

    [Theory]
    [InlineData("bn.weight", 1)]
    [InlineData("bn.running_var", 1)]
    [InlineData("bn.running_mean", 0)]
    [InlineData("conv.bias", 0)]
    public void Vectors_leave_the_signal_as_it_is(string name, float expected) =>
        Assert.All(Values(new SeededWeights(7, "net"), name, [5], 1), x => Assert.Equal(expected, x));

    private static float[] Values(SeededWeights weights, string name, int[] shape, double gain)
    {
        var values = new List<float>();
        weights.Read(name, shape, gain, values.AddRange);
        return [.. values];
    }
}

using Hpa.Actors.Classifiers;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class ClassWeightsTests
{
    [Fact]
    public void Balanced_weights_are_scikit_learns()
    {
        foreach (var expected in Twin.Read<Fixture>("measures.json").Weights)
            foreach (var (weight, own) in Twin.Pairs(expected.Weights, ClassWeights.Balanced(expected.Counts))) Assert.Equal(weight, own, 1e-12);
    }

    [Fact]
    public void A_class_without_rows_changes_no_other_weight() => Assert.Equal([12 / 18.0, 1, 2], ClassWeights.Balanced([9, 0, 3]));

    [Fact]
    public void Nothing_gives_nothing_and_a_negative_count_is_refused()
    {
        Assert.Empty(ClassWeights.Balanced([]));
        Assert.Equal([1, 1], ClassWeights.Balanced([0, 0]));
        Assert.Throws<ArgumentException>(() => ClassWeights.Balanced([3, -1]));
    }

    private sealed record Fixture(Case[] Weights);

    private sealed record Case(int[] Counts, double[] Weights);
}

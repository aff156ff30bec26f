using Hpa.Actors.Selection;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Selection;

public sealed class StabilityTests
{
    [Fact]
    public void Choices_that_agree_are_stable() => Assert.Equal(1, Of("0110", "0110", "0110"));

    [Fact]
    public void Choices_that_never_meet_are_as_unstable_as_can_be() => Assert.Equal(-1, Of("1100", "0011")!.Value, 1e-12);

    /// <summary>d = 4, p = (1, 2/3, 1/3, 0), k = 2: variances 3/2 · 2/9 = 1/3 for two of the blocks, so 1 − (1/4 · 2/3) / (1/2 · 1/2).</summary>
    [Fact]
    public void The_index_is_that_of_the_formula() => Assert.Equal(1 - (2.0 / 3 / 4) / 0.25, Of("1100", "1010", "1100")!.Value, 1e-12);

    [Fact]
    public void Subsets_of_different_sizes_count_with_their_mean() => Assert.Equal(1 - 0.5 * (1.0 / 4) / (1.5 / 4 * (2.5 / 4)), Of("1000", "1100")!.Value, 1e-12);

    [Fact]
    public void Choices_by_chance_are_about_nought()
    {
        var random = new Hpa.Contracts.Runs.CounterRandom(3);
        var drawn = Enumerable.Range(0, 400).Select(_ => Genome.Of(20, Enumerable.Range(0, 20).Where(_ => random.NextDouble() < 0.3))).ToArray();

        Assert.Equal(0, Stability.Index(drawn)!.Value, 0.01);
    }

    [Theory]
    [InlineData("0110")]
    [InlineData("1111", "1111")]
    public void One_choice_and_choices_of_everything_have_no_index(params string[] chosen) => Assert.Null(Of(chosen));

    private static double? Of(params string[] chosen) => Stability.Index([.. chosen.Select(Genome.Parse)]);
}

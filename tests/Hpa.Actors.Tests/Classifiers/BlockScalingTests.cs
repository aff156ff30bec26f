using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Tests.Features;
using Hpa.Contracts;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class BlockScalingTests
{
    private static readonly BlockColumn Block = FeatureFolder.Column("nucleus.net.rgb", 3);
    private static readonly float[] Absent = [float.NaN, float.NaN, float.NaN];

    [Fact]
    public void Rows_without_the_block_count_for_no_statistic_and_get_the_mean()
    {
        float[] present = [1, 5, 2, 3, 5, -7, 8, 5, 0.5f];
        var expected = BlockScaling.Fit(Block, present, 3);

        float[] rows = [.. Absent, .. present[..6], .. Absent, .. present[6..]];
        var scaling = BlockScaling.Fit(Block, rows, 5);
        var scaled = new float[15];
        scaling.Apply(rows, scaled);

        Assert.Equal(expected.Means, scaling.Means);
        Assert.Equal(expected.InverseStds, scaling.InverseStds);
        Assert.Equal(expected.Scale, scaling.Scale);
        var plain = new float[9];
        expected.Apply(present, plain);
        Assert.Equal([0, 0, 0, .. plain[..6], 0, 0, 0, .. plain[6..]], scaled);
    }

    [Fact]
    public void A_block_that_no_training_row_has_weighs_nothing()
    {
        var scaling = BlockScaling.Fit(Block, Absent, 1);
        float[] scaled = [1, 2, 3];
        scaling.Apply(scaled, scaled);

        Assert.Equal(0, scaling.Scale);
        Assert.Equal([0f, 0f, 0f], scaled);
    }

    [Theory]
    [InlineData(new[] { 1f, 2f, float.NaN })]
    [InlineData(new[] { float.NaN, 2f, float.NaN })]
    [InlineData(new[] { 1f, float.PositiveInfinity, 3f })]
    public void A_row_that_is_there_in_part_is_refused(float[] row)
    {
        Assert.Contains("block nucleus.net.rgb: row 0", Assert.Throws<InputException>(() => BlockScaling.Fit(Block, row, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => BlockScaling.Fit(Block, [1, 2, 3], 1).Apply(row, new float[3]));
    }

    [Fact]
    public void The_kernel_of_a_row_without_the_block_is_0_with_every_other()
    {
        float[] rows = [1, 5, 2, .. Absent, 8, 4, 0.5f];
        var scaling = BlockScaling.Fit(Block, rows, 3);
        using var product = new KernelProduct();

        var kernel = BlockKernel.Compute(product, ScaledRows.From(scaling, rows, 3), ScaledRows.From(scaling, Absent, 1));

        Assert.Equal([0f, 0f], kernel.Train(1).ToArray());
        Assert.Equal(0f, kernel.Train(2)[1]);
        for (var row = 0; row < 3; row++) Assert.Equal(0f, kernel.Eval(row)[0]);
    }
}

using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class KernelSumTests
{
    private static readonly Synthetic Data = new(700, 300, 20, 9, 33, 517);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_kernel_from_features_has_the_bits_of_the_sum_of_ready_kernels_wherever_a_row_stands(int threads)
    {
        var store = Data.Store();
        var random = new CounterRandom(4);
        var (train, eval) = (Enumerable.Range(0, 700).ToArray(), Enumerable.Range(0, 300).ToArray());
        random.Shuffle(train.AsSpan());
        random.Shuffle(eval.AsSpan());
        var (view, subset) = (new KernelView(train[..601], eval[..290]), Genome.Parse("1011"));
        var ready = new SubsetKernel();
        ready.Fill(store, view, subset);

        var sum = new KernelSum();
        using var product = new KernelProduct();
        sum.Fill(Blocks(subset, train[..601], eval[..290]), product, new Workers(threads));

        Assert.Equal((601, 290), (sum.Train.Rows, sum.Eval.EvalRows));
        for (var row = 0; row < 601; row++)
        {
            Assert.True(ready.Train.Row(row, 0, 601).SequenceEqual(sum.Train.Row(row, 0, 601)));
            Assert.True(ready.Eval.Row(row).SequenceEqual(sum.Eval.Row(row)));
        }
    }

    [Fact]
    public void Nothing_is_kept_of_an_earlier_fill_and_there_may_be_no_evaluation_row()
    {
        var sum = new KernelSum();
        using var product = new KernelProduct();
        sum.Fill(Blocks(Genome.All(4), [.. Enumerable.Range(0, 300)], [1, 2]), product, new Workers(2));
        sum.Fill(Blocks(Genome.Parse("0100"), [5, 3], []), product, new Workers(2));

        var rows = ScaledRows.From(Data.Scalings[1], Data.Train[1], [5, 3]);
        Assert.Equal(0, sum.Eval.EvalRows);
        Assert.Equal(sum.Train.Row(0, 1, 1)[0], sum.Train.Row(1, 0, 1)[0]);
        Assert.Equal(Enumerable.Range(0, 9).Sum(c => (double)rows[0][c] * rows[1][c]), sum.Train.Row(0, 1, 1)[0], 1e-5);
    }

    [Fact]
    public void Features_are_taken_one_block_after_the_other()
    {
        var taken = 0;
        IEnumerable<(ScaledRows, ScaledRows)> Watch()
        {
            foreach (var block in Blocks(Genome.All(4), [0, 1, 2], [3]))
            {
                taken++;
                yield return block;
            }
        }

        using var product = new KernelProduct();
        new KernelSum().Fill(Watch(), product, new Workers(1));
        Assert.Equal(4, taken);
        Assert.Throws<ArgumentException>(() => new KernelSum().Fill([], product, new Workers(1)));
        Assert.Throws<ArgumentException>(() => new KernelSum().Fill(
            [.. Blocks(Genome.Parse("1000"), [0, 1], [0]), .. Blocks(Genome.Parse("0100"), [0], [0])], product, new Workers(1)));
    }

    private static IEnumerable<(ScaledRows Train, ScaledRows Eval)> Blocks(Genome subset, int[] train, int[] eval) => subset.Chosen()
        .Select(b => (ScaledRows.From(Data.Scalings[b], Data.Train[b], train), ScaledRows.From(Data.Scalings[b], Data.Eval[b], eval)));
}

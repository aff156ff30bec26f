using Hpa.Actors.Classifiers.Kernels;
using Hpa.Contracts;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class KernelTests
{
    private static readonly Synthetic Data = new(300, 70, 20, 9, 33);
    private static readonly KernelStore Store = Data.Store();

    [Fact]
    public void Scaling_gives_training_columns_mean_0_and_rows_mean_squared_norm_1()
    {
        var rows = Data.ScaledTrain(0);
        for (var c = 0; c < rows.Dimensions; c++) Assert.Equal(0, Enumerable.Range(0, rows.Rows).Average(r => rows[r][c]), 1e-6);
        Assert.Equal(1, Enumerable.Range(0, rows.Rows).Average(r => rows[r].ToArray().Sum(x => (double)x * x)), 1e-5);
    }

    [Fact]
    public void A_constant_column_is_0_in_every_part_even_where_its_mean_rounds()
    {
        float[] train = [0.1f, 1, 0.1f, 2, 0.1f, 4];
        var scaling = BlockScaling.Fit(Synthetic.Block("net", 2), train, 3);
        var scaled = new float[2];
        scaling.Apply([9f, 2.3333333f], scaled);
        Assert.Equal(0, scaling.InverseStds[0]);
        Assert.Equal(0f, scaled[0]);
        Assert.Equal(0f, scaled[1], 1e-6f);
        Assert.Equal(1, scaling.Scale);
    }

    [Fact]
    public void A_block_without_any_varying_column_has_a_kernel_of_zeros()
    {
        var scaling = BlockScaling.Fit(Synthetic.Block("net", 2), [3, 4, 3, 4], 2);
        var scaled = new float[4];
        scaling.Apply([3, 4, 5, 6], scaled);
        Assert.Equal([0, 0, 0, 0], scaled);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_feature_that_is_no_number_is_refused_with_the_name_of_the_block(float value)
    {
        var scaling = BlockScaling.Fit(Synthetic.Block("net", 2), [1, 2, 3, 5], 2);
        Assert.Contains("image.net.rgb", Assert.Throws<InputException>(() => BlockScaling.Fit(scaling.Block, [1, 2, value, 5], 2)).Message);
        Assert.Contains("image.net.rgb", Assert.Throws<InputException>(() => scaling.Apply([1, value], new float[2])).Message);
    }

    [Fact]
    public void A_block_kernel_holds_the_inner_products_of_all_rows()
    {
        var train = Data.ScaledTrain(2);
        var eval = ScaledRows.From(Data.Scalings[2], Data.Eval[2], 70);
        for (var i = 0; i < 300; i++)
        {
            for (var j = 0; j <= i; j++) Assert.Equal(Product(train[i], train[j]), Store[2].Train(i)[j], 1e-5);
            for (var j = 0; j < 70; j++) Assert.Equal(Product(train[i], eval[j]), Store[2].Eval(i)[j], 1e-5);
        }
    }

    [Fact]
    public void A_subset_kernel_is_the_mean_of_its_blocks_in_the_order_of_the_view()
    {
        int[] train = [257, 3, 299, 0, 64, 65, 12];
        int[] eval = [69, 2, 30];
        var kernel = new SubsetKernel();
        kernel.Fill(Store, new KernelView(train, eval), Genome.Parse("101"));
        for (var i = 0; i < train.Length; i++)
        {
            for (var j = 0; j < train.Length; j++)
            {
                var (high, low) = (Math.Max(train[i], train[j]), Math.Min(train[i], train[j]));
                Assert.Equal((Store[0].Train(high)[low] + Store[2].Train(high)[low]) * 0.5f, kernel.Train.Row(i, j, 1)[0]);
            }

            for (var j = 0; j < eval.Length; j++)
                Assert.Equal((Store[0].Eval(train[i])[eval[j]] + Store[2].Eval(train[i])[eval[j]]) * 0.5f, kernel.Eval.Row(i)[j]);
        }
    }

    [Fact]
    public void The_first_rows_in_order_need_no_view_of_their_own()
    {
        var (leading, picked) = (new SubsetKernel(), new SubsetKernel());
        foreach (var (rows, eval) in new[] { (300, 70), (257, 70), (100, 31), (1, 0) })
        {
            leading.Fill(Store, new KernelView(Enumerable.Range(0, rows), Enumerable.Range(0, eval)), Genome.Parse("111"));
            picked.Fill(Store, new KernelView(Enumerable.Range(0, rows).Reverse(), Enumerable.Range(0, eval).Reverse()), Genome.Parse("111"));
            for (var i = 0; i < rows; i++)
            {
                for (var j = 0; j < rows; j++) Assert.Equal(picked.Train.Row(rows - 1 - i, rows - 1 - j, 1)[0], leading.Train.Row(i, j, 1)[0]);
                for (var j = 0; j < eval; j++) Assert.Equal(picked.Eval.Row(rows - 1 - i)[eval - 1 - j], leading.Eval.Row(i)[j]);
            }
        }
    }

    [Fact]
    public void Many_blocks_are_added_one_after_the_other()
    {
        var store = new KernelStore(Enumerable.Range(0, 11).Select(b => Store[b % 3]));
        var kernel = new SubsetKernel();
        for (var count = 1; count <= 11; count++)
        {
            kernel.Fill(store, new KernelView(Enumerable.Range(0, 300), Enumerable.Range(0, 70)), Genome.Of(11, Enumerable.Range(0, count)));
            for (var i = 0; i < 300; i++)
            {
                var (own, other) = (store[0].Train(i)[i / 2], store[0].Eval(i)[i % 70]);
                for (var b = 1; b < count; b++) (own, other) = (own + store[b].Train(i)[i / 2], other + store[b].Eval(i)[i % 70]);
                Assert.Equal(own * (1f / count), kernel.Train.Row(i, i / 2, 1)[0]);
                Assert.Equal(other * (1f / count), kernel.Eval.Row(i)[i % 70]);
            }
        }
    }

    [Fact]
    public void A_closed_store_refuses_readers()
    {
        var store = Data.Store();
        store.Dispose();
        store.Dispose();
        Assert.Throws<ObjectDisposedException>(() => new SubsetKernel().Fill(store, new KernelView([0, 1], [0]), Genome.Parse("111")));
    }

    [Fact]
    public void A_subset_kernel_is_exactly_symmetric_and_keeps_nothing_of_earlier_fills()
    {
        var view = new KernelView(Enumerable.Range(0, 300).Reverse(), Enumerable.Range(0, 70));
        var used = new SubsetKernel();
        used.Fill(Store, new KernelView(Enumerable.Range(0, 300), []), Genome.Parse("011"));
        used.Fill(Store, view, Genome.Parse("111"));
        var fresh = new SubsetKernel();
        fresh.Fill(Store, view, Genome.Parse("111"));
        for (var i = 0; i < 300; i++)
        {
            Assert.True(used.Train.Row(i, 0, 300).SequenceEqual(fresh.Train.Row(i, 0, 300)));
            Assert.True(used.Eval.Row(i).SequenceEqual(fresh.Eval.Row(i)));
            for (var j = 0; j < i; j++) Assert.Equal(used.Train.Row(i, j, 1)[0], used.Train.Row(j, i, 1)[0]);
        }
    }

    [Fact]
    public void An_empty_subset_and_one_of_other_blocks_are_refused()
    {
        var view = new KernelView([0, 1], [0]);
        Assert.Throws<ArgumentException>(() => new SubsetKernel().Fill(Store, view, Genome.Empty(3)));
        Assert.Throws<ArgumentException>(() => new SubsetKernel().Fill(Store, view, Genome.All(4)));
        Assert.Throws<ArgumentException>(() => new KernelView([0, 1, 0], []));
    }

    private static double Product(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var c = 0; c < a.Length; c++) sum += (double)a[c] * b[c];
        return sum;
    }
}

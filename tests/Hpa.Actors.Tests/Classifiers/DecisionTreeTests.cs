using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Trees;
using Hpa.Contracts;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class DecisionTreeTests
{
    private static readonly TreeData Data = Twin.Read<TreeData>("tree.json");
    private static readonly Workers Alone = new(1);
    private static readonly TreeParameters Unlimited = new(0, 1);

    [Fact]
    public void Without_ties_trees_leaves_and_shares_are_those_of_scikit_learn()
    {
        var columns = Bin(Data.X);
        var labels = Twin.Sets(Data.Labels);
        foreach (var expected in Data.Cases)
        {
            var parameters = new TreeParameters(expected.Depth, expected.Leaf);
            var powerset = expected.Class < 0;
            var model = powerset
                ? TreeClassifier.Train(Strategy.LabelPowerset, columns, labels, default, parameters, Alone)
                : TreeClassifier.Train(Strategy.BinaryRelevance, columns, labels, LabelSet.Of(expected.Class), parameters, Alone);
            var prediction = Predict(model, Data.Test);
            Assert.Equal(expected.Nodes, model.Trees[0].Nodes);
            Assert.Equal(expected.Predicted, prediction.Labels.Select(set => powerset ? set.Bits : set.Bits >> expected.Class));
            // The last label set is the one with class 6 alone.
            Assert.All(Twin.Pairs(expected.Share, prediction.Scores), pair => Assert.Equal(pair.Expected, pair.Actual[powerset ? 6 : expected.Class], 1e-6));
        }
    }

    [Fact]
    public void A_tree_without_limits_knows_its_training_rows()
    {
        var labels = Twin.Sets(Data.Labels);
        foreach (var strategy in Enum.GetValues<Strategy>())
            Assert.Equal(labels, Predict(TreeClassifier.Train(strategy, Bin(Data.X), labels, LabelSet.Of(0, 2, 4, 6), Unlimited, Alone), Data.X).Labels);
    }

    [Fact]
    public void Ties_go_to_the_first_column_and_the_lowest_threshold()
    {
        // Both columns separate the classes, and so do two thresholds of a third of them.
        var tree = Grow([[5, 1, 1], [5, 2, 2], [7, 3, 3], [7, 4, 4]], [0, 0, 1, 1]);
        Assert.Equal((0, 6f), (tree.Column[0], tree.Threshold[0]));
        var symmetric = Grow([[1], [2], [3]], [0, 1, 0]);
        Assert.Equal(1.5f, symmetric.Threshold[0]);
    }

    [Fact]
    public void Thresholds_lie_between_values_of_the_node()
    {
        // Once 1 is split off, what is left of the column is 2 and 9; the value 5 is in the other leaf.
        var tree = Grow([[1, 0], [5, 0], [2, 1], [9, 1]], [0, 0, 0, 1]);
        Assert.Equal(7f, tree.Threshold[0]);
        var second = Grow([[1, 0], [5, 0], [2, 1], [9, 1]], [2, 2, 0, 1]);
        Assert.Equal((1, 0.5f), (second.Column[0], second.Threshold[0]));
        Assert.Equal(5.5f, second.Threshold[second.Right[0]]);
    }

    [Fact]
    public void Many_values_share_bins_of_about_as_many_rows_and_neighbours_in_single_precision_stay_apart()
    {
        float[] sorted = [.. Enumerable.Range(0, 3000).Select(i => i < 1500 ? 7f : i)];
        var bins = ColumnBins.Of(sorted);
        Assert.InRange(bins.Lows.Length, 120, 256);
        Assert.Equal(7f, bins.Highs[0]);
        Assert.All(sorted, value => Assert.InRange(value, bins.Lows[bins.Find(value)], bins.Highs[bins.Find(value)]));

        var next = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(1.5f) + 1);
        Assert.Equal(1.5f, ColumnBins.Of([1.5f, next]).Threshold(0, 1));
    }

    [Fact]
    public void Histogram_counting_and_sorting_find_the_same_splits_as_a_plain_search()
    {
        var random = new CounterRandom(11);
        foreach (var (rows, values, classes) in new[] { (20, 4, 2), (20, 4, 5), (300, 900, 2), (300, 30, 40), (900, 200, 2), (900, 5000, 9) })
        {
            double[][] x = [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, 3).Select(_ => (double)random.NextInt(values)).ToArray())];
            int[] y = [.. Enumerable.Range(0, rows).Select(_ => random.NextInt(classes))];
            var tree = new TreeGrower(Bin(x), new TreeParameters(1, 5), Alone).Grow(y, classes);
            var (column, threshold, score) = PlainSearch(x, y, 5);
            var found = Purity(x, y, tree.Column[0], tree.Threshold[0]);
            if (rows <= 256 || values <= 256) Assert.Equal((column, threshold), (tree.Column[0], tree.Threshold[0]));
            else Assert.InRange(found, score * 0.99, score);
        }
    }

    [Fact]
    public void Threads_do_not_matter()
    {
        var random = new CounterRandom(3);
        double[][] x = [.. Enumerable.Range(0, 700).Select(_ => Enumerable.Range(0, 900).Select(_ => (double)random.NextInt(50)).ToArray())];
        int[] y = [.. Enumerable.Range(0, 700).Select(_ => random.NextInt(30))];
        var columns = Bin(x);
        var alone = new TreeGrower(columns, Unlimited, Alone).Grow(y, 30);
        var many = new TreeGrower(columns, Unlimited, new Workers(3)).Grow(y, 30);
        Assert.Equal(alone.Column, many.Column);
        Assert.Equal(alone.Threshold, many.Threshold);
        Assert.Equal(alone.LeafCount, many.LeafCount);
    }

    [Fact]
    public void Rows_without_a_block_get_the_training_mean_in_training_and_prediction()
    {
        float[] first = [1, 1, 1, 1];
        float[] second = [0, 10, float.NaN, float.NaN];
        BlockColumn[] blocks = [Synthetic.Block("a", 1), Synthetic.Block("b", 1)];
        var columns = BinnedColumns.Of(blocks, 4, b => b == 0 ? first : second, Alone);
        var model = TreeClassifier.Train(
            Strategy.LabelPowerset, columns, [LabelSet.Of(0), LabelSet.Of(1), LabelSet.Of(2), LabelSet.Of(2)], default, Unlimited, Alone);
        Assert.Equal([LabelSet.Of(2), LabelSet.Of(0)], model.Predict(blocks, 2, _ => [float.NaN, 2]).Labels);
    }

    [Fact]
    public void Prediction_reads_only_blocks_that_are_asked()
    {
        BlockColumn[] blocks = [Synthetic.Block("a", 1), Synthetic.Block("b", 2)];
        var columns = BinnedColumns.Of(blocks, 3, b => b == 0 ? [1, 1, 1] : [1, 7, 2, 7, 9, 7], Alone);
        var model = TreeClassifier.Train(Strategy.BinaryRelevance, columns, [LabelSet.Of(0), LabelSet.Of(0), LabelSet.Of(4)], LabelSet.Of(0, 4, 5), Unlimited, Alone);
        var read = new List<int>();
        var prediction = model.Predict(blocks, 2, b =>
        {
            read.Add(b);
            return [3, 0, 6, 0];
        });
        Assert.Equal([1], read);
        Assert.Equal([LabelSet.Of(0), LabelSet.Of(4)], prediction.Labels);
        Assert.Equal([0f, 1f, 0f], [prediction.Scores[0][4], prediction.Scores[1][4], prediction.Scores[1][5]]);
    }

    [Fact]
    public void One_row_one_class_or_one_value_make_a_single_leaf()
    {
        Assert.Equal(1, Grow([[1]], [0]).Nodes);
        Assert.Equal(1, Grow([[1], [2]], [3, 3]).Nodes);
        var tie = Grow([[5], [5]], [2, 1]);
        Assert.Equal([1, 2], tie.LeafClass);
    }

    [Fact]
    public void Infinite_and_partly_missing_features_are_refused()
    {
        BlockColumn[] blocks = [Synthetic.Block("a", 2)];
        Assert.Throws<InputException>(() => BinnedColumns.Of(blocks, 1, _ => [1, float.PositiveInfinity], Alone));
        Assert.Throws<InputException>(() => BinnedColumns.Of(blocks, 1, _ => [1, float.NaN], Alone));
        Assert.Throws<ArgumentOutOfRangeException>(() => BinnedColumns.Of(blocks, 0, _ => [], Alone));
        Assert.Throws<ArgumentException>(() => TreeClassifier.Train(Strategy.LabelPowerset, Bin([[1]]), [], default, Unlimited, Alone));
    }

    private static DecisionTree Grow(double[][] x, int[] y) => new TreeGrower(Bin(x), Unlimited, Alone).Grow(y, y.Max() + 1);

    private static BinnedColumns Bin(double[][] x) => BinnedColumns.Of([Synthetic.Block("net", x[0].Length)], x.Length, _ => Flat(x), Alone);

    private static Prediction Predict(TreeClassifier model, double[][] x) => model.Predict([Synthetic.Block("net", x[0].Length)], x.Length, _ => Flat(x));

    private static float[] Flat(double[][] x) => [.. x.SelectMany(row => row.Select(v => (float)v))];

    private static (int Column, float Threshold, double Score) PlainSearch(double[][] x, int[] y, int minLeaf)
    {
        var best = (Column: -1, Threshold: 0f, Score: double.NegativeInfinity);
        for (var c = 0; c < x[0].Length; c++)
        {
            double[] values = [.. x.Select(row => row[c]).Distinct().Order()];
            foreach (var (low, high) in values.Zip(values.Skip(1)))
            {
                var left = x.Count(row => row[c] <= low);
                if (left < minLeaf || x.Length - left < minLeaf) continue;
                var threshold = (float)(low / 2 + high / 2);
                var score = Purity(x, y, c, threshold);
                if (score > best.Score) best = (c, threshold, score);
            }
        }

        return best;
    }

    private static double Purity(double[][] x, int[] y, int column, float threshold) =>
        y.Index().GroupBy(row => x[row.Index][column] <= threshold).OrderByDescending(side => side.Key)
            .Sum(side => (double)side.GroupBy(row => row.Item).Sum(own => (long)own.Count() * own.Count()) / side.Count());

    private sealed record TreeData(double[][] X, uint[] Labels, double[][] Test, TreeCase[] Cases);

    private sealed record TreeCase(int Depth, int Leaf, int Class, int Nodes, uint[] Predicted, double[] Share);
}

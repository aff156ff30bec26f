using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class NearestNeighboursTests
{
    private static readonly Neighbours Data = Twin.Read<Neighbours>("neighbours.json");
    private static readonly Workers Alone = new(1);
    private static readonly LabelSet Classes = LabelSet.Of(0, 2, 4, 6);

    [Fact]
    public void Neighbours_and_both_votes_are_those_of_scikit_learn()
    {
        foreach (var expected in Data.Cases)
        {
            var found = NearestNeighbours.Find(Twin.Square(Data.X), Twin.Cross(Data.X, Data.Test), expected.K, Alone);
            Assert.Equal(expected.Rows, found.Rows);
            Assert.Equal(Twin.Sets(expected.Relevance), found.Predict(Strategy.BinaryRelevance, Twin.Sets(Data.Labels), Classes).Labels);
            Assert.Equal(Twin.Sets(expected.Powerset), found.Predict(Strategy.LabelPowerset, Twin.Sets(Data.Labels), Classes).Labels);
        }
    }

    [Fact]
    public void The_score_of_a_class_is_the_share_of_neighbours_that_have_it()
    {
        LabelSet[] labels = [LabelSet.Of(1), LabelSet.Of(1, 2), LabelSet.Of(5), LabelSet.Of(9)];
        var found = Find([[0.0], [1.0], [2.0], [50.0]], [[1.1]], 3);
        var scores = found.Predict(Strategy.LabelPowerset, labels, default).Scores[0];
        Assert.Equal([2f / 3, 1f / 3, 1f / 3, 0f], [scores[1], scores[2], scores[5], scores[9]]);
        Assert.Equal(0f, found.Predict(Strategy.BinaryRelevance, labels, LabelSet.Of(2)).Scores[0][1]);
    }

    [Fact]
    public void Among_equals_in_distance_the_lower_row_is_nearer() =>
        Assert.Equal([0, 2, 3], Find([[1.0], [9.0], [-1.0], [1.0]], [[0.0]], 3).Rows[0]);

    [Fact]
    public void Three_different_label_sets_elect_the_lowest() =>
        Assert.Equal(
            [LabelSet.Of(3)],
            Find([[1.0], [2.0], [3.0]], [[3.0]], 3).Predict(Strategy.LabelPowerset, [LabelSet.Of(8), LabelSet.Of(3), LabelSet.Of(3, 8)], default).Labels);

    [Fact]
    public void Fewer_training_rows_than_neighbours_are_all_neighbours()
    {
        var found = Find([[4.0], [0.0]], [[1.0]], 3);
        Assert.Equal([1, 0], found.Rows[0]);
        // One of two is no majority.
        Assert.Equal([default], found.Predict(Strategy.BinaryRelevance, [LabelSet.Of(1), LabelSet.Of(2)], LabelSet.Of(1, 2)).Labels);
    }

    [Fact]
    public void Threads_do_not_matter()
    {
        var (train, eval) = (Twin.Square(Data.X), Twin.Cross(Data.X, Data.Test));
        Assert.Equal(NearestNeighbours.Find(train, eval, 3, Alone).Rows, NearestNeighbours.Find(train, eval, 3, new Workers(3)).Rows);
    }

    [Fact]
    public void Nan_and_a_training_part_without_rows_are_refused()
    {
        var cross = Twin.Cross(Data.X, Data.Test);
        cross.Values[^1] = float.NaN;
        Assert.Contains("NaN", Assert.Throws<ArgumentException>(() => NearestNeighbours.Find(Twin.Square(Data.X), cross, 1, Alone)).Message);
        Assert.Throws<ArgumentException>(() => NearestNeighbours.Find(new SquareKernel([], 0), new CrossKernel([], 0, 3), 1, Alone));
    }

    [Fact]
    public void Of_equally_distant_rows_the_first_in_the_given_order_is_nearest()
    {
        double[][] rows = [[1], [-1], [1], [5]];
        var kernel = Twin.Cross(rows, [[0.0]]);

        Assert.Equal([0, 1, 2], NearestNeighbours.Find([1, 1, 1, 25], kernel, [0, 1, 2, 3], 3, Alone).Rows[0]);
        Assert.Equal([1], NearestNeighbours.Find([25, 1, 1, 1], kernel, [3, 2, 1, 0], 1, Alone).Rows[0]);
    }

    private static NearestNeighbours Find(double[][] train, double[][] eval, int k) =>
        NearestNeighbours.Find(Twin.Square(train), Twin.Cross(train, eval), k, Alone);

    private sealed record Neighbours(double[][] X, uint[] Labels, double[][] Test, NeighbourCase[] Cases);

    private sealed record NeighbourCase(int K, int[][] Rows, uint[] Relevance, uint[] Powerset);
}

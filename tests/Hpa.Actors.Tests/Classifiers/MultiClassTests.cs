using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Svm;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class MultiClassTests
{
    private static readonly MultiClass Data = Twin.Read<MultiClass>("multi_class.json");
    private static readonly ClassGroups<int> Groups = ClassGroups<int>.Of(Data.Y);
    private static readonly double[][] Sorted = [.. Groups.Order.Select(row => Data.X[row])];

    [Fact]
    public void One_against_one_predicts_what_libsvm_predicts_with_and_without_class_weights()
    {
        foreach (var expected in Data.Cases)
        {
            var winners = OneAgainstOne.Predict(
                Twin.Square(Sorted), Twin.Cross(Sorted, Data.Test), Groups.Starts, Parameters(expected), new SvmWorkspace());
            Assert.True(Twin.Agreement(expected.OneAgainstOne, winners) == 1);
        }
    }

    [Fact]
    public void One_against_one_trains_the_machines_of_libsvm()
    {
        foreach (var expected in Data.Cases)
        {
            var rhos = new List<double>();
            var sums = new double[Groups.Keys.Count - 1];
            var support = new HashSet<int>();
            OneAgainstOne.Train(Twin.Square(Sorted), Groups.Starts, Parameters(expected), new SvmWorkspace(), (int i, int j, ReadOnlySpan<int> rows, ReadOnlySpan<double> coefficients, in SmoResult result) =>
            {
                rhos.Add(result.Rho);
                support.UnionWith(rows.ToArray());
                for (var s = 0; s < rows.Length; s++) sums[rows[s] < Groups.Starts[i + 1] ? j - 1 : i] += Math.Abs(coefficients[s]);
            });
            Assert.All(Twin.Pairs(expected.Rho, rhos), pair => Assert.Equal(pair.Expected, pair.Actual, 0.02 * Math.Max(1, Math.Abs(pair.Expected))));
            Assert.All(Twin.Pairs(expected.CoefficientSums, sums), pair => Assert.Equal(pair.Expected, pair.Actual, 0.02 * pair.Expected));
            Assert.InRange(support.Count, expected.Support - 1, expected.Support + 1);
        }
    }

    [Fact]
    public void One_against_all_takes_the_largest_of_libsvms_decision_values()
    {
        foreach (var expected in Data.Cases)
        {
            var winners = OneAgainstAll.Predict(
                Twin.Square(Sorted), Twin.Cross(Sorted, Data.Test), Groups.Starts, Parameters(expected), new SvmWorkspace());
            Assert.True(Twin.Agreement(expected.OneAgainstAll, winners) == 1);
        }
    }

    [Fact]
    public void A_single_class_is_predicted_everywhere()
    {
        var (train, eval) = (Twin.Square([[1.0], [2.0]]), Twin.Cross([[1.0], [2.0]], [[-5.0], [5.0], [0.0]]));
        Assert.Equal([0, 0, 0], OneAgainstOne.Predict(train, eval, [0, 2], new SvmParameters(1, 1e-3), new SvmWorkspace()));
        Assert.Equal([0, 0, 0], OneAgainstAll.Predict(train, eval, [0, 2], new SvmParameters(1, 1e-3), new SvmWorkspace()));
    }

    [Fact]
    public void A_single_training_row_predicts_its_class() =>
        Assert.Equal([0], OneAgainstOne.Predict(Twin.Square([[1.0]]), Twin.Cross([[1.0]], [[3.0]]), [0, 1], new SvmParameters(1, 1e-3), new SvmWorkspace()));

    [Fact]
    public void No_rows_in_question_give_no_predictions() =>
        Assert.Empty(OneAgainstOne.Predict(Twin.Square([[1.0], [2.0]]), Twin.Cross([[1.0], [2.0]], []), [0, 1, 2], new SvmParameters(1, 1e-3), new SvmWorkspace()));

    [Fact]
    public void Equal_votes_go_to_the_lowest_class()
    {
        // With a kernel of zeros every decision is 0 − ρ: three balanced classes, so every pair votes for its second class.
        var winners = OneAgainstOne.Predict(
            new SquareKernel(new float[9], 3), new CrossKernel(new float[3], 3, 1), [0, 1, 2, 3], new SvmParameters(1, 1e-3), new SvmWorkspace());
        Assert.Equal([2], winners);
        Assert.Equal(0, OneAgainstOne.Winner([2, 0, 2, 2]));
    }

    [Fact]
    public void Groups_sort_classes_and_keep_the_order_of_rows()
    {
        var groups = ClassGroups<int>.Of([7, 3, 7, 3, 9]);
        Assert.Equal([3, 7, 9], groups.Keys);
        Assert.Equal([0, 2, 4, 5], groups.Starts);
        Assert.Equal([1, 3, 0, 2, 4], groups.Order);
    }

    private static SvmParameters Parameters(MultiClassCase expected) => new(expected.C, 1e-3, expected.Weights);

    private sealed record MultiClass(double[][] X, int[] Y, double[][] Test, MultiClassCase[] Cases);

    private sealed record MultiClassCase(
        double C, double[] Weights, int[] OneAgainstOne, int[] OneAgainstAll, int Support, double[] Rho, double[] CoefficientSums);
}

using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Svm;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class BalancedSvmTests
{
    private static readonly Balanced Data = Twin.Read<Balanced>("balanced.json");
    private static readonly ClassGroups<int> Groups = ClassGroups<int>.Of(Data.Y);
    private static readonly SquareKernel Train = Twin.Square(Data.X);
    private static readonly CrossKernel Test = Twin.Cross(Data.X, Data.Test);

    [Fact]
    public void Every_pair_has_the_objective_of_libsvm_and_votes_like_it_with_and_without_balanced_weights()
    {
        foreach (var expected in Data.Cases)
        {
            var parameters = new SvmParameters(expected.C, 1e-3);
            if (expected.Balanced) parameters = parameters.Balanced(Groups.Starts);
            var machines = PairMachines.Train(Train, Groups.Starts, parameters, new Workers(2));
            Assert.All(Twin.Pairs(expected.PairObjectives, machines.Results), Near);
            var winners = OneAgainstOne.Predict(Train, Test, Groups.Starts, parameters, new SvmWorkspace());
            Assert.True(Twin.Agreement(expected.OneAgainstOne, winners) >= 0.995, $"C {expected.C}, balanced {expected.Balanced}");
        }
    }

    [Fact]
    public void Every_machine_against_the_rest_has_the_objective_of_libsvm_with_both_sides_balanced()
    {
        foreach (var expected in Data.Cases)
        {
            var parameters = new SvmParameters(expected.C, 1e-3);
            if (expected.Balanced) parameters = parameters.BalancedAgainstRest(Groups.Starts);
            var machines = RestMachines.Train(Train, 4, (machine, row) => Data.Y[row] == machine, parameters, new Workers(2), () => new SvmWorkspace());
            Assert.All(Twin.Pairs(expected.RestObjectives, machines.Results), Near);
            var winners = OneAgainstAll.Predict(Train, Test, Groups.Starts, parameters, new SvmWorkspace());
            Assert.True(Twin.Agreement(expected.OneAgainstAll, winners) >= 0.995, $"C {expected.C}, balanced {expected.Balanced}");
        }
    }

    [Fact]
    public void Balanced_weights_of_label_sets_are_rows_over_classes_times_own_rows()
    {
        Assert.Equal([10 / 6.0, 10 / 12.0, 10 / 12.0], new SvmParameters(1, 1e-3).Balanced([0, 2, 6, 10]).ClassWeights);
        LabelSet[] labels = [LabelSet.Of(0), LabelSet.Of(0, 3), LabelSet.Of(0), LabelSet.Of(3), LabelSet.Of(3)];
        var relevance = new SvmParameters(1, 1e-3).BalancedAgainstRest(labels, LabelSet.Of(0, 3, 9));
        Assert.Equal([5 / 6.0, 5 / 6.0, 1], relevance.ClassWeights);
        Assert.Equal([5 / 4.0, 5 / 4.0, 1], relevance.RestWeights);
    }

    [Fact]
    public void Weights_for_another_number_of_classes_are_refused() =>
        Assert.Throws<ArgumentException>(() => OneAgainstOne.Predict(Train, Test, Groups.Starts, new SvmParameters(1, 1e-3, [1, 2]), new SvmWorkspace()));

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_weight_that_is_not_a_positive_number_is_refused(double weight) =>
        Assert.Throws<ArgumentException>(() => OneAgainstAll.Predict(Train, Test, Groups.Starts, new SvmParameters(1, 1e-3, null, [1, 1, weight, 1]), new Workers(2)));

    private static void Near((double Expected, SmoResult Actual) pair) =>
        Assert.Equal(pair.Expected, pair.Actual.Objective, 1e-3 * Math.Abs(pair.Expected));

    private sealed record Balanced(double[][] X, int[] Y, double[][] Test, BalancedCase[] Cases);

    private sealed record BalancedCase(
        double C, bool Balanced, int[] OneAgainstOne, double[] PairObjectives, int[] OneAgainstAll, double[] RestObjectives);
}

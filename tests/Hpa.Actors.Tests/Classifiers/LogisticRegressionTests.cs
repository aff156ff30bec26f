using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Logistic;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class LogisticRegressionTests : IDisposable
{
    private static readonly Logistic Data = Twin.Read<Logistic>("logistic.json");
    private static readonly Workers Alone = new(1);
    private readonly KernelProduct _product = new();

    public void Dispose() => _product.Dispose();

    [Fact]
    public void Binary_decision_values_are_those_of_scikit_learn_for_every_c_and_balanced_weights()
    {
        var cross = Twin.Cross(Data.X, Data.Test);
        foreach (var expected in Data.Cases)
        {
            var model = LogisticRegression.TrainBinary(Twin.Square(Data.X), Rest(5), Parameters(expected), Alone, _product);
            Assert.Equal(0, model.Stopped);
            AssertClose(expected.Binary, model.Decide(cross, Alone));
        }
    }

    [Fact]
    public void Multinomial_decision_values_and_probabilities_are_those_of_scikit_learn()
    {
        var cross = Twin.Cross(Data.X, Data.Test);
        foreach (var expected in Data.Cases)
        {
            var model = LogisticRegression.TrainMultinomial(Twin.Square(Data.X), Data.Y, 5, Parameters(expected), Alone, _product);
            Assert.Equal(0, model.Stopped);
            AssertClose(expected.Multinomial, model.Decide(cross, Alone));
            AssertClose(expected.Probabilities, model.Probabilities(model.Decide(cross, Alone)));
        }
    }

    [Fact]
    public void The_gradient_of_the_objective_is_zero_within_the_tolerance()
    {
        var kernel = Twin.Square(Data.X);
        var model = LogisticRegression.TrainBinary(kernel, Rest(2), new LogisticParameters(10, 1e-5), Alone, _product);
        var values = model.Decide(Twin.Cross(Data.X, Data.X), Alone);
        for (var m = 0; m < 2; m++)
        {
            double[] wrong = [.. values[m].Select((z, i) => LogisticModel.Probability(z) - (Data.Y[i] == m ? 1 : 0))];
            Assert.Equal(0, wrong.Sum(), 1e-5);
            for (var d = 0; d < Data.X[0].Length; d++)
                Assert.Equal(0, wrong.Select((g, i) => (g + model.Coefficients[m][i] / 10) * Data.X[i][d]).Sum(), 1.1e-5);
        }
    }

    [Fact]
    public void A_machine_has_the_same_bits_beside_any_others_and_on_any_number_of_threads()
    {
        var data = new Synthetic(1500, 0, 40);
        var kernel = new SquareKernel(Full(data.Store()[0]), 1500);
        bool[][] positive = [.. new[] { 0, 2, 25, 21 }.Select(c => data.TrainLabels.Select(set => set.Contains(c)).ToArray())];
        var parameters = new LogisticParameters(10, 1e-3);
        var all = LogisticRegression.TrainBinary(kernel, positive, parameters, Alone, _product);
        var threads = LogisticRegression.TrainBinary(kernel, positive, parameters, new Workers(3), _product);
        var last = LogisticRegression.TrainBinary(kernel, [positive[3]], parameters, Alone, _product);
        Assert.Equal(all.Coefficients.SelectMany(a => a).Concat(all.Intercepts), threads.Coefficients.SelectMany(a => a).Concat(threads.Intercepts));
        Assert.Equal(all.Coefficients[3].Append(all.Intercepts[3]), last.Coefficients[0].Append(last.Intercepts[0]));
        Assert.Equal(0, all.Stopped);
    }

    [Fact]
    public void Classes_without_a_row_or_with_every_row_are_certain()
    {
        bool[] none = [false, false], every = [true, true];
        double[][] x = [[1.0], [2.0]];
        var binary = LogisticRegression.TrainBinary(Twin.Square(x), [none, every, [true, false]], new LogisticParameters(1, 1e-6), Alone, _product);
        var probabilities = binary.Probabilities(binary.Decide(Twin.Cross(x, [[7.0]]), Alone));
        Assert.Equal([0.0, 1.0], [probabilities[0][0], probabilities[1][0]]);
        Assert.InRange(probabilities[2][0], 0.001, 0.499);

        var one = LogisticRegression.TrainMultinomial(Twin.Square(x), [1, 1], 3, new LogisticParameters(1, 1e-6), Alone, _product);
        Assert.Equal([0.0, 1.0, 0.0], one.Probabilities(one.Decide(Twin.Cross(x, [[7.0]]), Alone)).Select(p => p[0]));

        var gap = LogisticRegression.TrainMultinomial(Twin.Square(x), [0, 2], 3, new LogisticParameters(1, 1e-6), Alone, _product);
        var shares = gap.Probabilities(gap.Decide(Twin.Cross(x, [[1.5]]), Alone));
        Assert.Equal(0.0, shares[1][0]);
        Assert.Equal(1.0, shares[0][0] + shares[2][0], 1e-12);
    }

    [Fact]
    public void A_search_that_is_cut_short_is_counted()
    {
        var parameters = new LogisticParameters(100, 1e-8, Products: 2);
        Assert.Equal(5, LogisticRegression.TrainBinary(Twin.Square(Data.X), Rest(5), parameters, Alone, _product).Stopped);
        Assert.Equal(1, LogisticRegression.TrainMultinomial(Twin.Square(Data.X), Data.Y, 5, parameters, Alone, _product).Stopped);
    }

    [Fact]
    public void Nan_in_a_kernel_and_labels_of_other_rows_are_refused()
    {
        var parameters = new LogisticParameters(1, 1e-4);
        var bad = Twin.Square(Data.X);
        bad.Values[7] = float.NaN;
        Assert.Contains("NaN", Assert.Throws<ArgumentException>(() => LogisticRegression.TrainBinary(bad, Rest(1), parameters, Alone, _product)).Message);
        Assert.Throws<ArgumentException>(() => LogisticRegression.TrainBinary(Twin.Square([[1.0]]), Rest(1), parameters, Alone, _product));
        Assert.Throws<ArgumentException>(() => LogisticRegression.TrainMultinomial(Twin.Square([[1.0]]), [3], 3, parameters, Alone, _product));
        Assert.Throws<ArgumentException>(() => LogisticRegression.TrainMultinomial(new SquareKernel([], 0), [], 3, parameters, Alone, _product));
        var model = LogisticRegression.TrainBinary(Twin.Square(Data.X), Rest(1), parameters, Alone, _product);
        var cross = Twin.Cross(Data.X, Data.Test);
        cross.Values[3] = float.PositiveInfinity;
        Assert.Contains("row 3", Assert.Throws<ArgumentException>(() => model.Decide(cross, Alone)).Message);
        Assert.Throws<ArgumentException>(() => model.Decide(Twin.Cross([[1.0]], [[1.0]]), Alone));
    }

    [Fact]
    public void Both_strategies_predict_what_the_probabilities_say()
    {
        LabelSet[] sets = [LabelSet.Of(0), LabelSet.Of(3), LabelSet.Of(0, 3), LabelSet.Of(7), LabelSet.Of(9)];
        LabelSet[] labels = [.. Data.Y.Select(y => sets[y])];
        var cross = Twin.Cross(Data.X, Data.Test);
        var parameters = new LogisticParameters(1, 1e-6);

        var powerset = LogisticClassifier.Train(Strategy.LabelPowerset, Twin.Square(Data.X), labels, default, parameters, Alone, _product).Predict(cross, Alone);
        var expected = Data.Cases.Single(c => c is { C: 1, Balanced: false }).Probabilities;
        for (var x = 0; x < powerset.Labels.Length; x++)
        {
            Assert.Equal(sets[Enumerable.Range(0, 5).MaxBy(c => expected[c][x])], powerset.Labels[x]);
            Assert.Equal(expected[1][x] + expected[2][x], powerset.Scores[x][3], 1e-4);
        }

        var relevance = LogisticClassifier.Train(Strategy.BinaryRelevance, Twin.Square(Data.X), labels, LabelSet.Of(0, 3, 20), parameters, Alone, _product).Predict(cross, Alone);
        Assert.All(Twin.Pairs(relevance.Labels, relevance.Scores), pair => Assert.Equal(pair.Actual[3] > 0.5f, pair.Expected.Contains(3)));
        Assert.All(relevance.Scores, scores => Assert.Equal(0f, scores[20]));
    }

    [Fact]
    public void Two_label_sets_are_one_binary_problem_and_one_label_set_is_certain()
    {
        double[][] x = [[-2.0], [-1.0], [1.0], [2.0]];
        LabelSet[] labels = [LabelSet.Of(1), LabelSet.Of(1), LabelSet.Of(1, 2), LabelSet.Of(1, 2)];
        var parameters = new LogisticParameters(1, 1e-8);
        var two = LogisticClassifier.Train(Strategy.LabelPowerset, Twin.Square(x), labels, default, parameters, Alone, _product);
        var prediction = two.Predict(Twin.Cross(x, [[-3.0], [3.0]]), Alone);
        Assert.Equal([LabelSet.Of(1), LabelSet.Of(1, 2)], prediction.Labels);
        Assert.All(prediction.Scores, scores => Assert.Equal(1f, scores[1]));
        Assert.Equal(1.0, prediction.Scores[0][2] + prediction.Scores[1][2], 1e-6);

        var one = LogisticClassifier.Train(Strategy.LabelPowerset, Twin.Square([[1.0]]), [LabelSet.Of(4)], default, parameters, Alone, _product);
        Assert.Equal([LabelSet.Of(4)], one.Predict(Twin.Cross([[1.0]], [[5.0]]), Alone).Labels);
    }

    private static LogisticParameters Parameters(LogisticCase expected) => new(expected.C, 1e-6, expected.Balanced);

    private static bool[][] Rest(int machines) => [.. Enumerable.Range(0, machines).Select(m => Data.Y.Select(y => y == m).ToArray())];

    private static void AssertClose(double[][] expected, double[][] actual)
    {
        var scale = expected.SelectMany(v => v).Average(Math.Abs);
        foreach (var (wanted, had) in Twin.Pairs(expected, actual))
            Assert.All(Twin.Pairs(wanted, had), pair => Assert.Equal(pair.Expected, pair.Actual, 1e-3 * Math.Max(scale, Math.Abs(pair.Expected))));
    }

    private static float[] Full(BlockKernel block)
    {
        var n = block.TrainRows;
        var values = new float[n * n];
        for (var i = 0; i < n; i++)
            for (var j = 0; j <= i; j++) values[i * n + j] = values[j * n + i] = block.Train(i)[j];
        return values;
    }

    private sealed record Logistic(double[][] X, int[] Y, double[][] Test, LogisticCase[] Cases);

    private sealed record LogisticCase(double C, bool Balanced, double[][] Binary, double[][] Multinomial, double[][] Probabilities);
}

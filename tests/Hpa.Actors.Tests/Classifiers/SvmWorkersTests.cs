using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Svm;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class SvmWorkersTests
{
    private static readonly Synthetic Data = new(260, 101, 9, 14);
    private static readonly LabelledView Rows = LabelledView.Of(Data.TrainLabels, Data.EvalLabels);
    private static readonly SubsetKernel Kernel = Fill();
    private static readonly SvmParameters Parameters = new(2, 1e-3);

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Models_and_predictions_have_the_same_bits_for_any_number_of_threads(int threads)
    {
        foreach (var train in new Func<Workers, DualModel>[]
        {
            workers => LabelPowerset.Train(Kernel.Train, Rows.Groups, Parameters.Balanced(Rows.Groups.Starts), workers),
            workers => BinaryRelevance.Train(Kernel.Train, Rows.TrainLabels, Rows.Classes, Parameters.BalancedAgainstRest(Rows.TrainLabels, Rows.Classes), workers),
        })
        {
            var (one, many) = (train(new Workers(1)), train(new Workers(threads)));
            Assert.Equal(one.SupportRows, many.SupportRows);
            Assert.Equal(one.Coefficients, many.Coefficients);
            Assert.Equal(one.Problems, many.Problems);
            var (single, parallel) = (one.Predict(Kernel.Eval, new Workers(1)), one.Predict(Kernel.Eval, new Workers(threads)));
            Assert.Equal(single.Labels, parallel.Labels);
            Assert.Equal(single.Scores, parallel.Scores);
            Assert.True(single.Labels.Distinct().Count() > 3);
        }
    }

    [Fact]
    public void Both_multi_class_votes_are_the_same_on_one_thread_and_on_several()
    {
        var (train, eval, starts) = (Kernel.Train, Kernel.Eval, Rows.Groups.Starts);
        Assert.Equal(
            OneAgainstOne.Predict(train, eval, starts, Parameters, new SvmWorkspace()), OneAgainstOne.Predict(train, eval, starts, Parameters, new Workers(3)));
        Assert.Equal(
            OneAgainstAll.Predict(train, eval, starts, Parameters, new SvmWorkspace()), OneAgainstAll.Predict(train, eval, starts, Parameters, new Workers(3)));
    }

    [Fact]
    public void A_decision_value_is_the_sum_over_support_vectors_whatever_tile_its_row_is_in()
    {
        var model = BinaryRelevance.Train(Kernel.Train, Rows.TrainLabels, LabelSet.Of(0), Parameters, new Workers(1));
        var scores = model.Predict(Kernel.Eval, new Workers(2)).Scores;
        for (var x = 0; x < Rows.EvalLabels.Length; x++)
        {
            var sum = 0.0;
            for (var s = 0; s < model.SupportRows.Length; s++) sum += model.Coefficients[s][0] * Kernel.Eval.Row(model.SupportRows[s])[x];
            Assert.Equal((float)(sum - model.Rho[0]), scores[x][0]);
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_kernel_between_training_rows_that_is_no_number_is_named(float value)
    {
        var values = Kernel.Train.Values.AsSpan(0, 260 * 260).ToArray();
        (values[7 * 260 + 41], values[41 * 260 + 7]) = (value, value);
        var broken = new SquareKernel(values, 260);
        var fault = Assert.Throws<InputException>(() => BinaryRelevance.Train(broken, Rows.TrainLabels, Rows.Classes, Parameters with { C = 0.01 }, new Workers(2)));
        Assert.Contains("rows 7 and 41", fault.Message);
        values.AsSpan().Fill(value);
        Assert.Throws<InputException>(() => LabelPowerset.Train(broken, Rows.Groups, Parameters, new Workers(2)));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void A_kernel_of_rows_to_be_predicted_that_is_no_number_is_named(float value)
    {
        var model = LabelPowerset.Train(Kernel.Train, Rows.Groups, Parameters, new Workers(1));
        var values = Kernel.Eval.Values.AsSpan(0, 260 * 101).ToArray();
        values[13 * 101 + 77] = value;
        var fault = Assert.Throws<InputException>(() => model.Predict(new CrossKernel(values, 260, 101), new Workers(2)));
        Assert.Contains("training row 13 and row 77", fault.Message);
    }

    [Fact]
    public void Blocks_without_a_varying_column_predict_the_majority()
    {
        LabelSet[] labels = [LabelSet.Of(1), LabelSet.Of(1), LabelSet.Of(1), LabelSet.Of(4)];
        var (train, eval) = (new SquareKernel(new float[16], 4), new CrossKernel(new float[8], 4, 2));
        var relevance = BinaryRelevance.Train(train, labels, LabelSet.Of(1, 4), Parameters, new Workers(2)).Predict(eval, new Workers(2));
        Assert.Equal([LabelSet.Of(1), LabelSet.Of(1)], relevance.Labels);
        var powerset = LabelPowerset.Train(train, ClassGroups<LabelSet>.Of(labels), Parameters, new Workers(2)).Predict(eval, new Workers(2));
        Assert.Equal([LabelSet.Of(1), LabelSet.Of(1)], powerset.Labels);
    }

    [Fact]
    public void One_training_row_is_predicted_everywhere()
    {
        var (train, eval) = (Twin.Square([[2.0]]), Twin.Cross([[2.0]], [[1.0], [-1.0]]));
        LabelSet[] labels = [LabelSet.Of(3, 7)];
        var powerset = LabelPowerset.Train(train, ClassGroups<LabelSet>.Of(labels), Parameters, new Workers(2)).Predict(eval, new Workers(2));
        var relevance = BinaryRelevance.Train(train, labels, LabelSet.Of(3, 7, 9), Parameters, new Workers(2)).Predict(eval, new Workers(2));
        Assert.Equal([labels[0], labels[0]], powerset.Labels);
        Assert.Equal([labels[0], labels[0]], relevance.Labels);
    }

    private static SubsetKernel Fill()
    {
        var kernel = new SubsetKernel();
        kernel.Fill(Data.Store(), Rows.View, Genome.All(2));
        return kernel;
    }
}

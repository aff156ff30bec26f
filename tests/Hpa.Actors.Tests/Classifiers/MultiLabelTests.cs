using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Svm;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class MultiLabelTests
{
    private static readonly MultiLabel Data = Twin.Read<MultiLabel>("multi_label.json");
    private static readonly LabelSet Classes = LabelSet.Of(0, 2, 4, 6);
    private static readonly KernelStore Store = MakeStore();
    private static readonly LabelledView Rows = LabelledView.Of(Twin.Sets(Data.Labels.Train), Twin.Sets(Data.Labels.Eval));

    [Fact]
    public void The_mean_of_block_kernels_with_label_powerset_is_libsvm_on_the_scaled_columns_side_by_side()
    {
        foreach (var expected in Data.Cases)
        {
            var kernel = Fill(expected);
            var model = LabelPowerset.Train(kernel.Train, Rows.Groups, new SvmParameters(expected.C, 1e-6), new Workers(1));
            Assert.True(Twin.Agreement(Twin.Sets(expected.Powerset), model.Predict(kernel.Eval, new Workers(1)).Labels) == 1);
            Assert.Equal(0, model.Stopped);
        }
    }

    [Fact]
    public void Binary_relevance_has_the_decision_values_of_libsvm()
    {
        foreach (var expected in Data.Cases)
        {
            var kernel = Fill(expected);
            var model = BinaryRelevance.Train(kernel.Train, Rows.TrainLabels, Classes, new SvmParameters(expected.C, 1e-6), new Workers(1));
            var prediction = model.Predict(kernel.Eval, new Workers(1));
            var c = 0;
            foreach (var label in Classes.Classes)
            {
                Assert.All(Twin.Pairs(expected.Decisions[c], prediction.Scores), pair => Assert.Equal(pair.Expected, pair.Actual[label], 1e-3));
                Assert.All(Twin.Pairs(prediction.Labels, prediction.Scores), pair => Assert.Equal(pair.Actual[label] > 0, pair.Expected.Contains(label)));
                c++;
            }
        }
    }

    [Fact]
    public void The_streamed_vote_of_the_fitness_is_the_stored_models_vote()
    {
        var kernel = Fill(Data.Cases[^1]);
        var workspace = new SvmWorkspace();
        var parameters = new SvmParameters(1, 1e-3);
        var winners = OneAgainstOne.Predict(kernel.Train, kernel.Eval, Rows.Groups.Starts, parameters, workspace);
        var labels = LabelPowerset.Train(kernel.Train, Rows.Groups, parameters, new Workers(1)).Predict(kernel.Eval, new Workers(1)).Labels;
        Assert.Equal(winners.Select(c => Rows.Groups.Keys[c]), labels);
    }

    [Fact]
    public void Powerset_scores_are_the_share_of_votes_won_against_sets_without_the_class()
    {
        LabelSet[] sets = [LabelSet.Of(0), LabelSet.Of(1), LabelSet.Of(0, 1), LabelSet.Of(2)];
        var scores = LabelPowerset.Scores([3, 1, 2, 0], sets);
        Assert.Equal(1f, scores[0]);
        Assert.Equal(0.5f, scores[1]);
        Assert.Equal(0f, scores[2]);
        Assert.Equal(0f, scores[3]);
    }

    [Fact]
    public void A_single_label_set_is_predicted_everywhere_with_certainty()
    {
        var groups = ClassGroups<LabelSet>.Of([LabelSet.Of(3, 4), LabelSet.Of(3, 4)]);
        var model = LabelPowerset.Train(Twin.Square([[1.0], [2.0]]), groups, new SvmParameters(1, 1e-3), new Workers(1));
        var prediction = model.Predict(Twin.Cross([[1.0], [2.0]], [[5.0]]), new Workers(1));
        Assert.Equal([LabelSet.Of(3, 4)], prediction.Labels);
        Assert.Equal([0f, 1f, 1f], prediction.Scores[0][2..5].Order());
        Assert.Empty(model.SupportRows);
    }

    [Fact]
    public void A_class_that_no_training_row_or_every_one_has_is_constant_in_binary_relevance()
    {
        LabelSet[] labels = [LabelSet.Of(1, 5), LabelSet.Of(5), LabelSet.Of(1, 5)];
        double[][] x = [[1.0], [-1.0], [2.0]];
        var model = BinaryRelevance.Train(Twin.Square(x), labels, LabelSet.Of(0, 1, 5), new SvmParameters(10, 1e-3), new Workers(1));
        var prediction = model.Predict(Twin.Cross(x, [[3.0], [-3.0]]), new Workers(1));
        Assert.Equal([LabelSet.Of(1, 5), LabelSet.Of(5)], prediction.Labels);
        Assert.Equal(-1f, prediction.Scores[0][0]);
        Assert.Equal(1f, prediction.Scores[1][5]);
    }

    [Fact]
    public void Training_without_rows_is_refused()
    {
        var none = new SquareKernel([], 0);
        Assert.Throws<ArgumentException>(() => LabelPowerset.Train(none, ClassGroups<LabelSet>.Of([]), new SvmParameters(1, 1e-3), new Workers(1)));
        Assert.Throws<ArgumentException>(() => BinaryRelevance.Train(none, [], Classes, new SvmParameters(1, 1e-3), new Workers(1)));
    }

    private static SubsetKernel Fill(MultiLabelCase expected)
    {
        var kernel = new SubsetKernel();
        kernel.Fill(Store, Rows.View, Genome.Of(Data.Dimensions.Length, expected.Subset));
        return kernel;
    }

    private static KernelStore MakeStore()
    {
        using var product = new KernelProduct();
        return new KernelStore(Data.Dimensions.Select((d, b) =>
        {
            float[] train = [.. Data.Blocks.Train[b].SelectMany(row => row)];
            float[] eval = [.. Data.Blocks.Eval[b].SelectMany(row => row)];
            var scaling = BlockScaling.Fit(Synthetic.Block($"net{b}", d), train, Data.Labels.Train.Length);
            return BlockKernel.Compute(
                product, ScaledRows.From(scaling, train, Data.Labels.Train.Length), ScaledRows.From(scaling, eval, Data.Labels.Eval.Length));
        }).ToArray());
    }

    private sealed record MultiLabel(int[] Dimensions, Parts<uint[]> Labels, Parts<float[][][]> Blocks, MultiLabelCase[] Cases);

    private sealed record Parts<T>(T Train, T Eval);

    private sealed record MultiLabelCase(int[] Subset, double C, uint[] Powerset, double[][] Decisions);
}

using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Scores;
using Hpa.Actors.Classifiers.Svm;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class FoldedFitnessTests
{
    private static readonly Synthetic Data = new(150, 60, 12, 16, 8);
    private static readonly SvmParameters Parameters = new(1, 1e-3);
    private static readonly CounterRandom Random = new CounterRandom(2).At("folds");

    [Theory]
    [InlineData(FitnessImages.SingleLabel, 2)]
    [InlineData(FitnessImages.SingleLabel, 5)]
    [InlineData(FitnessImages.All, 3)]
    public void Fitness_is_the_macro_f1_of_all_rows_each_predicted_by_a_machine_that_has_not_seen_its_fold(FitnessImages images, int folds)
    {
        var layout = Layout(images, folds);
        var rows = layout.Views[0];
        var store = Data.Store(layout, new Workers(1));
        var workspace = new FitnessWorkspace();
        foreach (var subset in new[] { "111", "010", "101" })
            Assert.Equal(
                OneByOne(layout, StratifiedFolds.Of(rows.TrainLabels, folds, Random), folds, Genome.Parse(subset)),
                new FoldedFitness(store, rows, folds, rows.Classes, Parameters, Random).Evaluate(Genome.Parse(subset), workspace));
    }

    [Fact]
    public void A_shuffled_study_is_folded_by_its_own_labels()
    {
        var other = new FitnessLabels([.. Data.TrainLabels.Reverse()], Data.EvalLabels);
        var shared = FitnessLayout.Of([new FitnessLabels(Data.TrainLabels, Data.EvalLabels), other], FitnessImages.All, 4);
        var alone = FitnessLayout.Of([other], FitnessImages.All, 4);

        double Fitness(FitnessLayout layout, LabelledView rows) =>
            new FoldedFitness(Data.Store(layout, new Workers(1)), rows, 4, rows.Classes, Parameters, Random).Evaluate(Genome.All(3), new FitnessWorkspace());
        Assert.Equal(Fitness(alone, alone.Views[0]), Fitness(shared, shared.Views[1]));
    }

    [Fact]
    public void A_class_with_fewer_rows_than_folds_counts_all_the_same()
    {
        var labels = Enumerable.Range(0, 60).Select(i => LabelSet.Of(i == 17 ? 9 : i % 2)).ToArray();
        var layout = FitnessLayout.Of([new FitnessLabels(labels, [])], FitnessImages.SingleLabel, 5);
        var fitness = new FoldedFitness(Data.Store(layout, new Workers(1)), layout.Views[0], 5, layout.Views[0].Classes, Parameters, Random);

        // The single row of class 9 is never right: at most two thirds.
        Assert.InRange(fitness.Evaluate(Genome.All(3), new FitnessWorkspace()), 0.01, 2.0 / 3);
    }

    [Fact]
    public void Validation_rows_are_not_among_the_kernels()
    {
        var layout = Layout(FitnessImages.All, 5);

        Assert.Equal((150, 0), (layout.Train.Count, layout.Val.Count));
    }

    [Fact]
    public void More_folds_than_rows_are_refused_by_the_key() => Assert.StartsWith(
        "hpa.selection.folds = 4: fitness has 3 training images",
        Assert.Throws<SettingsException>(() => FitnessLayout.Of([new FitnessLabels([LabelSet.Of(0), LabelSet.Of(1), LabelSet.Of(0)], [])], FitnessImages.All, 4)).Message,
        StringComparison.Ordinal);

    private static FitnessLayout Layout(FitnessImages images, int folds) => FitnessLayout.Of([new FitnessLabels(Data.TrainLabels, Data.EvalLabels)], images, folds);

    /// <summary>Every fold by itself, on kernels of its own rows.</summary>
    private static double OneByOne(FitnessLayout layout, int[] fold, int folds, Genome subset)
    {
        var whole = layout.Views[0];
        int[] rows = [.. Enumerable.Range(0, whole.TrainLabels.Length).Select(row => layout.Train[whole.View.TrainPosition(row)])];
        var predicted = new LabelSet[rows.Length];
        for (var f = 0; f < folds; f++)
        {
            int[] train = [.. Enumerable.Range(0, rows.Length).Where(row => fold[row] != f)];
            int[] eval = [.. Enumerable.Range(0, rows.Length).Where(row => fold[row] == f)];
            var view = LabelledView.Of([.. train.Select(row => Data.TrainLabels[rows[row]])], [.. eval.Select(row => Data.TrainLabels[rows[row]])]);
            using var product = new KernelProduct();
            var store = new KernelStore(Enumerable.Range(0, 3).Select(b => BlockKernel.Compute(
                product, Scaled(b, train.Select(row => rows[row])), Scaled(b, eval.Select(row => rows[row])))));
            var kernel = new SubsetKernel();
            kernel.Fill(store, view.View, subset);
            var winners = OneAgainstOne.Predict(kernel.Train, kernel.Eval, view.Groups.Starts, Parameters, new SvmWorkspace());
            for (var i = 0; i < eval.Length; i++) predicted[eval[i]] = view.Groups.Keys[winners[i]];
        }

        return Metrics.MacroF1(whole.TrainLabels, predicted, whole.Classes);
    }

    private static ScaledRows Scaled(int block, IEnumerable<int> rows) => ScaledRows.From(Data.Scalings[block], Data.Train[block], [.. rows]);
}

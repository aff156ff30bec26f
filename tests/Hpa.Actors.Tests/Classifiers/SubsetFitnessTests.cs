using Hpa.Actors.Classifiers;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class SubsetFitnessTests
{
    private static readonly Synthetic Data = new(220, 90, 12, 16, 8, 30, 5);
    private static readonly KernelStore Store = Data.Store();
    private static readonly LabelSet All = LabelSet.Of(0, 2, 21, 25);
    private static readonly SvmParameters Parameters = new(1, 1e-3);

    [Theory]
    [InlineData(FitnessImages.SingleLabel)]
    [InlineData(FitnessImages.All)]
    public void Fitness_has_the_same_bits_for_any_order_and_number_of_threads(FitnessImages images)
    {
        var fitness = Fitness(images);
        Genome[] subsets = [.. Enumerable.Range(1, 31).Select(bits => Genome.Of(5, Enumerable.Range(0, 5).Where(b => (bits >> b & 1) == 1)))];
        var workspace = new FitnessWorkspace();
        var inOrder = subsets.Select(s => fitness.Evaluate(s, workspace)).ToArray();
        var parallel = new double[subsets.Length];
        Parallel.For(
            0, subsets.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, () => new FitnessWorkspace(),
            (i, _, own) =>
            {
                var last = subsets.Length - 1 - i;
                parallel[last] = fitness.Evaluate(subsets[last], own);
                return own;
            },
            _ => { });
        Assert.Equal(inOrder, parallel);
        Assert.True(inOrder.Distinct().Count() > 10);
        Assert.All(inOrder, f => Assert.InRange(f, 0.2, 1));
    }

    [Fact]
    public void Single_label_fitness_is_the_macro_f1_of_one_against_one_on_single_label_rows()
    {
        var rows = LabelledView.Of(Data.TrainLabels, Data.EvalLabels, wanted: set => set.Count == 1);
        var kernel = new SubsetKernel();
        kernel.Fill(Store, rows.View, Genome.Parse("01010"));
        var winners = OneAgainstOne.Predict(kernel.Train, kernel.Eval, rows.Groups.Starts, Parameters, new SvmWorkspace());
        var expected = Metrics.Measure(rows.EvalLabels, [.. winners.Select(c => rows.Groups.Keys[c])], All).Macro.F1;
        Assert.Equal(expected, Fitness(FitnessImages.SingleLabel).Evaluate(Genome.Parse("01010"), new FitnessWorkspace()));
        Assert.Equal(Data.TrainLabels.Count(set => set.Count == 1), Fitness(FitnessImages.SingleLabel).TrainRows);
    }

    [Fact]
    public void Rows_of_the_test_part_do_not_touch_fitness()
    {
        var narrow = new SubsetFitness(Store, Data.TrainLabels, Data.EvalLabels[..40], FitnessImages.All, All, Parameters);
        var blind = new Synthetic(220, 90, 12, 16, 8, 30, 5);
        for (var b = 0; b < blind.Blocks.Length; b++) Array.Fill(blind.Eval[b], 1e3f, 40 * blind.Blocks[b].Dimensions, 50 * blind.Blocks[b].Dimensions);
        var other = new SubsetFitness(blind.Store(), Data.TrainLabels, Data.EvalLabels[..40], FitnessImages.All, All, Parameters);
        Assert.Equal(narrow.Evaluate(Genome.All(5), new FitnessWorkspace()), other.Evaluate(Genome.All(5), new FitnessWorkspace()));
    }

    [Fact]
    public void A_class_only_seen_in_validation_counts_with_0()
    {
        LabelSet[] val = [.. Data.EvalLabels];
        var usual = Fitness(FitnessImages.SingleLabel).Evaluate(Genome.All(5), new FitnessWorkspace());
        var row = Array.FindIndex(val, set => set.Count > 1);
        val[row] = LabelSet.Of(9);
        var withRare = new SubsetFitness(Store, Data.TrainLabels, val, FitnessImages.SingleLabel, All, Parameters).Evaluate(Genome.All(5), new FitnessWorkspace());
        Assert.InRange(withRare, 0, usual * 4 / 5);
    }

    [Fact]
    public void An_empty_subset_is_refused() =>
        Assert.Throws<ArgumentException>(() => Fitness(FitnessImages.All).Evaluate(Genome.Empty(5), new FitnessWorkspace()));

    [Fact]
    public void No_single_label_image_to_measure_on_is_refused_with_the_key()
    {
        LabelSet[] pairs = [.. Data.EvalLabels.Select(_ => LabelSet.Of(0, 2))];
        var fault = Assert.Throws<InputException>(() => new SubsetFitness(Store, Data.TrainLabels, pairs, FitnessImages.SingleLabel, All, Parameters));
        Assert.Contains("hpa.selection.fitness", fault.Message);
        Assert.Throws<InputException>(() => new SubsetFitness(Store, Data.TrainLabels, [], FitnessImages.All, All, Parameters));
    }

    private static SubsetFitness Fitness(FitnessImages images) => new(Store, Data.TrainLabels, Data.EvalLabels, images, All, Parameters);
}

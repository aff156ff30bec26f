using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Scores;
using Hpa.Actors.Classifiers.Svm;
using Hpa.Actors.Tests.Datasets;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class SubsetFitnessTests : IDisposable
{
    private static readonly Synthetic Data = new(220, 90, 12, 16, 8, 30, 5);
    private static readonly LabelSet All = LabelSet.Of(0, 2, 21, 25);
    private static readonly SvmParameters Parameters = new(1, 1e-3);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(FitnessImages.SingleLabel)]
    [InlineData(FitnessImages.All)]
    public void Fitness_has_the_same_bits_for_any_order_number_of_threads_and_place_of_the_kernels(FitnessImages images)
    {
        var layout = Data.Layout(images);
        var fitness = Fitness(Data.Store(layout, new Workers(1)), layout);
        Genome[] subsets = [.. Enumerable.Range(1, 31).Select(bits => Genome.Of(5, Enumerable.Range(0, 5).Where(b => (bits >> b & 1) == 1)))];
        var workspace = new FitnessWorkspace();
        var inOrder = subsets.Select(s => fitness.Evaluate(s, workspace)).ToArray();

        using var mapped = Data.Store(layout, new Workers(3), new KernelFolder(_folder["kernels"]));
        var parallel = new double[subsets.Length];
        var fromFiles = Fitness(mapped, layout);
        new Workers(4).For(subsets.Length, () => new FitnessWorkspace(), (own, i) =>
        {
            var last = subsets.Length - 1 - i;
            parallel[last] = fromFiles.Evaluate(subsets[last], own);
        });
        Assert.Equal(inOrder, parallel);
        Assert.True(inOrder.Distinct().Count() > 10);
        Assert.All(inOrder, f => Assert.InRange(f, 0.2, 1));
    }

    [Fact]
    public void Single_label_fitness_is_the_macro_f1_of_one_against_one_on_single_label_rows()
    {
        var rows = LabelledView.Of(Data.TrainLabels, Data.EvalLabels, wanted: set => set.Count == 1);
        var kernel = new SubsetKernel();
        kernel.Fill(Data.Store(), rows.View, Genome.Parse("01010"));
        var winners = OneAgainstOne.Predict(kernel.Train, kernel.Eval, rows.Groups.Starts, Parameters, new SvmWorkspace());
        var expected = Metrics.Measure(rows.EvalLabels, [.. winners.Select(c => rows.Groups.Keys[c])], All).Macro.F1;

        var layout = Data.Layout(FitnessImages.SingleLabel);
        var fitness = Fitness(Data.Store(layout, new Workers(1)), layout);
        Assert.Equal(expected, fitness.Evaluate(Genome.Parse("01010"), new FitnessWorkspace()));
        Assert.Equal(Data.TrainLabels.Count(set => set.Count == 1), fitness.TrainRows);
    }

    [Fact]
    public void A_study_that_shares_its_kernels_scores_what_it_scores_alone()
    {
        LabelSet[] turned = [.. Data.TrainLabels.Reverse()];
        var other = new FitnessLabels(turned, Data.EvalLabels);
        var shared = FitnessLayout.Of([new FitnessLabels(Data.TrainLabels, Data.EvalLabels), other], FitnessImages.SingleLabel);
        var alone = FitnessLayout.Of([other], FitnessImages.SingleLabel);

        var together = new SubsetFitness(Data.Store(shared, new Workers(1)), shared.Views[1], All, Parameters);
        var single = new SubsetFitness(Data.Store(alone, new Workers(1)), alone.Views[0], All, Parameters);
        foreach (var subset in new[] { "11111", "00101", "10000" })
            Assert.Equal(single.Evaluate(Genome.Parse(subset), new FitnessWorkspace()), together.Evaluate(Genome.Parse(subset), new FitnessWorkspace()));
    }

    [Fact]
    public void A_class_only_seen_in_validation_counts_with_0()
    {
        var layout = Data.Layout(FitnessImages.SingleLabel);
        var store = Data.Store(layout, new Workers(1));
        var usual = new SubsetFitness(store, layout.Views[0], All, Parameters).Evaluate(Genome.All(5), new FitnessWorkspace());
        var withRare = new SubsetFitness(store, layout.Views[0], LabelSet.Of(0, 2, 9, 21, 25), Parameters).Evaluate(Genome.All(5), new FitnessWorkspace());
        Assert.Equal(usual * 4, withRare * 5, 1e-12);
    }

    [Fact]
    public void An_empty_subset_and_rows_of_another_store_are_refused()
    {
        var layout = Data.Layout(FitnessImages.SingleLabel);
        var store = Data.Store(layout, new Workers(1));
        Assert.Throws<ArgumentException>(() => Fitness(store, layout).Evaluate(Genome.Empty(5), new FitnessWorkspace()));
        Assert.Throws<ArgumentException>(() => Fitness(store, Data.Layout(FitnessImages.All)));
    }

    [Fact]
    public void No_training_and_no_validation_row_give_no_fitness()
    {
        var store = Data.Store();
        LabelSet[] some = [LabelSet.Of(0)];
        Assert.Throws<ArgumentException>(() => new SubsetFitness(store, LabelledView.Of(some, []), All, Parameters));
        Assert.Throws<ArgumentException>(() => new SubsetFitness(store, LabelledView.Of([], some), All, Parameters));
    }

    private static SubsetFitness Fitness(KernelStore store, FitnessLayout layout) => new(store, layout.Views[0], All, Parameters);
}

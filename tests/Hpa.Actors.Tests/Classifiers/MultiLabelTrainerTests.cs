using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Runs;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class MultiLabelTrainerTests
{
    private static readonly Synthetic Data = new(120, 60, 14, 9);
    private static readonly LabelledView Rows = LabelledView.Of(Data.TrainLabels, Data.EvalLabels);

    private static readonly ClassifierSettings Settings = RunSettings.From(
        SettingsFile.Load(Repository.Root, null, ["hpa.datasets.path=/data", "hpa.classifiers.c=1"]).Values, new StageFingerprints("", "", "")).Classifiers;

    [Theory]
    [MemberData(nameof(Synthetic.Kinds), MemberType = typeof(Synthetic))]
    public void What_is_predicted_at_once_is_what_the_trained_classifier_predicts(Strategy strategy, ClassifierKind kind)
    {
        using var product = new KernelProduct();
        var trainer = Trainer(product, 1);
        var trained = trainer.Train(strategy, kind, balanced: false);
        var (once, later) = (trainer.Predict(strategy, kind, balanced: false), trainer.Predict(trained));

        Assert.Equal((strategy, kind), (trained.Strategy, trained.Kind));
        Assert.Equal(once.Labels, later.Labels);
        for (var x = 0; x < once.Scores.Length; x++) Assert.Equal(once.Scores[x], later.Scores[x]);
    }

    [Theory]
    [MemberData(nameof(Synthetic.Kinds), MemberType = typeof(Synthetic))]
    public void Threads_change_no_bit(Strategy strategy, ClassifierKind kind)
    {
        using var product = new KernelProduct();
        var (one, three) = (Trainer(product, 1).Predict(strategy, kind, false), Trainer(product, 3).Predict(strategy, kind, false));

        Assert.Equal(one.Labels, three.Labels);
        for (var x = 0; x < one.Scores.Length; x++) Assert.Equal(one.Scores[x], three.Scores[x]);
    }

    [Theory]
    [InlineData(ClassifierKind.Svm)]
    [InlineData(ClassifierKind.LogisticRegression)]
    public void Balanced_classes_find_more_of_the_rare_ones(ClassifierKind kind)
    {
        using var product = new KernelProduct();
        var trainer = Trainer(product, 2);
        const int rare = 21;
        int Found(bool balanced) => trainer.Predict(Strategy.BinaryRelevance, kind, balanced).Labels.Count(set => set.Contains(rare));

        Assert.True(Found(balanced: true) > Found(balanced: false));
    }

    private static MultiLabelTrainer Trainer(KernelProduct product, int threads)
    {
        var kernel = new SubsetKernel();
        kernel.Fill(Data.Store(), Rows.View, Genome.All(2));
        var columns = new RawColumns(Data.Blocks, Train, b => Data.Eval[b]);
        return new MultiLabelTrainer(new TrainingSet(kernel.Train, kernel.Eval, Rows, Rows.Classes, columns), Settings, new Workers(threads), product);
    }

    private static float[] Train(int block)
    {
        var d = Data.Blocks[block].Dimensions;
        return [.. Enumerable.Range(0, Rows.View.TrainRows).SelectMany(row => Data.Train[block].AsSpan(Rows.View.TrainPosition(row) * d, d).ToArray())];
    }
}

using Hpa.Actors.Classifiers;
using Hpa.Contracts;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;
using Hpa.Host.Benchmarks;
using Xunit.Abstractions;

namespace Hpa.Host.Tests;

public sealed class EvaluationPeerTests(ITestOutputHelper output)
{
    private const string Python = "/usr/bin/python3";
    private const double SvmC = 10, LogisticC = 100;
    private static readonly string[] Strategies = ["label-powerset", "binary-relevance"];
    private static readonly string[] Classifiers = ["logistic-regression", "decision-tree", "knn-1", "knn-3", "svm"];
    private static readonly Workers Threads = new(2);

    [SklearnFact]
    public Task Generated_labels_are_predicted_as_well_as_by_scikit_learn() => CompareAsync(Generated());

    [SklearnFact("multilabel/emotions")]
    public Task Emotions_are_predicted_as_well_as_by_scikit_learn() => CompareAsync(EvaluationData.Mulan(SklearnFactAttribute.PathOf("multilabel/emotions")));

    [SklearnFact("multilabel/yeast")]
    public Task Yeast_is_predicted_as_well_as_by_scikit_learn() => CompareAsync(EvaluationData.Mulan(SklearnFactAttribute.PathOf("multilabel/yeast")));

    [SklearnFact]
    public async Task What_goes_wrong_in_Python_is_told()
    {
        var data = Generated();
        var question = new PeerQuestion(1, 1, 1, [("label-powerset", "oracle")]);
        var failed = await Assert.ThrowsAsync<InputException>(() => EvaluationPeer.AskAsync(Python, data, question, 1, CancellationToken.None));
        Assert.Contains("oracle", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_interpreter_is_named()
    {
        var failed = await Assert.ThrowsAsync<InputException>(() =>
            EvaluationPeer.AskAsync("/nowhere/python3", Generated(), new PeerQuestion(1, 1, 1, []), 1, CancellationToken.None));
        Assert.Contains("/nowhere/python3", failed.Message, StringComparison.Ordinal);
    }

    private async Task CompareAsync(EvaluationData data)
    {
        (string, string)[] cases = [.. Strategies.SelectMany(strategy => Classifiers.Select(classifier => (strategy, classifier)))];
        var peer = await EvaluationPeer.AskAsync(Python, data, new PeerQuestion(SvmC, LogisticC, 10, cases), 1, CancellationToken.None);
        double F1(LabelSet[] predicted) => Metrics.MacroF1(data.EvalLabels, predicted, data.Classes);
        using var product = new KernelProduct();
        var ours = Ours(data, product);
        var report = new List<string>();
        foreach (var (strategy, classifier) in cases)
        {
            var name = $"{strategy}/{classifier}";
            double[] theirs = [.. Enumerable.Range(0, peer.Predictions[name].Length).Select(seed => F1(peer.Of(name, seed)))];
            var own = F1(ours[name]);
            var tree = classifier == "decision-tree";
            var near = Math.Abs(own - theirs.Average()) <= (tree ? 0.03 : 0.005);
            report.Add($"{(near ? "    " : "FAR ")}{name}: {own:0.0000}, {peer.Name} {theirs[0]:0.0000}{(tree ? $", mean of 10 seeds {theirs.Average():0.0000} ({theirs.Min():0.0000} to {theirs.Max():0.0000})" : "")}");
        }

        foreach (var line in report) output.WriteLine(line);
        Assert.DoesNotContain(report, line => line.StartsWith("FAR", StringComparison.Ordinal));
    }

    private static Dictionary<string, LabelSet[]> Ours(EvaluationData data, KernelProduct product)
    {
        BlockColumn[] blocks = [.. data.Blocks.Select((d, b) => new BlockColumn(new BlockName(Region.Image, $"net{b}", Combination.Parse("rgb")), d))];
        var rows = LabelledView.Of(data.TrainLabels, data.EvalLabels);
        var kernel = new SubsetKernel();
        kernel.Fill(Store(data, blocks, product), rows.View, Genome.Of(blocks.Length, [.. Enumerable.Range(0, blocks.Length)]));
        var binned = BinnedColumns.Of(blocks, data.TrainLabels.Length, b => Block(data, data.Train, b), Threads);
        var svm = new SvmParameters(SvmC, 1e-3);
        var logistic = new LogisticParameters(LogisticC, 1e-4);
        var result = new Dictionary<string, LabelSet[]>();
        foreach (var (word, strategy) in Strategies.Zip([Strategy.LabelPowerset, Strategy.BinaryRelevance]))
        {
            var regression = LogisticClassifier.Train(strategy, kernel.Train, rows.TrainLabels, data.Classes, logistic, Threads, product);
            Assert.Equal(0, regression.Model.Stopped);
            result[$"{word}/logistic-regression"] = regression.Predict(kernel.Eval, Threads).Labels;
            var tree = TreeClassifier.Train(strategy, binned, data.TrainLabels, data.Classes, new TreeParameters(0, 1), Threads);
            result[$"{word}/decision-tree"] = tree.Predict(blocks, data.EvalLabels.Length, b => Block(data, data.Eval, b)).Labels;
            foreach (var k in new[] { 1, 3 })
                result[$"{word}/knn-{k}"] = NearestNeighbours.Find(kernel.Train, kernel.Eval, k, Threads).Predict(strategy, rows.TrainLabels, data.Classes).Labels;
            var machines = strategy == Strategy.LabelPowerset
                ? LabelPowerset.Train(kernel.Train, rows.Groups, svm, new Workers(1))
                : BinaryRelevance.Train(kernel.Train, rows.TrainLabels, data.Classes, svm, new Workers(1));
            result[$"{word}/svm"] = machines.Predict(kernel.Eval, new Workers(1)).Labels;
        }

        return result;
    }

    private static KernelStore Store(EvaluationData data, BlockColumn[] blocks, KernelProduct product) => new(blocks.Select((block, b) =>
    {
        var (train, eval) = (Block(data, data.Train, b), Block(data, data.Eval, b));
        var scaling = BlockScaling.Fit(block, train, data.TrainLabels.Length);
        return BlockKernel.Compute(
            product, ScaledRows.From(scaling, train, data.TrainLabels.Length), ScaledRows.From(scaling, eval, data.EvalLabels.Length));
    }));

    private static float[] Block(EvaluationData data, float[] values, int block)
    {
        var (start, columns) = (data.Blocks.Take(block).Sum(), data.Blocks.Sum());
        return [.. values.Where((_, i) => i % columns >= start && i % columns < start + data.Blocks[block])];
    }

    /// <summary>Two blocks of unequal scale, a constant column, a label that no row has and one that all have.</summary>
    private static EvaluationData Generated()
    {
        var random = new CounterRandom(5);
        LabelSet[] sets = [LabelSet.Of(5), LabelSet.Of(0, 5), LabelSet.Of(1, 5), LabelSet.Of(0, 1, 5), LabelSet.Of(2, 5), LabelSet.Of(0, 3, 5)];
        LabelSet[] labels = [.. Enumerable.Range(0, 700).Select(_ => sets[Math.Min(random.NextInt(6), random.NextInt(6))])];
        double[] effects = [.. Enumerable.Range(0, 6 * 14).Select(_ => random.NextNormal())];
        float[] values = [.. labels.SelectMany(set => Enumerable.Range(0, 14).Select(c => c == 4 ? 2.5f
            : (float)((set.Classes.Sum(label => effects[label * 14 + c]) + random.NextNormal()) * (c < 8 ? 1 : 40))))];
        return new EvaluationData([8, 6], values[..(400 * 14)], labels[..400], values[(400 * 14)..], labels[400..], 6);
    }
}

using Hpa.Actors.Classifiers.Scores;
using Hpa.Actors.Runs;
using Hpa.Contracts;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Runs;
using Hpa.Host.Benchmarks;

namespace Hpa.Host.Tests;

public sealed class EvaluationPeerTests
{
    private static readonly ClassifierSettings s_settings = SettingsFile.Load(HostFiles.Home, null, ["hpa.datasets.path=."]).Check().Classifiers;

    [SklearnFact]
    public async Task Generated_labels_are_predicted_as_well_as_by_scikit_learn()
    {
        var data = Generated();
        double F1(TimedPrediction predicted) => Metrics.MacroF1(data.EvalLabels, predicted.Labels, data.Classes);
        using var process = await OpenAsync();
        var peer = new EvaluationPeer(process);
        await peer.PrepareAsync(data, s_settings, CancellationToken.None);
        using var ours = new HpaClassifiers(data, s_settings);
        foreach (var (strategy, kind) in EvaluationCases.All)
        {
            var (own, theirs) = (F1(ours.Predict(strategy, kind)), F1(await peer.PredictAsync(strategy, kind, 0, CancellationToken.None)));
            Assert.InRange(theirs, 0.2, 0.99);
            Assert.True(Math.Abs(own - theirs) <= (kind == ClassifierKind.DecisionTree ? 0.03 : 0.005), $"{strategy}, {kind}: {own}, {theirs}");
        }
    }

    [SklearnFact("multilabel/emotions")]
    public Task Emotions_are_predicted_as_well_as_by_scikit_learn() => CompareAsync("multilabel/emotions");

    [SklearnFact("multilabel/yeast")]
    public Task Yeast_is_predicted_as_well_as_by_scikit_learn() => CompareAsync("multilabel/yeast");

    [SklearnFact]
    public async Task What_goes_wrong_in_Python_is_told()
    {
        using var process = await OpenAsync();
        var failed = await Assert.ThrowsAsync<InputException>(() => process.AskAsync("binary-relevance oracle 0", CancellationToken.None));
        Assert.Contains($"{EvaluationPeer.Script} ended with exit code 1", failed.Message, StringComparison.Ordinal);
    }

    private static async Task CompareAsync(string folder)
    {
        using var process = await OpenAsync();
        var set = DataSetFolder.Find(SklearnFactAttribute.PathOf(folder)).Arff.Single();
        var compared = new List<ArffComparison>();
        await foreach (var result in new ArffParity(s_settings, new EvaluationPeer(process)).CompareAsync(set, CancellationToken.None)) compared.Add(result);
        Assert.Equal(10, compared.Count);
        Assert.All(compared, result => Assert.True(result.IsNear, result.ToString()));
    }

    private static async Task<PythonPeer> OpenAsync() => (await PythonPeer.OpenAsync(EvaluationPeer.Script, 1, null, CancellationToken.None)).Peer!;

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

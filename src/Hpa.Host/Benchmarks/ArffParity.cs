using System.Globalization;
using System.Runtime.CompilerServices;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Scores;
using Hpa.Contracts.Classifiers;
using Hpa.Host.Progress;

namespace Hpa.Host.Benchmarks;

/// <summary>One classifier on one data set.</summary>
/// <param name="Rows">Of the training and the test part, in words.</param>
/// <param name="Strategy">How label sets become problems.</param>
/// <param name="Kind">What solves them.</param>
/// <param name="Ours">Macro-F1.</param>
/// <param name="Theirs">Macro-F1, of trees the mean over seeds; null without a peer.</param>
internal sealed record ArffComparison(string Rows, Strategy Strategy, ClassifierKind Kind, double Ours, double? Theirs)
{
    /// <summary>How far apart they may be: trees break ties between columns by chance.</summary>
    public double Limit => Kind == ClassifierKind.DecisionTree ? 0.03 : 0.005;

    /// <summary>Ours minus theirs.</summary>
    public double? Difference => Ours - Theirs;

    /// <summary>Whether they are within the limit.</summary>
    public bool? IsNear => Difference is { } difference ? Math.Abs(difference) <= Limit : null;
}

/// <summary>All classifiers beside scikit-learn's on multi-label data sets; C is 1 on z-scores, scikit-learn's default.</summary>
/// <param name="settings">Tolerances and threads.</param>
/// <param name="peer">scikit-learn, or null.</param>
internal sealed class ArffParity(ClassifierSettings settings, EvaluationPeer? peer)
{
    private const int TreeSeeds = 5;

    private readonly ProgressDisplay _progress = new PlainProgress(Console.Error, TimeProvider.System);

    /// <summary>Compares on one data set.</summary>
    /// <param name="files">What it consists of.</param>
    /// <param name="stop">The user's wish to stop.</param>
    /// <exception cref="Contracts.InputException">It cannot be read.</exception>
    public async IAsyncEnumerable<ArffComparison> CompareAsync(DataSetFiles files, [EnumeratorCancellation] CancellationToken stop)
    {
        var data = ArffSet.Read(files);
        // The kernel is that of z-scores divided by their number.
        double c = Math.Max(1, BlockScaling.Fit(EvaluationData.Block(0, data.Blocks[0]), data.Train, data.TrainLabels.Length).InverseStds.Count(x => x != 0));
        var own = settings with { C = c, LogisticC = c };
        using var ours = new HpaClassifiers(data, own);
        if (peer is not null) await peer.PrepareAsync(data, own, stop);
        foreach (var (done, (strategy, kind)) in EvaluationCases.All.Index())
        {
            _progress.Show(files.Name, done, EvaluationCases.All.Count, "cases", $"{EvaluationPeer.WordOf(strategy)} {ClassifierWords.Of(kind)}");
            stop.ThrowIfCancellationRequested();
            var rows = string.Create(CultureInfo.InvariantCulture, $"{data.TrainLabels.Length} + {data.EvalLabels.Length}");
            yield return new ArffComparison(rows, strategy, kind, F1(data, ours.Predict(strategy, kind)), await TheirsAsync(data, strategy, kind, stop));
        }
    }

    private async Task<double?> TheirsAsync(EvaluationData data, Strategy strategy, ClassifierKind kind, CancellationToken stop)
    {
        if (peer is null) return null;
        var (seeds, sum) = (kind == ClassifierKind.DecisionTree ? TreeSeeds : 1, 0.0);
        for (var seed = 0; seed < seeds; seed++) sum += F1(data, await peer.PredictAsync(strategy, kind, seed, stop));
        return sum / seeds;
    }

    private static double F1(EvaluationData data, TimedPrediction predicted) => Metrics.MacroF1(data.EvalLabels, predicted.Labels, data.Classes);
}

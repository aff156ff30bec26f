using System.Globalization;
using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Scores;
using Hpa.Actors.Classifiers.Svm;
using Hpa.Contracts.Classifiers;
using Hpa.Host.Commands;
using Hpa.Host.Progress;
using Spectre.Console;

namespace Hpa.Host.Benchmarks;

/// <summary>
/// First part of <c>hpa bench evaluate</c>: the ten classifiers of the paper's table beside scikit-learn's on the same generated rows,
/// and one-against-one beside LIBSVM's own commands.
/// </summary>
/// <param name="data">Rows and labels.</param>
/// <param name="settings">Parameters and threads.</param>
internal sealed class ClassifierBenchmark(EvaluationData data, ClassifierSettings settings)
{
    private const string Program = "hpa";

    private readonly ProgressDisplay _progress = new PlainProgress(Console.Error, TimeProvider.System);

    /// <summary>Generated rows with labels as in the real table.</summary>
    public static EvaluationData Generate(TableLabels labels, EvaluationSize size, ulong seed, Workers workers)
    {
        var (trainLabels, evalLabels) = labels.Take(size.Train, size.Test);
        var features = new LabelledBlocks(trainLabels, evalLabels, size.Blocks, size.Columns, seed, workers);
        return EvaluationData.Of(features, trainLabels, evalLabels);
    }

    /// <summary>Measures and prints.</summary>
    /// <param name="python">The interpreter of the peer, or null for the usual ones.</param>
    /// <param name="stop">The user's wish to stop.</param>
    public async Task RunAsync(string? python, CancellationToken stop)
    {
        Say($"rows        {data.TrainLabels.Length} training, {data.EvalLabels.Length} others; {data.Blocks.Count} blocks of {data.Blocks[0]} columns; C {settings.C}, of logistic regression {settings.LogisticC}; {settings.Workers} threads");
        var (process, why) = await PythonPeer.OpenAsync(EvaluationPeer.Script, settings.Workers, python, stop);
        using (process)
        {
            if (process is null) Say($"comparison  none with scikit-learn: {EvaluationPeer.Missing}: {why}");
            var peer = process is null ? null : new EvaluationPeer(process);
            await WarmAsync(peer, stop);
            await CompareAsync(peer, stop);
        }

        using var tools = LibsvmTools.Open();
        if (tools is null) Console.WriteLine($"comparison  none with LIBSVM: {LibsvmTools.Missing}");
        else await CompareAsync(tools, stop);
    }

    /// <summary>All cases on a few rows: compiled code and caches, which do not count.</summary>
    private async Task WarmAsync(EvaluationPeer? peer, CancellationToken stop)
    {
        var few = data.First(Math.Min(100, data.TrainLabels.Length), Math.Min(50, data.EvalLabels.Length));
        using var ours = new HpaClassifiers(few, settings);
        if (peer is not null) await peer.PrepareAsync(few, settings, stop);
        foreach (var (strategy, kind) in EvaluationCases.All)
        {
            ours.Predict(strategy, kind);
            if (peer is not null) await peer.PredictAsync(strategy, kind, 0, stop);
        }
    }

    private async Task CompareAsync(EvaluationPeer? peer, CancellationToken stop)
    {
        using var ours = new HpaClassifiers(data, settings);
        var total = (Ours: ours.KernelSeconds, Theirs: peer is null ? 0 : await peer.PrepareAsync(data, settings, stop));
        var name = peer?.Name ?? "scikit-learn";
        var table = TableOutput.New("Strategy", "Classifier").AddColumns(Right($"{Program} s", $"{name} s", "Ratio", $"Macro-F1 of {Program}", $"of {name}", "Same label sets"));
        AddRow(table, "", "kernel / scaling", total.Ours, peer is null ? null : total.Theirs);
        foreach (var (done, (strategy, kind)) in EvaluationCases.All.Index())
        {
            _progress.Show("classifiers", done, EvaluationCases.All.Count, "cases", $"{EvaluationPeer.WordOf(strategy)} {ClassifierWords.Of(kind)}");
            stop.ThrowIfCancellationRequested();
            var own = ours.Predict(strategy, kind);
            var theirs = peer is null ? null : await peer.PredictAsync(strategy, kind, 0, stop);
            total = (total.Ours + own.Seconds, total.Theirs + (theirs?.Seconds ?? 0));
            AddRow(table, EvaluationPeer.WordOf(strategy), ClassifierWords.Of(kind), own.Seconds, theirs?.Seconds, own, theirs);
        }

        AddRow(table, "", "all", total.Ours, peer is null ? null : total.Theirs);
        TableOutput.Write(table);
    }

    private void AddRow(Table table, string strategy, string classifier, double own, double? theirs, TimedPrediction? ours = null, TimedPrediction? twin = null) => table.AddRow(
        strategy, classifier, Text($"{own:0.000}"), Text($"{theirs:0.000}"), theirs is { } seconds ? Text($"{seconds / own:0.0}") : "",
        F1(ours), F1(twin), ours is null || twin is null ? "" : Text($"{ours.Labels.Zip(twin.Labels).Count(pair => pair.Item1 == pair.Item2) / (double)ours.Labels.Length:0.0000}"));

    private string F1(TimedPrediction? prediction) => prediction is null ? "" : Text($"{Metrics.MacroF1(data.EvalLabels, prediction.Labels, data.Classes):0.0000}");

    /// <summary>Every label set of the training rows as a class of its own.</summary>
    private async Task CompareAsync(LibsvmTools tools, CancellationToken stop)
    {
        var (train, test) = data.Powerset();
        var problem = new LibsvmProblem(train, test, new Workers(settings.Workers));
        var pairs = problem.Names.Count * (problem.Names.Count - 1) / 2;
        var table = TableOutput.New("LIBSVM's kernel").AddColumns(Right("Pairs", $"{Program} s", "svm-train and svm-predict s", "Ratio", "Objective difference", "Same predictions"));
        foreach (var kernel in LibsvmKernel.All)
        {
            _progress.Show("LIBSVM", 0, null, "pairs", kernel.Name);
            var files = kernel.Write(problem, tools);
            var own = problem.Solve(new SvmParameters(settings.C, settings.Tolerance));
            var theirs = await tools.RunAsync(["-t", kernel.Number, "-c", Text($"{settings.C:R}"), "-e", Text($"{settings.Tolerance:R}")], files.Train, files.Test, stop);
            var seconds = own.Seconds + (kernel.IsReady ? 0 : problem.KernelSeconds);
            table.AddRow(
                kernel.Name, Text($"{pairs}"), Text($"{seconds:0.000}"), Text($"{theirs.Seconds:0.000}"), Text($"{theirs.Seconds / seconds:0.0}"),
                Text($"{own.Difference(theirs):0.0e+0}"), Text($"{own.Agreement(theirs):0.0000}"));
        }

        TableOutput.Write(table);
    }

    private static TableColumn[] Right(params string[] names) => Array.ConvertAll(names, name => new TableColumn(name).RightAligned());

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Say(FormattableString text) => Console.WriteLine(Text(text));
}

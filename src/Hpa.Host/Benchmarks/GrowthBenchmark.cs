using System.Diagnostics;
using System.Globalization;
using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Scores;
using Hpa.Contracts.Classifiers;
using Hpa.Host.Commands;
using Hpa.Host.Progress;
using Spectre.Console;

namespace Hpa.Host.Benchmarks;

/// <summary>
/// Third part of <c>hpa bench evaluate</c>: how time and memory of the evaluation grow with the number of training rows. The kernel is
/// streamed block by block; binary relevance and label powerset with an SVM are trained and predict 3/7 as many other rows.
/// </summary>
/// <param name="blocks">Number of blocks.</param>
/// <param name="columns">Columns of a block.</param>
/// <param name="labels">Label sets of the rows.</param>
/// <param name="settings">Parameters and threads.</param>
/// <param name="seed">Seed of the features.</param>
internal sealed class GrowthBenchmark(int blocks, int columns, TableLabels labels, ClassifierSettings settings, ulong seed)
{
    private readonly Workers _workers = new(settings.Workers);
    private readonly KernelSum _sum = new();
    private readonly ProgressDisplay _progress = new PlainProgress(Console.Error, TimeProvider.System);

    /// <summary>Measures each size and prints, smallest first.</summary>
    /// <param name="sizes">Numbers of training rows.</param>
    /// <param name="stop">The user's wish to stop.</param>
    public void Run(IReadOnlyList<int> sizes, CancellationToken stop)
    {
        int[] rising = [.. sizes.Distinct().Order()];
        // Refused before hours have passed.
        foreach (var n in rising)
        {
            labels.Take(n, Others(n));
            KernelBudget.CheckEvaluation(n, Others(n), long.MaxValue);
        }

        Say($"growth      {blocks} blocks of {columns} columns, labels of {labels.Source}, C {settings.C}, {settings.Workers} threads, seed {seed}");
        var table = TableOutput.New().AddColumns(Right(
            "Training rows", "Others", "Classes", "Label sets", "Making columns s", "Kernel s", "BR train s", "BR predict s", "LP train s", "LP predict s", "Total s", "Peak MB", "BR macro-F1", "LP macro-F1"));
        var measured = new List<Measured>();
        foreach (var n in rising)
        {
            measured.Add(Measure(n, stop));
            Add(table, measured[^1]);
        }

        TableOutput.Write(table);
        foreach (var (before, after) in measured.Zip(measured.Skip(1))) PrintGrowth(before, after);
    }

    /// <summary>Of 21,750 training rows 9,322: all of the Kaggle table, 70 % of it for training.</summary>
    private static int Others(int train) => (int)Math.Ceiling(train * 3L / 7.0);

    private Measured Measure(int n, CancellationToken stop)
    {
        var (train, eval) = labels.Take(n, Others(n));
        var rows = LabelledView.Of(train, eval);
        using var product = new KernelProduct();
        var (making, kernel) = Fill(new LabelledBlocks(rows.TrainLabels, rows.EvalLabels, blocks, columns, seed, _workers), n, product, stop);
        var set = new TrainingSet(_sum.Train, _sum.Eval, rows, rows.Classes, new RawColumns([], NoTrees, NoTrees));
        var trainer = new MultiLabelTrainer(set, settings, _workers, product);
        var relevance = Classify(trainer, Strategy.BinaryRelevance, n, 0, stop);
        var powerset = Classify(trainer, Strategy.LabelPowerset, n, 1, stop);
        using var self = Process.GetCurrentProcess();
        return new Measured(n, rows.EvalLabels.Length, rows.Classes.Count, rows.Groups.Keys.Count, making, kernel, relevance, powerset, self.PeakWorkingSet64);
    }

    private (double Making, double Kernel) Fill(LabelledBlocks features, int n, KernelProduct product, CancellationToken stop)
    {
        var (making, started) = (0.0, Stopwatch.GetTimestamp());
        IEnumerable<(ScaledRows Train, ScaledRows Eval)> Blocks()
        {
            var (train, eval) = (new float[n * features.Columns], new float[Others(n) * features.Columns]);
            for (var b = 0; b < features.Blocks; b++)
            {
                stop.ThrowIfCancellationRequested();
                _progress.Show($"{n} rows, kernel", b, features.Blocks, "blocks", "");
                var began = Stopwatch.GetTimestamp();
                features.Train(b, train);
                features.Eval(b, eval);
                making += Stopwatch.GetElapsedTime(began).TotalSeconds;
                var scaling = BlockScaling.Fit(EvaluationData.Block(b, features.Columns), train, n);
                yield return (ScaledRows.From(scaling, train, n), ScaledRows.From(scaling, eval, Others(n)));
            }
        }

        _sum.Fill(Blocks(), product, _workers);
        return (making, Stopwatch.GetElapsedTime(started).TotalSeconds - making);
    }

    private Timed Classify(MultiLabelTrainer trainer, Strategy strategy, int n, int done, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        _progress.Show($"{n} rows, SVM", done, 2, "strategies", EvaluationPeer.WordOf(strategy));
        var started = Stopwatch.GetTimestamp();
        var model = trainer.Train(strategy, ClassifierKind.Svm, balanced: false);
        var train = Stopwatch.GetElapsedTime(started).TotalSeconds;
        started = Stopwatch.GetTimestamp();
        var predicted = trainer.Predict(model).Labels;
        var predict = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new Timed(train, predict, Metrics.MacroF1(trainer.Data.Rows.EvalLabels, predicted, trainer.Data.Classes));
    }

    private static float[] NoTrees(int block) => throw new NotSupportedException("no tree is grown here");

    private static void Add(Table table, Measured m) => table.AddRow(
        Text($"{m.Rows}"), Text($"{m.Others}"), Text($"{m.Classes}"), Text($"{m.Sets}"), Text($"{m.Making:0.0}"), Text($"{m.Kernel:0.0}"),
        Text($"{m.Relevance.Train:0.0}"), Text($"{m.Relevance.Predict:0.0}"), Text($"{m.Powerset.Train:0.0}"), Text($"{m.Powerset.Predict:0.0}"),
        Text($"{m.Total:0.0}"), Text($"{m.Peak / 1e6:0}"), Text($"{m.Relevance.MacroF1:0.000}"), Text($"{m.Powerset.MacroF1:0.000}"));

    private static void PrintGrowth(Measured before, Measured after)
    {
        double Exponent(Func<Measured, double> seconds) => Math.Log(seconds(after) / seconds(before)) / Math.Log((double)after.Rows / before.Rows);
        Say($"exponent    from {before.Rows} to {after.Rows} rows: kernel {Exponent(m => m.Kernel):0.00}, BR train {Exponent(m => m.Relevance.Train):0.00}, LP train {Exponent(m => m.Powerset.Train):0.00}, total {Exponent(m => m.Total):0.00}, peak memory {Exponent(m => m.Peak):0.00}");
    }

    private static TableColumn[] Right(params string[] names) => Array.ConvertAll(names, name => new TableColumn(name).RightAligned());

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Say(FormattableString text) => Console.WriteLine(Text(text));

    private sealed record Timed(double Train, double Predict, double MacroF1);

    private sealed record Measured(int Rows, int Others, int Classes, int Sets, double Making, double Kernel, Timed Relevance, Timed Powerset, long Peak)
    {
        public double Total => Making + Kernel + Relevance.Train + Relevance.Predict + Powerset.Train + Powerset.Predict;
    }
}

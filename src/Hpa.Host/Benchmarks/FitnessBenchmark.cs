using System.Diagnostics;
using System.Globalization;
using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Svm;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;
using Hpa.Host.Commands;
using Spectre.Console;

namespace Hpa.Host.Benchmarks;

/// <summary>
/// <c>hpa bench fitness</c>: an evaluation of the genetic algorithm (kernels summed, one-against-one SVM trained, validation rows
/// predicted, macro-F1) beside scikit-learn's SVC on the same rows, on the ready kernel and on the columns themselves.
/// </summary>
internal sealed class FitnessBenchmark
{
    private readonly FitnessSize _size;
    private readonly FitnessData _data;
    private readonly KernelStore _store;
    private readonly SubsetFitness _fitness;
    private readonly FitnessWorkspace _workspace = new();
    private readonly SubsetKernel _kernel = new();
    private readonly double _kernelSeconds;

    private FitnessBenchmark(FitnessSize size)
    {
        _size = size;
        var workers = new Workers(Environment.ProcessorCount);
        _data = new FitnessData(size, workers);
        (_store, _kernelSeconds) = _data.Kernels(workers);
        var view = _data.Layout.Views[0];
        _fitness = new SubsetFitness(_store, view, view.Classes, new SvmParameters(FitnessData.Penalty, 1e-3));
    }

    /// <summary>Measures and prints.</summary>
    /// <param name="size">Rows, blocks, classes.</param>
    /// <param name="evaluations">Subsets of half the blocks that are evaluated.</param>
    /// <param name="python">The interpreter of the peer, or null for the usual ones.</param>
    /// <param name="stop">The user's wish to stop.</param>
    public static async Task RunAsync(FitnessSize size, int evaluations, string? python, CancellationToken stop)
    {
        Say($"rows        {size.Train} training, {size.Val} validation, {size.Classes} classes; {size.Blocks} blocks of {size.Columns} columns; seed {size.Seed}");
        await new FitnessBenchmark(size).MeasureAsync(evaluations, python, stop);
    }

    private async Task MeasureAsync(int evaluations, string? python, CancellationToken stop)
    {
        Say($"kernels     {_kernelSeconds:0.00} s for all blocks, computed once; {KernelBudget.BlockBytes(_size.Train, _size.Val, _size.Blocks) / 1048576.0:0} MiB");
        var (process, why) = await PythonPeer.OpenAsync("fitness_peer.py", Environment.ProcessorCount, python, stop);
        using (process)
        {
            if (process is null) Say($"comparison  none: needs Python with scikit-learn (apt-get install python3-sklearn libopenblas0-pthread, or --python): {why}");
            var peer = process is null ? null : new FitnessPeer(process, _data);
            var (half, all) = (Subsets(evaluations, Math.Max(1, _size.Blocks / 2)), Subsets(1, _size.Blocks));
            var table = TableOutput.New("Program", "Blocks").AddColumns(Array.ConvertAll(
                new[] { "Evaluations", "ms each (median)", "hpa, in turns", "Ratio", "Same predictions", "Macro-F1", "of hpa" }, name => new TableColumn(name).RightAligned()));
            // The first of both compiles, fills caches, and does not count.
            Ours(half[0]);
            if (peer is not null) await PrecomputedAsync(peer, half[0], stop);
            foreach (var subsets in new[] { half, Enumerable.Repeat(all[0], Math.Max(1, evaluations / 4)).ToArray() })
                Add(table, process?.Name, "precomputed", await InTurnsAsync(subsets, peer is null ? null : subset => PrecomputedAsync(peer, subset, stop), stop));
            if (peer is not null) Payback(Add(table, process!.Name, "linear", await InTurnsAsync([half[0]], subset => peer.LinearAsync(subset.Chosen(), stop), stop)));
            AddAllCores(table, half, stop);
            TableOutput.Write(table);
        }
    }

    /// <summary>A (ours), B (theirs), A, B, …: a machine that slows down meanwhile slows both.</summary>
    private async Task<List<(Genome Subset, FitnessAnswer Ours, FitnessAnswer? Theirs)>> InTurnsAsync(
        Genome[] subsets, Func<Genome, Task<FitnessAnswer>>? theirs, CancellationToken stop)
    {
        var turns = new List<(Genome, FitnessAnswer, FitnessAnswer?)>();
        foreach (var subset in subsets)
        {
            stop.ThrowIfCancellationRequested();
            turns.Add((subset, Ours(subset), theirs is null ? null : await theirs(subset)));
        }

        return turns;
    }

    private Task<FitnessAnswer> PrecomputedAsync(FitnessPeer peer, Genome subset, CancellationToken stop)
    {
        _kernel.Fill(_store, _data.Layout.Views[0].View, subset);
        return peer.PrecomputedAsync(_kernel, stop);
    }

    private FitnessAnswer Ours(Genome subset)
    {
        var started = Stopwatch.GetTimestamp();
        var score = _fitness.Evaluate(subset, _workspace);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var view = _data.Layout.Views[0];
        _kernel.Fill(_store, view.View, subset);
        var predicted = OneAgainstOne.Predict(
            _kernel.Train, _kernel.Eval, view.Groups.Starts, new SvmParameters(FitnessData.Penalty, 1e-3), new SvmWorkspace());
        return new FitnessAnswer(seconds, score, predicted);
    }

    private static (double Ours, double Theirs) Add(Table table, string? program, string kernel, List<(Genome Subset, FitnessAnswer Ours, FitnessAnswer? Theirs)> turns)
    {
        var (blocks, count) = (Text($"{turns[0].Subset.Count}"), Text($"{turns.Count}"));
        var ours = Median(turns.Select(t => t.Ours.Seconds));
        if (program is null)
        {
            table.AddRow("hpa, one thread", blocks, count, Text($"{ours * 1000:0.0}"), "", "", "", "", Text($"{turns[0].Ours.MacroF1:0.0000}"));
            return (ours, double.NaN);
        }

        var theirs = Median(turns.Select(t => t.Theirs!.Seconds));
        table.AddRow(
            $"{program}, SVC({kernel})", blocks, count, Text($"{theirs * 1000:0.0}"), Text($"{ours * 1000:0.0}"), Text($"{Median(turns.Select(t => t.Theirs!.Seconds / t.Ours.Seconds)):0.0}"),
            Text($"{turns.Average(t => t.Ours.Agreement(t.Theirs!)):0.00000}"), Text($"{turns.Average(t => t.Theirs!.MacroF1):0.0000}"), Text($"{turns.Average(t => t.Ours.MacroF1):0.0000}"));
        return (ours, theirs);
    }

    private void AddAllCores(Table table, Genome[] subsets, CancellationToken stop)
    {
        var workers = new Workers(Environment.ProcessorCount);
        var scores = new double[subsets.Length];
        var started = Stopwatch.GetTimestamp();
        workers.For(subsets.Length, () => new FitnessWorkspace(), (own, i) =>
        {
            stop.ThrowIfCancellationRequested();
            scores[i] = _fitness.Evaluate(subsets[i], own);
        });
        var each = Stopwatch.GetElapsedTime(started).TotalSeconds / subsets.Length;
        table.AddRow(
            Text($"hpa, {workers.Threads} threads"), Text($"{subsets[0].Count}"), Text($"{subsets.Length}"), Text($"{each * 1000:0.0}"), "", "", "", "", Text($"{scores.Average():0.0000}"));
    }

    private void Payback((double Ours, double Theirs) seconds)
    {
        var evaluations = Math.Ceiling(_kernelSeconds / (seconds.Theirs - seconds.Ours));
        Say($"payback     the kernels' time is won back after {evaluations:0} evaluation{(evaluations == 1 ? "" : "s")} on the columns (one such evaluation was measured)");
    }

    private Genome[] Subsets(int count, int blocks)
    {
        var random = new CounterRandom(_size.Seed).At("subsets");
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            int[] order = [.. Enumerable.Range(0, _size.Blocks)];
            random.At((ulong)i).Shuffle(order.AsSpan());
            return Genome.Of(_size.Blocks, order.Take(blocks));
        })];
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Say(FormattableString text) => Console.WriteLine(Text(text));
}

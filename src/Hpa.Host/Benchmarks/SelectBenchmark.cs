using System.Diagnostics;
using System.Globalization;
using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Svm;
using Hpa.Actors.Runs;
using Hpa.Actors.Selection;
using Hpa.Contracts;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;
using Hpa.Contracts.Selection;
using Hpa.Host.Nodes;

namespace Hpa.Host.Benchmarks;

/// <summary>What is selected from and how.</summary>
/// <param name="Size">Rows, blocks, classes.</param>
/// <param name="Selection">The settings of the selection.</param>
/// <param name="PeerEvaluations">Subsets that the peer evaluates; 0 leaves it out.</param>
/// <param name="Python">The interpreter of the peer, or null for the usual ones.</param>
internal sealed record SelectQuestion(FitnessSize Size, SelectionSettings Selection, int PeerEvaluations, string? Python);

/// <summary>
/// <c>hpa bench select</c>: a whole selection by actors (sharded islands, journal on the disk, classifiers) beside a plain loop
/// over the same subsets on as many threads, and an evaluation beside one of DEAP's genetic algorithm with scikit-learn's SVC.
/// </summary>
internal sealed class SelectBenchmark
{
    private readonly SelectQuestion _question;
    private readonly FitnessData _data;
    private readonly SubsetFitness _fitness;
    private readonly double _kernelSeconds;
    private readonly Workers _workers = new(Environment.ProcessorCount);

    private SelectBenchmark(SelectQuestion question)
    {
        _question = question;
        _data = new FitnessData(question.Size, _workers);
        (var store, _kernelSeconds) = _data.Kernels(_workers);
        var view = _data.Layout.Views[0];
        _fitness = new SubsetFitness(store, view, view.Classes, new SvmParameters(FitnessData.Penalty, 1e-3));
    }

    /// <summary>Measures and prints.</summary>
    public static async Task RunAsync(SelectQuestion question, CancellationToken stop)
    {
        var (size, genetic) = (question.Size, question.Selection.Genetic.For(question.Size.Blocks));
        Say($"rows        {size.Train} training, {size.Val} validation, {size.Classes} classes; {size.Blocks} blocks of {size.Columns} columns; seed {size.Seed}");
        Say($"algorithm   {genetic.Population} individuals on {genetic.Islands} islands, at most {genetic.Generations} generations");
        var folder = Directory.CreateTempSubdirectory("hpa-bench-").FullName;
        try
        {
            await new SelectBenchmark(question).MeasureAsync(new RunFolder(folder), stop);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task MeasureAsync(RunFolder folder, CancellationToken stop)
    {
        var plan = Plan(folder);
        Warm();
        var actors = await NodeSession.AskAsync<SelectionJobActor.Finished>(
            folder, node => SelectionJobActor.Props(plan, new Dictionary<string, ISubsetFitness> { [FitnessActor.Given] = _fitness }, _workers.Threads, node.Regions),
            new SelectionJobActor.Begin(), stop);
        var peak = Peak();
        var subsets = Check(plan, folder);
        var loop = Loop(subsets, stop);

        var seconds = actors.Took.TotalSeconds;
        Say($"kernels     {_kernelSeconds:0.0} s, {KernelBudget.BlockBytes(_data.TrainRows, _data.ValRows, _question.Size.Blocks) / 1048576.0:0} MiB");
        Say($"actors      {seconds:0.0} s for {subsets.Length} different subsets, {1000 * seconds / subsets.Length:0.0} ms each on {_workers.Threads} cores; with kernels {_kernelSeconds + seconds:0.0} s");
        Say($"plain loop  {loop:0.0} s for the same subsets on as many threads, {1000 * loop / subsets.Length:0.0} ms each");
        Say($"overhead    {seconds / loop - 1:0.0 %} of the actors over the loop");
        Say($"memory      {peak / 1e6:0} MB at most until the selection was done");
        await CompareAsync(1000 * loop / subsets.Length * _workers.Threads, stop);
    }

    private SelectionPlan Plan(RunFolder folder)
    {
        var blocks = _question.Size.Blocks;
        var study = new StudyPlan(new StudyName(FeatureSet.Image), [.. Enumerable.Range(0, blocks)], [.. Enumerable.Repeat(1L, blocks)]);
        BlockName[] names = [.. Enumerable.Range(0, blocks).Select(i => new BlockName(Region.Image, $"net{i}", Combination.Parse("rgb")))];
        return new SelectionPlan("bench", folder.Path, [study], names, _question.Selection, _question.Size.Seed, "bench");
    }

    /// <summary>The first evaluations compile and fill caches.</summary>
    private void Warm() => Loop([Genome.Of(_question.Size.Blocks, [0]), Genome.All(_question.Size.Blocks)], CancellationToken.None);

    /// <summary>The subsets that the actors measured, in the order of the plain model of islands, which has to come to the same.</summary>
    /// <exception cref="InputException">It does not.</exception>
    private static Genome[] Check(SelectionPlan plan, RunFolder folder)
    {
        var (study, files) = (plan.Studies[0], new StudyFiles(folder.Path, plan.Studies[0].Name.ToString()));
        var known = files.ReadEvaluations(study.Blocks.Count);
        var model = IslandModel.Run(plan.Settings.Genetic, plan.Seed, study.Name.ToString(), study.Costs, subset =>
            known.TryGet(subset, out var fitness) ? fitness : throw new InputException($"the actors never measured {subset}, which the plain loop asks for"));
        if (model.Asked.Count != known.Evaluated || !model.History.SequenceEqual(files.ReadHistory()))
            throw new InputException("the actors came to another history than the plain loop");
        Say($"same        history and subsets of actors and plain loop; best macro-F1 {model.Best.Fitness:0.0000} with {model.Best.Genome.Count} blocks");
        return [.. model.Asked.Select(individual => individual.Genome)];
    }

    private double Loop(Genome[] subsets, CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        _workers.For(subsets.Length, () => new FitnessWorkspace(), (own, i) =>
        {
            stop.ThrowIfCancellationRequested();
            _fitness.Evaluate(subsets[i], own);
        });
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private async Task CompareAsync(double ours, CancellationToken stop)
    {
        if (_question.PeerEvaluations == 0) return;
        var (process, why) = await PythonPeer.OpenAsync("select_peer.py", Environment.ProcessorCount, _question.Python, stop);
        using (process)
        {
            if (process is null)
            {
                Say($"comparison  none: needs Python with DEAP and scikit-learn (apt-get install python3-deap python3-sklearn libopenblas0-pthread, or --python): {why}");
                return;
            }

            var theirs = await new SelectPeer(process, _data).RunAsync(_question.Size.Blocks, _question.PeerEvaluations, _question.Size.Seed, stop);
            Say($"peer        {process.Name}: {1000 * theirs.Seconds:0} ms each over {theirs.Evaluations} evaluations on the columns, {theirs.Overhead:0.0} s beside them; best macro-F1 {theirs.Best:0.0000}");
            Say($"ratio       {1000 * theirs.Seconds / ours:0} per evaluation, beside {ours:0.0} ms of one thread here");
        }
    }

    private static long Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}

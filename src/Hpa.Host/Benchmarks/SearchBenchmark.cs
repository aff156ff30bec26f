using System.Globalization;
using Hpa.Actors.Classifiers;
using Hpa.Actors.Selection;
using Hpa.Actors.Selection.Searches;
using Hpa.Contracts.Selection;
using Hpa.Host.Commands;
using Spectre.Console;

namespace Hpa.Host.Benchmarks;

/// <summary>What <c>hpa bench search</c> is asked.</summary>
/// <param name="Size">Rows, columns, classes.</param>
/// <param name="Seeds">Data sets, each with its own run of the genetic algorithm.</param>
/// <param name="Genetic">The genetic algorithm.</param>
internal sealed record SearchQuestion(PlantedSize Size, int Seeds, GeneticSettings Genetic);

/// <summary>
/// <c>hpa bench search</c>: what the genetic algorithm finds among planted blocks, beside the optimum of all 4,095 subsets of twelve, and
/// beside greedy and random search that may evaluate as many subsets of 72. The fitness is a run's: SVM on summed kernels.
/// </summary>
internal sealed class SearchBenchmark(SearchQuestion question, CancellationToken stop)
{
    private const string Study = "bench";
    private static readonly PlantedMix Few = new(5, 4, 3), Many = new(24, 24, 24);

    private readonly Workers _workers = new(Environment.ProcessorCount);

    /// <summary>Measures and prints.</summary>
    public void Run()
    {
        Optimum();
        Console.WriteLine();
        Rivals();
    }

    private void Optimum()
    {
        var table = TableOutput.New("Seed").AddColumns(Right("Optimum", "Genetic", "Found", "Evaluations", "of all subsets"));
        var (found, few) = (0, 0);
        for (var seed = 1UL; seed <= (ulong)question.Seeds; seed++)
        {
            using var blocks = new PlantedBlocks(Few, question.Size, seed, _workers);
            var known = new FitnessCache();
            var all = SearchRun.Run(SearchKind.Exhaustive, Problem(blocks, 1, seed), subsets => Measure(blocks, known, subsets));
            var genetic = IslandModel.Run(question.Genetic, seed, Study, blocks.Costs, subsets => Measure(blocks, known, subsets));
            var same = genetic.Best.Fitness.Equals(all.Best.Fitness);
            var share = genetic.Asked.Count / (double)all.Evaluations;
            (found, few) = (found + (same ? 1 : 0), few + (same && share <= 0.1 ? 1 : 0));
            table.AddRow(Text($"{seed}"), Text($"{all.Best.Fitness:0.0000}"), Text($"{genetic.Best.Fitness:0.0000}"), same ? "yes" : "no", Text($"{genetic.Asked.Count}"), Text($"{share:0.0%}"));
        }

        TableOutput.Write(table);
        Console.WriteLine(Text($"{Few.Blocks} blocks: optimum found in {found} of {question.Seeds} seeds, in {few} of them with at most a tenth of all subsets"));
    }

    private void Rivals()
    {
        var table = TableOutput.New("Seed").AddColumns(Right("Evaluations", "Genetic", "Blocks", "Greedy forward", "Blocks", "Random", "Blocks"));
        var (overGreedy, overRandom) = (0, 0);
        for (var seed = 1UL; seed <= (ulong)question.Seeds; seed++)
        {
            using var blocks = new PlantedBlocks(Many, question.Size, seed, _workers);
            var known = new FitnessCache();
            var genetic = IslandModel.Run(question.Genetic, seed, Study, blocks.Costs, subsets => Measure(blocks, known, subsets));
            var problem = Problem(blocks, genetic.Asked.Count, seed);
            var greedy = SearchRun.Run(SearchKind.GreedyForward, problem, subsets => Measure(blocks, known, subsets)).Best;
            var random = SearchRun.Run(SearchKind.Random, problem, subsets => Measure(blocks, known, subsets)).Best;
            overGreedy += genetic.Best.Fitness >= greedy.Fitness ? 1 : 0;
            overRandom += genetic.Best.Fitness >= random.Fitness ? 1 : 0;
            table.AddRow([Text($"{seed}"), Text($"{genetic.Asked.Count}"), .. new[] { genetic.Best, greedy, random }.SelectMany(best => new[] { Text($"{best.Fitness:0.0000}"), Text($"{best.Genome.Count}") })]);
        }

        TableOutput.Write(table);
        Console.WriteLine(Text(
            $"{Many.Blocks} blocks: genetic at least as good as greedy forward in {overGreedy} of {question.Seeds} seeds, as random in {overRandom} of {question.Seeds}"));
    }

    private static SearchProblem Problem(PlantedBlocks blocks, int budget, ulong seed) => new(Study, blocks.Costs, budget, seed);

    /// <summary>Fitness of each subset, measured once for all searches.</summary>
    private IReadOnlyList<double> Measure(PlantedBlocks blocks, FitnessCache known, IReadOnlyList<Genome> subsets)
    {
        var missing = known.Missing(subsets);
        var values = new double[missing.Count];
        _workers.For(missing.Count, () => new FitnessWorkspace(), (own, i) =>
        {
            stop.ThrowIfCancellationRequested();
            values[i] = blocks.Fitness.Evaluate(missing[i], own);
        });
        for (var i = 0; i < values.Length; i++) known.Add(missing[i], values[i]);
        return [.. subsets.Select(subset => known.Known[subset])];
    }

    private static TableColumn[] Right(params string[] names) => Array.ConvertAll(names, name => new TableColumn(name).RightAligned());

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

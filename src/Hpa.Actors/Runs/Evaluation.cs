using Hpa.Actors.Classifiers;
using Hpa.Actors.Selection;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Runs;

/// <summary>
/// Trains the final classifiers on the training part and measures them on validation and test: the chosen blocks beside all
/// blocks, the best single block, and the whole procedure on shuffled labels.
/// </summary>
/// <param name="plan">The run.</param>
/// <param name="studies">Kernels and labels.</param>
/// <param name="quarantined">Images set aside, for the record.</param>
/// <param name="progress">Takes (steps done, steps in all).</param>
public sealed class Evaluation(RunPlan plan, RunStudies studies, int quarantined, Action<int, int> progress)
{
    private readonly SvmParameters _parameters = new(plan.Settings.Classifiers.C, plan.Settings.Classifiers.Tolerance);
    private readonly KernelSum _kernel = new();
    private readonly SvmWorkspace _workspace = new();
    private int _steps;

    /// <summary>Does everything; a pure function of features, labels, selection and settings.</summary>
    public Outcome Run()
    {
        var blocks = studies.Blocks;
        var ranking = Rank(blocks);
        var chosen = Chosen(StudyMetrics.Selected);
        var best = Genome.Of(blocks.Count, [blocks.ToList().IndexOf(ranking[0].Block)]);
        var results = new List<ResultMetrics>();
        var main = Measure(results, SubsetName.Chosen, StudyMetrics.Selected, chosen);
        Measure(results, SubsetName.AllBlocks, StudyMetrics.Selected, Genome.All(blocks.Count));
        Measure(results, SubsetName.BestSingleBlock, StudyMetrics.Selected, best);
        if (studies.Labels.ContainsKey(StudyMetrics.Shuffled))
            Measure(results, SubsetName.ShuffledControl, StudyMetrics.Shuffled, Chosen(StudyMetrics.Shuffled));
        var metrics = new RunMetrics(
            RunMetrics.CurrentVersion, Facts(), [.. studies.Names.Select(Study)], results, SingleLabel(chosen), ranking);
        return new Outcome(metrics, main.Model, main.View, chosen, main.Predicted);
    }

    private BlockRank[] Rank(IReadOnlyList<BlockName> blocks)
    {
        var workspace = new FitnessWorkspace();
        return [.. blocks
            .Select((block, i) =>
            {
                var fitness = studies.Fitness[StudyMetrics.Selected].Evaluate(Genome.Of(blocks.Count, [i]), workspace);
                Step();
                return new BlockRank(block, fitness);
            })
            .OrderByDescending(rank => rank.ValidationFitness)
            .ThenBy(rank => rank.Block.ToString(), StringComparer.Ordinal)];
    }

    private (DualModel Model, LabelledView View, LabelSet[] Predicted) Measure(List<ResultMetrics> results, SubsetName name, string study, Genome subset)
    {
        var labels = studies.Labels[study];
        var view = LabelledView.Of(labels.Train, labels.Eval);
        studies.Fill(_kernel, view.View, subset);
        var powerset = LabelPowerset.Train(_kernel.Train, view.Groups, _parameters, _workspace);
        var predicted = powerset.Predict(_kernel.Eval, _workspace).Labels;
        Add(results, name, Strategy.LabelPowerset, labels, predicted);
        var relevance = BinaryRelevance.Train(_kernel.Train, view.TrainLabels, studies.Rows.Classes, _parameters, _workspace);
        Add(results, name, Strategy.BinaryRelevance, labels, relevance.Predict(_kernel.Eval, _workspace).Labels);
        return (powerset, view, predicted);
    }

    private void Add(List<ResultMetrics> results, SubsetName name, Strategy strategy, StudyLabels labels, LabelSet[] predicted)
    {
        var classes = studies.Rows.Classes;
        results.Add(new ResultMetrics(name, strategy, Part.Val, Metrics.Measure(labels.Val, predicted[..labels.Val.Length], classes)));
        results.Add(new ResultMetrics(name, strategy, Part.Test, Metrics.Measure(labels.Test, predicted[labels.Val.Length..], classes)));
        Step();
    }

    /// <summary>The paper's phase 1: one class of several, on the images that have a single label.</summary>
    private List<SingleLabelMetrics> SingleLabel(Genome chosen)
    {
        var labels = studies.Labels[StudyMetrics.Selected];
        var results = new List<SingleLabelMetrics>();
        foreach (var (part, truth, first) in new[] { (Part.Val, labels.Val, 0), (Part.Test, labels.Test, labels.Val.Length) })
        {
            var view = LabelledView.Of(labels.Train, truth, first, set => set.Count == 1);
            if (view.Groups.Keys.Count < 2 || view.EvalLabels.Length == 0) continue;
            studies.Fill(_kernel, view.View, chosen);
            var pairs = OneAgainstOne.Predict(_kernel.Train, _kernel.Eval, view.Groups.Starts, _parameters, _workspace);
            var rest = OneAgainstAll.Predict(_kernel.Train, _kernel.Eval, view.Groups.Starts, _parameters, _workspace);
            foreach (var (method, winners) in new[] { (Multiclass.OneAgainstOne, pairs), (Multiclass.OneAgainstAll, rest) })
            {
                var predicted = Array.ConvertAll(winners, c => view.Groups.Keys[c]);
                results.Add(new SingleLabelMetrics(SubsetName.Chosen, method, part, Metrics.Measure(view.EvalLabels, predicted, view.Classes)));
            }
        }

        Step();
        return [.. results.OrderBy(r => r.Method).ThenBy(r => r.Part)];
    }

    private Genome Chosen(string study)
    {
        var names = new StudyFiles(plan.Folder.Path, study).ReadChosen();
        var blocks = studies.Blocks.ToList();
        return Genome.Of(blocks.Count, names.Select(name => blocks.IndexOf(name)));
    }

    private StudyMetrics Study(string name)
    {
        var cache = new StudyFiles(plan.Folder.Path, name).ReadEvaluations(studies.Blocks.Count);
        return new StudyMetrics(name, [.. cache.Best!.Genome.Chosen().Select(i => studies.Blocks[i])], cache.Best.Fitness, cache.Evaluated);
    }

    private RunFacts Facts()
    {
        var rows = studies.Rows;
        return new RunFacts(
            plan.Settings.Datasets.Name, plan.Settings.Seed, plan.Settings.Fingerprint, rows.All.Count(),
            rows.All.Count(image => image.Labels.Count == 1), quarantined,
            new PartSizes(rows.Train.Count, rows.Val.Count, rows.Test.Count),
            [.. rows.Classes.Classes.Select(c => new ClassFacts(c, LocationClasses.Names[c], new PartSizes(
                rows.Train.Count(i => i.Labels.Contains(c)), rows.Val.Count(i => i.Labels.Contains(c)), rows.Test.Count(i => i.Labels.Contains(c)))))],
            studies.Manifest.Backbones, studies.Blocks, studies.Cells is { } cells ? CellSummary.Of(cells) : null);
    }

    private void Step() => progress(++_steps, studies.Blocks.Count + 2 * (studies.Names.Count + 2) + 1);

    /// <summary>What the evaluation leaves behind.</summary>
    /// <param name="Metrics">All figures.</param>
    /// <param name="Model">Label powerset on the chosen blocks.</param>
    /// <param name="View">Its rows.</param>
    /// <param name="Chosen">Its blocks.</param>
    /// <param name="Predicted">Its prediction of the validation rows, then the test rows.</param>
    public sealed record Outcome(RunMetrics Metrics, DualModel Model, LabelledView View, Genome Chosen, LabelSet[] Predicted);
}

using Hpa.Actors.Classifiers;
using Hpa.Actors.Selection;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Runs;

/// <summary>
/// Trains classifiers on the training part and measures them on validation and test: the chosen blocks beside all blocks, the
/// best single block and the whole procedure on shuffled labels; the paper's tables of both phases; what options beyond the
/// paper are worth; and the classifier that is kept for predictions.
/// </summary>
/// <param name="plan">The run.</param>
/// <param name="studies">Features, kernels and labels.</param>
/// <param name="quarantined">Images set aside, for the record.</param>
/// <param name="trainers">Trains.</param>
/// <param name="steps">Told of each step that is done.</param>
internal sealed class Evaluation(RunPlan plan, RunStudies studies, int quarantined, Trainers trainers, EvaluationSteps steps)
{
    private readonly ClassifierSettings _settings = plan.Settings.Classifiers;
    private readonly IReadOnlyList<FeatureSetSubset> _features = FeatureSets.Of(studies.Blocks, Chosen(plan, studies, StudyLabels.AsGiven));

    /// <summary>Does everything; a pure function of features, labels, selection and settings.</summary>
    public EvaluationOutcome Run()
    {
        var chosen = Chosen(plan, studies, StudyLabels.AsGiven);
        steps.Expect(studies.Blocks.Count + 2 * (studies.Labels.Count + 2) + PaperTables.Steps(_features, _settings) + (_settings.Ablation ? Ablation.Steps : 0) + 1);
        var ranking = Rank();
        // The kernels of single blocks go before the sums of whole subsets come.
        studies.Dispose();
        var final = new FinalModel(plan, studies, trainers).Make(chosen);
        steps.Done("the model for predictions");
        var tables = new PaperTables(plan, studies, trainers, steps, _features);
        var (table, best) = tables.Table();
        var ablation = _settings.Ablation ? new Ablation(plan, studies, trainers, steps).Run(_features[^1].Subset) : [];
        var results = Results(ranking);
        var metrics = new RunMetrics(
            RunMetrics.CurrentVersion, Facts(), [.. studies.Labels.Keys.Select(Study)], [], [], [], results, tables.SingleLabel(), ranking,
            [.. _features.Select(set => set.Facts)], table, best, ablation, Saved(final));
        return new EvaluationOutcome(metrics, final);
    }

    private SavedModelMetrics Saved(FinalClassifier final)
    {
        var measure = new Measure(studies.Labels[StudyLabels.AsGiven], studies.Rows.Classes, _settings.Bootstrap, plan.Settings.Seed);
        return new SavedModelMetrics(
            _settings.Model, measure.Card(Part.Val, final.Predicted.Labels, perClass: false), measure.Card(Part.Test, final.Predicted.Labels, perClass: false));
    }

    private BlockRank[] Rank()
    {
        var blocks = studies.Blocks;
        var workspace = new FitnessWorkspace();
        return [.. blocks
            .Select((block, i) =>
            {
                var fitness = studies.Fitness[StudyLabels.AsGiven].Evaluate(Genome.Of(blocks.Count, [i]), workspace);
                steps.Done($"block {block}");
                return new BlockRank(block, fitness);
            })
            .OrderByDescending(rank => rank.ValidationFitness)
            .ThenBy(rank => rank.Block.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>The chosen blocks beside what they have to beat, with an SVM.</summary>
    private List<ResultMetrics> Results(BlockRank[] ranking)
    {
        var blocks = studies.Blocks.ToList();
        var compared = new List<(SubsetName Name, string Study, Genome Subset)>
        {
            (SubsetName.Chosen, StudyLabels.AsGiven, Chosen(plan, studies, StudyLabels.AsGiven)),
            (SubsetName.AllBlocks, StudyLabels.AsGiven, Genome.All(blocks.Count)),
            (SubsetName.BestSingleBlock, StudyLabels.AsGiven, Genome.Of(blocks.Count, [blocks.IndexOf(ranking[0].Block)])),
        };
        if (studies.Labels.ContainsKey(StudyLabels.Control))
            compared.Add((SubsetName.ShuffledControl, StudyLabels.Control, Chosen(plan, studies, StudyLabels.Control)));
        var results = new List<ResultMetrics>();
        foreach (var (name, study, subset) in compared)
        {
            var measure = new Measure(studies.Labels[study], studies.Rows.Classes, _settings.Bootstrap, plan.Settings.Seed);
            foreach (var strategy in Enum.GetValues<Strategy>())
            {
                var predicted = trainers.Predict(new Trial(study, subset, strategy, ClassifierKind.Svm)).Labels;
                results.AddRange(measure.Both(predicted, perClass: true).Select(m => new ResultMetrics(name, strategy, m.Part, m.Card)));
                steps.Done($"{EvaluationSteps.Name(strategy, ClassifierKind.Svm)}, {name}");
            }
        }

        return results;
    }

    private static Genome Chosen(RunPlan plan, RunStudies studies, string study)
    {
        var names = new StudyFiles(plan.Folder.Path, RunStudies.Name(study).ToString()).ReadChosen();
        var blocks = studies.Blocks.ToList();
        return Genome.Of(blocks.Count, names.Select(name => blocks.IndexOf(name)));
    }

    private StudyMetrics Study(string name)
    {
        var study = RunStudies.Name(name);
        var files = new StudyFiles(plan.Folder.Path, study.ToString());
        var cache = files.ReadEvaluations(studies.Blocks.Count);
        return new StudyMetrics(
            study.ToString(), FeatureSet.Image, study.Shuffled, 1, studies.Blocks.Count, files.ReadChosen(), cache.Known.Values.Max(), cache.Evaluated, plan.Settings.Selection.Genetic.Generations, 0);
    }

    private RunFacts Facts()
    {
        var rows = studies.Rows;
        var fitness = studies.FitnessRows;
        return new RunFacts(
            plan.Settings.Datasets.Name, plan.Settings.Seed, plan.Settings.Fingerprint, rows.All.Count(),
            rows.All.Count(image => image.Labels.Count == 1), quarantined,
            new PartSizes(rows.Train.Count, rows.Val.Count, rows.Test.Count),
            [.. rows.Classes.Classes.Select(c => new ClassFacts(c, LocationClasses.Names[c], new PartSizes(
                rows.Train.Count(i => i.Labels.Contains(c)), rows.Val.Count(i => i.Labels.Contains(c)), rows.Test.Count(i => i.Labels.Contains(c)))))],
            studies.Manifest.Backbones, studies.Blocks, studies.Cells is { } cells ? CellSummary.Of(cells) : null,
            new FitnessFacts(fitness.TrainUsed, fitness.TrainAll, fitness.Val));
    }
}

/// <summary>What the evaluation leaves behind.</summary>
/// <param name="Metrics">All figures.</param>
/// <param name="Final">The classifier that is kept.</param>
internal sealed record EvaluationOutcome(RunMetrics Metrics, FinalClassifier Final);

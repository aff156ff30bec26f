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
    private readonly SelectionResults _selection = new(plan, studies);

    /// <summary>Does everything; a pure function of features, labels, selection and settings.</summary>
    public EvaluationOutcome Run()
    {
        var chosen = _selection.Chosen;
        steps.Expect(Steps());
        var ranking = new BlockRanking(plan, studies, steps).Run();
        // The kernels of single blocks go before the sums of whole subsets come.
        studies.Dispose();
        var final = new FinalModel(plan, studies, trainers).Make(chosen);
        steps.Done("the model for predictions");
        var (table, best) = new LabelSetTable(plan, studies, trainers, steps, _selection.Features).Run();
        var ablation = _settings.Ablation ? new Ablation(plan, studies, trainers, steps).Run(chosen) : [];
        var results = Results(Compared(ranking[0].Block));
        var single = new SingleLabelTable(plan, studies, trainers, steps).Run(SingleLabelRows([.. ranking.Select(rank => rank.Block)]));
        var metrics = new RunMetrics(
            RunMetrics.CurrentVersion, Facts(), _selection.Studies, _selection.Searches.Searches, _selection.Searches.Fronts, _selection.Stability,
            results, single, ranking, [.. _selection.Features.Select(set => set.Facts)], table, best, ablation, Saved(final));
        return new EvaluationOutcome(metrics, final);
    }

    /// <summary>Which block is best is not known yet, but changes no number of steps.</summary>
    private int Steps() =>
        studies.Blocks.Count + 1 + Compared(studies.Blocks[0]).Count * Enum.GetValues<Strategy>().Length + LabelSetTable.Steps(_selection.Features, _settings)
        + SingleLabelRows(studies.Blocks).Count + (_settings.Ablation ? Ablation.Steps : 0);

    private IReadOnlyList<ComparedSubset> SingleLabelRows(IReadOnlyList<BlockName> ranking) =>
        ComparedSubsets.Of(studies, ranking, _selection, plan.Settings.Selection.Searches.Contains(SearchKind.BestK));

    private SavedModelMetrics Saved(FinalClassifier final)
    {
        var measure = new Measure(studies.Labels[StudyLabels.AsGiven], studies.Rows.Classes, _settings.Bootstrap, plan.Settings.Seed);
        return new SavedModelMetrics(
            _settings.Model, measure.Card(Part.Val, final.Predicted.Labels, perClass: false), measure.Card(Part.Test, final.Predicted.Labels, perClass: false));
    }

    /// <summary>The chosen blocks and what they have to beat.</summary>
    private List<(SubsetName Name, string Labels, Genome Subset)> Compared(BlockName best)
    {
        var compared = new List<(SubsetName Name, string Labels, Genome Subset)>
        {
            (SubsetName.Chosen, StudyLabels.AsGiven, _selection.Chosen),
            (SubsetName.AllBlocks, StudyLabels.AsGiven, Genome.All(studies.Blocks.Count)),
            (SubsetName.BestSingleBlock, StudyLabels.AsGiven, studies.Subset([best])),
        };
        if (studies.Labels.ContainsKey(StudyLabels.Control))
            compared.Add((SubsetName.ShuffledControl, StudyLabels.Control, _selection.Shuffled));
        return compared;
    }

    /// <summary>Label sets predicted with an SVM.</summary>
    private List<ResultMetrics> Results(List<(SubsetName Name, string Labels, Genome Subset)> compared)
    {
        var results = new List<ResultMetrics>();
        foreach (var (name, labels, subset) in compared)
        {
            var measure = new Measure(studies.Labels[labels], studies.Rows.Classes, _settings.Bootstrap, plan.Settings.Seed);
            foreach (var strategy in Enum.GetValues<Strategy>())
            {
                var predicted = trainers.Predict(new Trial(labels, subset, strategy, ClassifierKind.Svm)).Labels;
                results.AddRange(measure.Both(predicted, perClass: true).Select(m => new ResultMetrics(name, strategy, m.Part, m.Card)));
                steps.Done($"{EvaluationSteps.Name(strategy, ClassifierKind.Svm)}, {name}");
            }
        }

        return results;
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
            new FitnessFacts(fitness.TrainUsed, fitness.TrainAll, fitness.Val, fitness.Folds));
    }
}

/// <summary>What the evaluation leaves behind.</summary>
/// <param name="Metrics">All figures.</param>
/// <param name="Final">The classifier that is kept.</param>
internal sealed record EvaluationOutcome(RunMetrics Metrics, FinalClassifier Final);

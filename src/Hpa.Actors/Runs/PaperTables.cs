using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Svm;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;

namespace Hpa.Actors.Runs;

/// <summary>The tables of the paper's two phases.</summary>
/// <param name="plan">The run.</param>
/// <param name="studies">Features and labels.</param>
/// <param name="trainers">Trains.</param>
/// <param name="steps">Told of each step that is done.</param>
/// <param name="features">Blocks of each feature set.</param>
internal sealed class PaperTables(RunPlan plan, RunStudies studies, Trainers trainers, EvaluationSteps steps, IReadOnlyList<FeatureSetSubset> features)
{
    private readonly ClassifierSettings _settings = plan.Settings.Classifiers;
    private readonly StudyLabels _labels = studies.Labels[StudyLabels.AsGiven];
    private readonly Measure _measure = new(
        studies.Labels[StudyLabels.AsGiven], studies.Rows.Classes, plan.Settings.Classifiers.Bootstrap, plan.Settings.Seed);

    /// <summary>Steps of both tables.</summary>
    public static int Steps(IReadOnlyList<FeatureSetSubset> features, ClassifierSettings settings) =>
        features.Count(IsInTable) * settings.Use.Count * 2 + features.Count(IsInPhaseOne);

    /// <summary>Phase 2: every strategy and classifier on every feature set.</summary>
    /// <returns>In the order of features, strategy, classifier, part; and the best by validation, the first among equals.</returns>
    public (List<TableEntry> Table, BestEntry? Best) Table()
    {
        var table = new List<TableEntry>();
        BestEntry? best = null;
        foreach (var set in features.Where(IsInTable))
        {
            foreach (var strategy in Enum.GetValues<Strategy>())
            {
                foreach (var kind in _settings.Use)
                {
                    var predicted = trainers.Predict(new Trial(StudyLabels.AsGiven, set.Subset, strategy, kind)).Labels;
                    var (val, test) = (_measure.Card(Part.Val, predicted, perClass: true), _measure.Card(Part.Test, predicted, perClass: true));
                    table.Add(new TableEntry(set.Facts.Features, strategy, kind, Part.Val, val with { PerClass = [] }));
                    table.Add(new TableEntry(set.Facts.Features, strategy, kind, Part.Test, test with { PerClass = [] }));
                    if (best is null || val.Macro.F1 > best.Val.Macro.F1) best = new BestEntry(set.Facts.Features, strategy, kind, val, test);
                    steps.Done($"{EvaluationSteps.Name(strategy, kind)} on {Words(set)}");
                }
            }
        }

        return (table, best);
    }

    /// <summary>Phase 1: one class of several, on the images that have a single label. Empty where they have fewer than two classes.</summary>
    public List<SingleLabelMetrics> SingleLabel()
    {
        var rows = LabelledView.Of(_labels.Train, _labels.Eval, wanted: set => set.Count == 1);
        var results = new List<SingleLabelMetrics>();
        foreach (var set in features.Where(IsInPhaseOne))
        {
            if (rows.Groups.Keys.Count >= 2 && rows.EvalLabels.Length > 0) results.AddRange(SingleLabel(rows, set));
            steps.Done($"single labels on {Words(set)}");
        }

        return results;
    }

    private IEnumerable<SingleLabelMetrics> SingleLabel(LabelledView rows, FeatureSetSubset set)
    {
        var (kernel, workers) = trainers.Fill(rows, set.Subset);
        var parameters = new SvmParameters(_settings.C, _settings.Tolerance);
        var val = _labels.Val.Count(labels => labels.Count == 1);
        foreach (var method in Enum.GetValues<Multiclass>())
        {
            var winners = method == Multiclass.OneAgainstOne
                ? OneAgainstOne.Predict(kernel.Train, kernel.Eval, rows.Groups.Starts, parameters, workers)
                : OneAgainstAll.Predict(kernel.Train, kernel.Eval, rows.Groups.Starts, parameters, workers);
            var predicted = Array.ConvertAll(winners, c => rows.Groups.Keys[c]);
            foreach (var (part, own) in new[] { (Part.Val, ..val), (Part.Test, val..) })
            {
                var (truth, answers) = (rows.EvalLabels[own], predicted[own]);
                if (truth.Length == 0) continue;
                // The one that is drawn; every matrix is as long as all other figures of its row together.
                var confusion = (method, part) == (Multiclass.OneAgainstOne, Part.Test) ? ConfusionMatrix.Of(truth, answers, rows.Classes) : null;
                yield return new SingleLabelMetrics(
                    set.Facts.Features, BlockChoice.Genetic, 0, set.Subset.Count, method, part, _measure.Card(part, truth, answers, rows.Classes, perClass: true), confusion);
            }
        }
    }

    private static string Words(FeatureSetSubset set) => set.Facts.Features switch
    {
        FeatureSet.Both => "image and cell",
        FeatureSet.Cell => "both regions of cells",
        var one => one.ToString().ToLowerInvariant(),
    };

    private static bool IsInTable(FeatureSetSubset set) => set.Facts.Features is FeatureSet.Image or FeatureSet.Cell or FeatureSet.Both;

    private static bool IsInPhaseOne(FeatureSetSubset set) => set.Facts.Features != FeatureSet.Both;
}

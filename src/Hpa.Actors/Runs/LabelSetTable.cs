using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;

namespace Hpa.Actors.Runs;

/// <summary>The table of the paper's phase 2.</summary>
/// <param name="plan">The run.</param>
/// <param name="studies">Features and labels.</param>
/// <param name="trainers">Trains.</param>
/// <param name="steps">Told of each step that is done.</param>
/// <param name="features">Blocks of each feature set.</param>
internal sealed class LabelSetTable(RunPlan plan, RunStudies studies, Trainers trainers, EvaluationSteps steps, IReadOnlyList<FeatureSetSubset> features)
{
    private readonly ClassifierSettings _settings = plan.Settings.Classifiers;
    private readonly Measure _measure = new(
        studies.Labels[StudyLabels.AsGiven], studies.Rows.Classes, plan.Settings.Classifiers.Bootstrap, plan.Settings.Seed);

    /// <summary>Steps of the table.</summary>
    public static int Steps(IReadOnlyList<FeatureSetSubset> features, ClassifierSettings settings) => features.Count(IsInTable) * settings.Use.Count * 2;

    /// <summary>Every strategy and classifier on every feature set.</summary>
    /// <returns>In the order of features, strategy, classifier, part; and the best by validation, the first among equals.</returns>
    public (List<TableEntry> Table, BestEntry? Best) Run()
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

    private static string Words(FeatureSetSubset set) => set.Facts.Features switch
    {
        FeatureSet.Both => "image and cell",
        FeatureSet.Cell => "both regions of cells",
        var one => one.ToString().ToLowerInvariant(),
    };

    private static bool IsInTable(FeatureSetSubset set) => set.Facts.Features is FeatureSet.Image or FeatureSet.Cell or FeatureSet.Both;
}

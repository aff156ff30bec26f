using Hpa.Actors.Classifiers.Kernels;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Reports;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Runs;

/// <summary>The paper's phase 1: one class of several, on the images that have a single label.</summary>
/// <param name="plan">The run.</param>
/// <param name="studies">Labels.</param>
/// <param name="trainers">Trains.</param>
/// <param name="steps">Told of each subset that is done.</param>
internal sealed class SingleLabelTable(RunPlan plan, RunStudies studies, Trainers trainers, EvaluationSteps steps)
{
    private readonly StudyLabels _labels = studies.Labels[StudyLabels.AsGiven];
    private readonly Measure _measure = new(
        studies.Labels[StudyLabels.AsGiven], studies.Rows.Classes, plan.Settings.Classifiers.Bootstrap, plan.Settings.Seed);

    /// <summary>Measures subsets, each once however many rows it has.</summary>
    /// <param name="compared">The rows.</param>
    /// <returns>In the order of rows, method, part; empty where the images have fewer than two classes.</returns>
    public List<SingleLabelMetrics> Run(IReadOnlyList<ComparedSubset> compared)
    {
        var rows = LabelledView.Of(_labels.Train, _labels.Eval, wanted: set => set.Count == 1);
        var possible = rows.Groups.Keys.Count >= 2 && rows.EvalLabels.Length > 0;
        var predicted = new Dictionary<(Genome, Multiclass), LabelSet[]>();
        foreach (var row in compared)
        {
            if (possible)
                foreach (var method in Enum.GetValues<Multiclass>())
                    if (!predicted.ContainsKey((row.Subset, method))) predicted.Add((row.Subset, method), trainers.Predict(rows, row.Subset, method));
            steps.Done($"single labels, {StudyName.Word(row.Features)}, {Words(row)}");
        }

        return !possible ? [] :
        [
            .. from row in compared
               from method in Enum.GetValues<Multiclass>()
               from part in new[] { Part.Val, Part.Test }
               from metrics in Metrics(rows, row, method, part, predicted[(row.Subset, method)])
               select metrics,
        ];
    }

    /// <summary>One, or none where the part has no image with a single label.</summary>
    private IEnumerable<SingleLabelMetrics> Metrics(LabelledView rows, ComparedSubset row, Multiclass method, Part part, LabelSet[] predicted)
    {
        var val = _labels.Val.Count(labels => labels.Count == 1);
        var own = part == Part.Val ? ..val : val..;
        var (truth, answers) = (rows.EvalLabels[own], predicted[own]);
        if (truth.Length == 0) yield break;
        // The one that is drawn; every matrix is as long as all other figures of its row together.
        var drawn = (row.Choice, method, part) == (BlockChoice.Genetic, Multiclass.OneAgainstOne, Part.Test);
        yield return new SingleLabelMetrics(
            row.Features, row.Choice, row.Best, row.Subset.Count, method, part, _measure.Card(part, truth, answers, rows.Classes, perClass: true),
            drawn ? ConfusionMatrix.Of(truth, answers, rows.Classes) : null);
    }

    private static string Words(ComparedSubset row) => row.Choice == BlockChoice.BestBlocks ? $"best {row.Best}" : $"{row.Choice}";
}

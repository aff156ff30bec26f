using Hpa.Actors.Classifiers;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Reports;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Runs;

/// <summary>What each option beyond the paper is worth on its own, with an SVM.</summary>
/// <param name="plan">The run.</param>
/// <param name="studies">Labels.</param>
/// <param name="trainers">Trains.</param>
/// <param name="steps">Told of each step that is done.</param>
internal sealed class Ablation(RunPlan plan, RunStudies studies, Trainers trainers, EvaluationSteps steps)
{
    /// <summary>Label sets with fewer training images are merged where the settings do not say when.</summary>
    public const int MergeBelow = 10;

    private static readonly (Strategy Strategy, AblationOption Option)[] Pairs =
    [
        .. from strategy in Enum.GetValues<Strategy>()
           from option in Enum.GetValues<AblationOption>()
           where option != AblationOption.MergedLabelSets || strategy == Strategy.LabelPowerset
           select (strategy, option),
    ];

    /// <summary>Steps it takes.</summary>
    public static int Steps => Pairs.Length;

    /// <summary>Measures every option with both strategies.</summary>
    /// <param name="subset">The blocks.</param>
    public List<AblationEntry> Run(Genome subset)
    {
        var labels = studies.Labels[StudyLabels.AsGiven];
        var measure = new Measure(labels, studies.Rows.Classes, plan.Settings.Classifiers.Bootstrap, plan.Settings.Seed);
        var entries = new List<AblationEntry>();
        foreach (var (strategy, option) in Pairs)
        {
            var predicted = Predict(subset, strategy, option, labels).Labels;
            entries.AddRange(measure.Both(predicted, perClass: false).Select(m => new AblationEntry(option, strategy, m.Part, m.Card)));
            steps.Done($"{EvaluationSteps.Name(strategy, ClassifierKind.Svm)}, option {option}");
        }

        return entries;
    }

    private Prediction Predict(Genome subset, Strategy strategy, AblationOption option, StudyLabels labels)
    {
        var merge = plan.Settings.Classifiers.Model.MergeBelow is > 0 and var asked ? asked : MergeBelow;
        var prediction = trainers.Predict(new Trial(
            StudyLabels.AsGiven, subset, strategy, ClassifierKind.Svm, option == AblationOption.Balanced, option == AblationOption.MergedLabelSets ? merge : 0));
        var calibration = option is AblationOption.Calibration or AblationOption.CalibrationAndThresholds;
        var thresholds = option is AblationOption.Thresholds or AblationOption.CalibrationAndThresholds;
        return FinalModel.Decision(prediction, labels, strategy, ClassifierKind.Svm, calibration, thresholds).Apply(prediction);
    }
}

using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Scores;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Runs;

/// <summary>The classifier that <c>hpa predict</c> uses.</summary>
/// <param name="Model">As trained.</param>
/// <param name="Decision">How labels are read from its scores.</param>
/// <param name="Rows">The rows it was trained on, in its order.</param>
/// <param name="Subset">Its blocks.</param>
/// <param name="Predicted">Its prediction of the validation rows, then the test rows.</param>
internal sealed record FinalClassifier(TrainedClassifier Model, ScoreDecision Decision, LabelledView Rows, Genome Subset, Prediction Predicted);

/// <summary>Trains the classifier that the settings ask for on the chosen blocks.</summary>
/// <param name="plan">The run.</param>
/// <param name="studies">Labels.</param>
/// <param name="trainers">Trains.</param>
internal sealed class FinalModel(RunPlan plan, RunStudies studies, Trainers trainers)
{
    /// <summary>Trains, and fits what is fitted on validation rows.</summary>
    /// <param name="chosen">The blocks.</param>
    public FinalClassifier Make(Genome chosen)
    {
        var settings = plan.Settings.Classifiers.Model;
        var trial = new Trial(StudyLabels.AsGiven, chosen, settings.Strategy, settings.Kind, settings.Balanced, settings.MergeBelow);
        var (model, rows, predicted) = trainers.Train(trial);
        var decision = Decision(
            predicted, studies.Labels[StudyLabels.AsGiven], settings.Strategy, settings.Kind, settings.Calibration, settings.Thresholds);
        return new FinalClassifier(model, decision, rows, chosen, decision.Apply(predicted));
    }

    /// <summary>Fits a decision on the validation rows.</summary>
    /// <param name="predicted">Prediction of the validation rows, then the test rows.</param>
    /// <param name="labels">The truth.</param>
    /// <param name="strategy">What the scores come from.</param>
    /// <param name="kind">What the scores come from.</param>
    /// <param name="calibration">Whether scores are calibrated.</param>
    /// <param name="thresholds">Whether thresholds are chosen.</param>
    public static ScoreDecision Decision(
        Prediction predicted, StudyLabels labels, Strategy strategy, ClassifierKind kind, bool calibration, bool thresholds)
    {
        var standard = (strategy, kind) == (Strategy.BinaryRelevance, ClassifierKind.Svm) ? Thresholds.DecisionValue : Thresholds.Share;
        var validation = new Prediction(predicted.Labels[..labels.Val.Length], predicted.Scores[..labels.Val.Length]);
        return ScoreDecision.Fit(validation, labels.Val, new DecisionOptions(calibration, thresholds, standard));
    }
}

using System.Text.Json.Serialization;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;

namespace Hpa.Contracts.Reports;

/// <summary>The blocks that stand for a feature set.</summary>
/// <param name="Features">The feature set.</param>
/// <param name="Blocks">Its blocks, in column order; at least one.</param>
/// <param name="Chosen">Whether they were chosen, for both levels at least those of one. False: there was no study of them, so these are all there are.</param>
public sealed record FeatureSetBlocks(FeatureSet Features, IReadOnlyList<BlockName> Blocks, bool Chosen);

/// <summary>One cell of the paper's table of phase 2: all images, sets of labels.</summary>
/// <param name="Features">Column.</param>
/// <param name="Strategy">Row, with <paramref name="Classifier"/>.</param>
/// <param name="Classifier">Row, with <paramref name="Strategy"/>.</param>
/// <param name="Part">Where it was measured.</param>
/// <param name="Scores">Averages only, <see cref="ScoreCard.PerClass"/> is empty.</param>
public sealed record TableEntry(FeatureSet Features, Strategy Strategy, ClassifierKind Classifier, Part Part, ScoreCard Scores);

/// <summary>The cell of the table with the best macro-F1 on the validation part, with the figures of every class.</summary>
public sealed record BestEntry(FeatureSet Features, Strategy Strategy, ClassifierKind Classifier, ScoreCard Val, ScoreCard Test);

/// <summary>Single labels predicted for the single-label images of one part: the paper's phase 1.</summary>
/// <param name="Features">Which blocks were offered.</param>
/// <param name="Choice">How some of them were chosen.</param>
/// <param name="Best">With <see cref="BlockChoice.BestBlocks"/>: how many of the best; 0 otherwise.</param>
/// <param name="Blocks">How many blocks the SVM saw.</param>
/// <param name="Method">How it told the classes apart.</param>
/// <param name="Part">Where it was measured.</param>
/// <param name="Scores">The figures.</param>
/// <param name="Confusion">Which class was taken for which; null where it was not counted.</param>
public sealed record SingleLabelMetrics(
    FeatureSet Features, BlockChoice Choice, int Best, int Blocks, Multiclass Method, Part Part, ScoreCard Scores, ConfusionMatrix? Confusion = null);

/// <summary>An option beyond the paper.</summary>
public enum AblationOption
{
    /// <summary>None: what the others are compared with.</summary>
    Plain,

    /// <summary>Errors on rare classes cost more.</summary>
    Balanced,

    /// <summary>A threshold per class, chosen on the validation part.</summary>
    Thresholds,

    /// <summary>Scores calibrated by Platt's sigmoid on the validation part.</summary>
    Calibration,

    /// <summary>Calibrated scores, then thresholds.</summary>
    CalibrationAndThresholds,

    /// <summary>Rare label sets merged into their nearest frequent subset; label powerset alone.</summary>
    MergedLabelSets,
}

/// <summary>What one option is worth, all others off, with an SVM on the largest feature set of the run.</summary>
/// <param name="Option">The option.</param>
/// <param name="Strategy">Where it was tried.</param>
/// <param name="Part">Where it was measured; thresholds and calibration were fitted on the validation part and are flattered there.</param>
/// <param name="Scores">Averages only.</param>
public sealed record AblationEntry(AblationOption Option, Strategy Strategy, Part Part, ScoreCard Scores);

/// <summary>The classifier that was saved and that <c>hpa predict</c> uses, as the settings asked for it, on the chosen blocks.</summary>
/// <param name="Settings">What was asked for.</param>
/// <param name="Val">Averages on the validation part; thresholds and calibration were fitted there.</param>
/// <param name="Test">Averages on the test part.</param>
public sealed record SavedModelMetrics(ModelSettings Settings, ScoreCard Val, ScoreCard Test);

/// <summary>The images that the fitness of subsets was measured on.</summary>
/// <param name="TrainingImages">Training images it trained on.</param>
/// <param name="AvailableImages">Training images it could have used; more where the kernels of all would not fit the budgets.</param>
/// <param name="ValidationImages">Validation images it measured on; 0 with cross-validation.</param>
/// <param name="Folds">Folds of cross-validation within the training images; 0, and then not written, where validation images were used.</param>
public sealed record FitnessFacts(
    int TrainingImages, int AvailableImages, int ValidationImages,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Folds = 0)
{
    /// <summary>Whether it trained on fewer images than there were.</summary>
    public bool Reduced => TrainingImages < AvailableImages;
}

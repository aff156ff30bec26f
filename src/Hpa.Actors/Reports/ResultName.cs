using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;

namespace Hpa.Actors.Reports;

/// <summary>Short names of results as the paper writes them, for sentences: <c>LP(SVM) on image + cell</c>.</summary>
public static class ResultName
{
    /// <summary>A cell of the table of phase 2.</summary>
    public static string Of(BestEntry best) => $"{Of(best.Strategy, best.Classifier)} on {Of(best.Features)}";

    /// <summary>The same in words, for those who do not know the abbreviations.</summary>
    public static string InWords(BestEntry best) =>
        $"{(best.Strategy == Strategy.LabelPowerset ? "label powerset" : "binary relevance")} with {Of(best.Classifier)} on {Of(best.Features)}";

    /// <summary>A row of the table of phase 2.</summary>
    public static string Of(Strategy strategy, ClassifierKind classifier) =>
        $"{(strategy == Strategy.LabelPowerset ? "LP" : "BR")}({Of(classifier)})";

    /// <summary>The saved classifier with its options.</summary>
    public static string Of(ModelSettings model)
    {
        string[] options =
        [
            .. model.Balanced ? ["balanced"] : Array.Empty<string>(), .. model.MergeBelow > 0 ? [$"label sets below {model.MergeBelow} images merged"] : Array.Empty<string>(),
            .. model.Calibration ? ["calibrated"] : Array.Empty<string>(), .. model.Thresholds ? ["thresholds"] : Array.Empty<string>(),
        ];
        return Of(model.Strategy, model.Kind) + (options.Length > 0 ? $", {string.Join(", ", options)}" : "");
    }

    /// <summary>A classifier.</summary>
    public static string Of(ClassifierKind classifier) => classifier switch
    {
        ClassifierKind.LogisticRegression => "logistic regression",
        ClassifierKind.DecisionTree => "decision tree",
        ClassifierKind.NearestNeighbour => "kNN 1",
        ClassifierKind.ThreeNearestNeighbours => "kNN 3",
        _ => "SVM",
    };

    /// <summary>What the blocks of a result look at.</summary>
    public static string Of(FeatureSet features) => features switch
    {
        FeatureSet.ImageGreen => "image, protein alone",
        FeatureSet.Image => "image",
        FeatureSet.Nucleus => "nucleus",
        FeatureSet.Membrane => "membrane",
        FeatureSet.Cell => "cell (both regions)",
        _ => "image + cell",
    };
}

namespace Hpa.Actors.Classifiers;

/// <summary>How several labels per image become SVM problems.</summary>
public enum ClassifierStrategy
{
    /// <summary>Every distinct label set is a class of one-against-one; written <c>label-powerset</c>.</summary>
    LabelPowerset,

    /// <summary>One machine per class; written <c>binary-relevance</c>.</summary>
    BinaryRelevance,
}

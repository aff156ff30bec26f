namespace Hpa.Contracts.Classifiers;

/// <summary>How sets of labels become problems that a classifier of single answers can solve.</summary>
public enum Strategy
{
    /// <summary>Every set of labels seen in training is a class of its own; written <c>label-powerset</c>.</summary>
    LabelPowerset,

    /// <summary>One yes-or-no decision per class; written <c>binary-relevance</c>.</summary>
    BinaryRelevance,
}

/// <summary>How an SVM tells more than two classes apart.</summary>
public enum Multiclass
{
    /// <summary>A vote of all pairs of classes.</summary>
    OneAgainstOne,

    /// <summary>The largest of one decision value per class.</summary>
    OneAgainstAll,
}

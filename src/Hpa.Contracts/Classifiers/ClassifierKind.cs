namespace Hpa.Contracts.Classifiers;

/// <summary>The classifiers of the paper's table, in its order.</summary>
public enum ClassifierKind
{
    /// <summary>L2 logistic regression; written <c>logistic-regression</c>.</summary>
    LogisticRegression,

    /// <summary>A CART tree on the raw columns; written <c>decision-tree</c>.</summary>
    DecisionTree,

    /// <summary>The nearest neighbour; written <c>knn-1</c>.</summary>
    NearestNeighbour,

    /// <summary>A vote of the three nearest neighbours; written <c>knn-3</c>.</summary>
    ThreeNearestNeighbours,

    /// <summary>Support vector machine with a linear kernel; written <c>svm</c>.</summary>
    Svm,
}

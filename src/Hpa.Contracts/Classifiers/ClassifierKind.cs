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

/// <summary>Classifiers as written down.</summary>
public static class ClassifierWords
{
    private static readonly string[] Words = ["logistic-regression", "decision-tree", "knn-1", "knn-3", "svm"];

    /// <summary>All words, in the order of the kinds.</summary>
    public static IReadOnlyList<string> All => Words;

    /// <summary>The word of a classifier.</summary>
    public static string Of(ClassifierKind kind) => Words[(int)kind];

    /// <summary>The classifier of a word, or null.</summary>
    public static ClassifierKind? Parse(string word) => Array.IndexOf(Words, word) is var i and >= 0 ? (ClassifierKind)i : null;
}

using Hpa.Contracts.Runs;

namespace Hpa.Contracts.Classifiers;

/// <summary>Where the kernels of single blocks are while subsets are measured.</summary>
public enum KernelPlace
{
    /// <summary>In memory if they fit, else in mapped files if those fit, else of fewer training rows.</summary>
    Auto,

    /// <summary>All in memory, or the run is refused.</summary>
    Memory,

    /// <summary>In files that the processes of a node share, or the run is refused.</summary>
    Mapped,

    /// <summary>In memory, of as many training rows as fit.</summary>
    Subset,
}

/// <summary>Settings of the classifiers.</summary>
/// <param name="C">SVM penalty, 1e-6 … 1e6; on kernels where a block has mean squared row norm 1.</param>
/// <param name="Tolerance">Stopping tolerance of SMO on the largest violation, 1e-6 … 1.</param>
/// <param name="LogisticC">Inverse strength of the L2 penalty of logistic regression, 1e-6 … 1e6; on the same kernels.</param>
/// <param name="LogisticTolerance">Largest entry of the gradient at the end, 1e-8 … 1.</param>
/// <param name="TreeDepth">Most splits on a way through a decision tree; 0 = no limit.</param>
/// <param name="TreeLeaf">Fewest training rows of a leaf, 1 … 1000.</param>
/// <param name="Use">The classifiers of the tables, in the paper's order, each once.</param>
/// <param name="Ablation">Whether every option is measured on its own beside the plain classifiers.</param>
/// <param name="Bootstrap">Resamples behind an interval, 0 … 100,000; 0 = no intervals.</param>
/// <param name="Model">The classifier that is saved and predicts.</param>
/// <param name="Kernels">Where kernels of single blocks are.</param>
/// <param name="MemoryBudget">Bytes that kernels may take in memory on a node.</param>
/// <param name="DiskBudget">Bytes that mapped kernels may take on disk.</param>
/// <param name="Threads">ClassifierActors on this node; 0 = number of cores.</param>
public sealed record ClassifierSettings(
    double C,
    double Tolerance,
    double LogisticC,
    double LogisticTolerance,
    int TreeDepth,
    int TreeLeaf,
    IReadOnlyList<ClassifierKind> Use,
    bool Ablation,
    int Bootstrap,
    ModelSettings Model,
    KernelPlace Kernels,
    long MemoryBudget,
    long DiskBudget,
    int Threads)
{
    /// <summary>Threads that work at once on this machine.</summary>
    public int Workers => Threads == 0 ? Environment.ProcessorCount : Threads;

    /// <summary>Reads <c>hpa.classifiers</c>.</summary>
    public static ClassifierSettings From(SettingsSection section) => new(
        section.Number("c", 1e-6, 1e6),
        section.Number("tolerance", 1e-6, 1),
        section.Number("logistic-regression.c", 1e-6, 1e6),
        section.Number("logistic-regression.tolerance", 1e-8, 1),
        section.Int("decision-tree.max-depth", 0, 1000),
        section.Int("decision-tree.min-leaf", 1, 1000),
        KindsOf(section),
        section.Flag("ablation"),
        section.Int("bootstrap", 0, 100_000),
        ModelSettings.From(section.Section("model")),
        (KernelPlace)section.Choice("kernels", "auto", "memory", "mapped", "subset"),
        section.Long("memory-budget-mib", 16, 1 << 20) << 20,
        section.Long("disk-budget-mib", 0, 1 << 24) << 20,
        section.Int("threads", 0, 1024));

    private static ClassifierKind[] KindsOf(SettingsSection section) =>
    [
        .. section.List("use").Select(word => ClassifierWords.Parse(word)
            ?? throw new SettingsException($"{section.Name("use")} = {word} is none of: {string.Join(", ", ClassifierWords.All)}")).Distinct().Order(),
    ];
}

/// <summary>How the classifier that is saved decides. The options beyond the paper are off by default.</summary>
/// <param name="Strategy">How label sets become problems.</param>
/// <param name="Kind">What solves them.</param>
/// <param name="Balanced">Whether errors on rare classes cost more, n / (k n_c) each as scikit-learn's <c>balanced</c>.</param>
/// <param name="Thresholds">Whether a class is predicted from a score that was best for it on the validation part.</param>
/// <param name="Calibration">Whether scores become probabilities by Platt's sigmoid, fitted on the validation part.</param>
/// <param name="MergeBelow">Label powerset: label sets with fewer training rows become their nearest frequent subset; 0 = none.</param>
public sealed record ModelSettings(Strategy Strategy, ClassifierKind Kind, bool Balanced, bool Thresholds, bool Calibration, int MergeBelow)
{
    /// <summary>Reads <c>hpa.classifiers.model</c>.</summary>
    public static ModelSettings From(SettingsSection section)
    {
        var settings = new ModelSettings(
            (Strategy)section.Choice("strategy", "label-powerset", "binary-relevance"),
            (ClassifierKind)section.Choice("classifier", [.. ClassifierWords.All]),
            section.Flag("balanced"),
            section.Flag("thresholds"),
            section.Flag("calibration"),
            section.Int("merge-below", 0, 1_000_000));
        if (settings.Balanced && settings.Kind is not (ClassifierKind.Svm or ClassifierKind.LogisticRegression))
            throw new SettingsException($"{section.Name("balanced")} = on has a meaning for svm and logistic-regression alone");
        return settings;
    }
}

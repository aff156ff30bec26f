using Hpa.Contracts.Runs;

namespace Hpa.Contracts.Classifiers;

/// <summary>Settings of the classifiers.</summary>
/// <param name="C">SVM penalty, 1e-6 … 1e6; on kernels where a block has mean squared row norm 1.</param>
/// <param name="Tolerance">Stopping tolerance of SMO on the largest violation, 1e-6 … 1.</param>
/// <param name="MemoryBudget">Bytes that kernels may take on a node.</param>
/// <param name="Threads">ClassifierActors on this node; 0 = number of cores.</param>
public sealed record ClassifierSettings(double C, double Tolerance, long MemoryBudget, int Threads)
{
    /// <summary>Reads <c>hpa.classifiers</c>.</summary>
    public static ClassifierSettings From(SettingsSection section) => new(
        section.Number("c", 1e-6, 1e6), section.Number("tolerance", 1e-6, 1),
        section.Long("memory-budget-mib", 16, 1 << 20) << 20, section.Int("threads", 0, 1024));
}

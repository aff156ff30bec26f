namespace Hpa.Actors.Classifiers;

/// <summary>Parameters of every SVM.</summary>
/// <param name="C">Penalty, positive.</param>
/// <param name="Tolerance">Largest violation of the optimality conditions at the end, positive; LIBSVM's <c>-e</c>.</param>
/// <param name="ClassWeights">
/// Factor of <paramref name="C"/> for the rows of each class (one-against-one) or for the positive rows of each machine
/// (one-against-all, binary relevance); null for 1 everywhere. LIBSVM's <c>-w</c>.
/// </param>
public sealed record SvmParameters(double C, double Tolerance, IReadOnlyList<double>? ClassWeights = null)
{
    /// <summary>C for the rows of a class.</summary>
    internal double CostOf(int index) => C * (ClassWeights?[index] ?? 1);
}

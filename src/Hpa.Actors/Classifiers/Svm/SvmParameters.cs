using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Classifiers.Svm;

/// <summary>Parameters of every SVM.</summary>
/// <param name="C">Penalty, positive.</param>
/// <param name="Tolerance">Largest violation of the optimality conditions at the end, positive; LIBSVM's <c>-e</c>.</param>
/// <param name="ClassWeights">
/// Factor of <paramref name="C"/> for the rows of each class (one-against-one) or for the positive rows of each machine
/// (one-against-all, binary relevance), positive; null for 1 everywhere. LIBSVM's <c>-w</c>.
/// </param>
/// <param name="RestWeights">The factor for the other rows of each machine; null for 1. Without meaning for one-against-one.</param>
public sealed record SvmParameters(
    double C, double Tolerance, IReadOnlyList<double>? ClassWeights = null, IReadOnlyList<double>? RestWeights = null)
{
    /// <summary>With balanced weights for one-against-one and label powerset.</summary>
    /// <param name="starts">Class c has the rows starts[c] … starts[c + 1] − 1; length k + 1.</param>
    public SvmParameters Balanced(ReadOnlySpan<int> starts)
    {
        var rows = new int[starts.Length - 1];
        for (var c = 0; c < rows.Length; c++) rows[c] = starts[c + 1] - starts[c];
        return this with { ClassWeights = Classifiers.ClassWeights.Balanced(rows), RestWeights = null };
    }

    /// <summary>With balanced weights, of two classes each, for the machines of one-against-all.</summary>
    /// <param name="starts">Class c has the rows starts[c] … starts[c + 1] − 1; length k + 1.</param>
    public SvmParameters BalancedAgainstRest(ReadOnlySpan<int> starts)
    {
        var positive = new int[starts.Length - 1];
        for (var c = 0; c < positive.Length; c++) positive[c] = starts[c + 1] - starts[c];
        return BalancedAgainstRest(positive, starts[^1]);
    }

    /// <summary>With balanced weights, of two classes each, for the machines of binary relevance.</summary>
    /// <param name="labels">Labels of the training rows.</param>
    /// <param name="classes">The classes that get a machine.</param>
    public SvmParameters BalancedAgainstRest(IReadOnlyList<LabelSet> labels, LabelSet classes) =>
        BalancedAgainstRest([.. classes.Classes.Select(c => labels.Count(set => set.Contains(c)))], labels.Count);

    /// <summary>C for the rows of a class, or for the positive rows of a machine.</summary>
    internal double CostOf(int index) => C * (ClassWeights?[index] ?? 1);

    /// <summary>C for the other rows of a machine.</summary>
    internal double RestCostOf(int machine) => C * (RestWeights?[machine] ?? 1);

    /// <summary>Refuses weights made for another number of classes.</summary>
    internal void Require(int classes)
    {
        if ((ClassWeights?.Count ?? classes) != classes || (RestWeights?.Count ?? classes) != classes)
            throw new ArgumentException($"{(ClassWeights ?? RestWeights)!.Count} class weights for {classes} classes");
    }

    private SvmParameters BalancedAgainstRest(int[] positive, int rows)
    {
        double[][] weights = Array.ConvertAll(positive, own => Classifiers.ClassWeights.Balanced([own, rows - own]));
        return this with { ClassWeights = Array.ConvertAll(weights, both => both[0]), RestWeights = Array.ConvertAll(weights, both => both[1]) };
    }
}

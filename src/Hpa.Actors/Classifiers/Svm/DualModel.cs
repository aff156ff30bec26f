using Hpa.Actors.Classifiers.Kernels;
using Hpa.Contracts;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Classifiers.Svm;

/// <summary>A trained multi-label classifier in dual form: support vectors by row number, and their coefficients.</summary>
/// <param name="Strategy">What the classes and coefficients mean.</param>
/// <param name="Classes">
/// Label powerset: the k distinct label sets of the training rows in rising order. Binary relevance: one set with one
/// class for each machine, in rising order.
/// </param>
/// <param name="SupportRows">Row of the training kernel of each support vector; rising for an SVM.</param>
/// <param name="SupportClasses">Label powerset: index of its label set in <paramref name="Classes"/>, rising. Binary relevance: −1.</param>
/// <param name="Coefficients">
/// Per support vector. Label powerset: LIBSVM's sv_coef, k − 1 numbers; for a vector of class c, the number for the pair
/// with class o is at o − 1 if o &gt; c, else at o. Binary relevance: one per machine.
/// </param>
/// <param name="Rho">Offset per pair (0,1), (0,2), …, (1,2), … or per machine.</param>
/// <param name="Stopped">Number of SVMs that reached the limit of iterations instead of the tolerance.</param>
public sealed record DualModel(
    Strategy Strategy,
    IReadOnlyList<LabelSet> Classes,
    int[] SupportRows,
    int[] SupportClasses,
    double[][] Coefficients,
    double[] Rho,
    int Stopped)
{
    /// <summary>What each SVM came to, in the order of <see cref="Rho"/>; empty for a model read from a file.</summary>
    public IReadOnlyList<SmoResult> Problems { get; init; } = [];

    /// <summary>Predicts from the kernel between all training rows and the rows in question.</summary>
    public Prediction Predict(CrossKernel trainKernel, Workers workers) => Predict(trainKernel, SupportRows, workers);

    /// <summary>Predicts from a kernel that holds the support vectors.</summary>
    /// <param name="kernel">Rows with support vectors × n rows in question.</param>
    /// <param name="rows">Row of <paramref name="kernel"/> of each support vector.</param>
    /// <param name="workers">Threads; their number does not change a bit of the answer.</param>
    /// <exception cref="InputException">An entry of the kernel is NaN or infinite.</exception>
    public Prediction Predict(CrossKernel kernel, ReadOnlySpan<int> rows, Workers workers) =>
        Strategy == Strategy.LabelPowerset
            ? LabelPowerset.Predict(this, kernel, rows, workers)
            : BinaryRelevance.Predict(this, kernel, rows, workers);
}

namespace Hpa.Actors.Classifiers.Logistic;

/// <summary>Parameters of logistic regression.</summary>
/// <param name="C">Inverse strength of the penalty, positive; scikit-learn's <c>C</c>.</param>
/// <param name="Tolerance">
/// The search ends when the gradient of Σ loss + |w|² / 2C by w and b has no larger norm, positive. scikit-learn's <c>tol</c> bounds the
/// largest entry of the same gradient, which is never more than the norm.
/// </param>
/// <param name="Balanced">Whether rows count n / (k n_c), scikit-learn's <c>class_weight="balanced"</c>.</param>
/// <param name="Products">Most products of the kernel with a vector per machine; a machine that needs more is left where it is and counted.</param>
public sealed record LogisticParameters(double C, double Tolerance, bool Balanced = false, int Products = 3000)
{
    internal void Check()
    {
        if (!(C > 0) || !double.IsFinite(C)) throw new ArgumentOutOfRangeException(nameof(C), C, "positive");
        if (!(Tolerance > 0)) throw new ArgumentOutOfRangeException(nameof(Tolerance), Tolerance, "positive");
    }
}

namespace Hpa.Actors.Classifiers.Scores;

/// <summary>
/// Finds the sigmoid p = 1 / (1 + exp(A f + B)) that minimises −Σ t log p + (1 − t) log(1 − p), by Newton's method with backtracking:
/// Lin, Lin and Weng, "A note on Platt's probabilistic outputs for support vector machines", Machine Learning 2007, algorithm 1, which
/// is LIBSVM's sigmoid_train. The scores come standardised, so the tolerance means the same for scores of any unit.
/// </summary>
/// <param name="scores">n scores f of mean 0 and deviation 1.</param>
/// <param name="targets">Their targets t in (0, 1).</param>
internal sealed class PlattSearch(double[] scores, double[] targets)
{
    private const int Iterations = 100;
    private const double SmallestStep = 1e-10;

    /// <summary>Keeps the Hessian positive definite.</summary>
    private const double Ridge = 1e-12;

    /// <summary>Largest entry of the gradient per row at the end. LIBSVM stops at 1e-5 for all rows together, which leaves A with four to six digits.</summary>
    private const double Tolerance = 1e-12;

    /// <summary>The minimum.</summary>
    /// <param name="offset">B to begin with, that of the class's share; A begins at 0.</param>
    public (double A, double B) Minimum(double offset)
    {
        var (a, b) = (0.0, offset);
        var value = Value(a, b);
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            var (ga, gb, haa, hab, hbb) = Derivatives(a, b);
            if (Math.Max(Math.Abs(ga), Math.Abs(gb)) < Tolerance * scores.Length) break;
            var determinant = haa * hbb - hab * hab;
            var (da, db) = (-(hbb * ga - hab * gb) / determinant, -(haa * gb - hab * ga) / determinant);
            var step = 1.0;
            double next;
            // Negated, so that a value that is no number is no progress. Where no step helps, the minimum is reached to the last bit.
            while (!((next = Value(a + step * da, b + step * db)) < value + 1e-4 * step * (ga * da + gb * db)) && step >= SmallestStep) step /= 2;
            if (step < SmallestStep) break;
            (a, b, value) = (a + step * da, b + step * db, next);
        }

        return (a, b);
    }

    /// <summary>The objective, in a form that neither overflows nor cancels.</summary>
    private double Value(double a, double b)
    {
        var sum = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            var exponent = a * scores[i] + b;
            sum += exponent >= 0
                ? targets[i] * exponent + Math.Log(1 + Math.Exp(-exponent))
                : (targets[i] - 1) * exponent + Math.Log(1 + Math.Exp(exponent));
        }

        return sum;
    }

    private (double A, double B, double AA, double AB, double BB) Derivatives(double a, double b)
    {
        var (ga, gb, haa, hab, hbb) = (0.0, 0.0, Ridge, 0.0, Ridge);
        for (var i = 0; i < scores.Length; i++)
        {
            var p = new PlattSigmoid(a, b).Probability(scores[i]);
            var (gradient, curvature) = (targets[i] - p, p * (1 - p));
            ga += scores[i] * gradient;
            gb += gradient;
            haa += scores[i] * scores[i] * curvature;
            hab += scores[i] * curvature;
            hbb += curvature;
        }

        return (ga, gb, haa, hab, hbb);
    }
}

using Hpa.Actors.Classifiers.Kernels;

namespace Hpa.Actors.Classifiers.Logistic;

/// <summary>Trained logistic regression in kernel form, z_m(x) = Σ_i a_mi K(i, x) + b_m.</summary>
/// <param name="Coefficients">a, [m][n]: per machine or class, one for each training row.</param>
/// <param name="Intercepts">b, length m; ±<see cref="Certain"/> where the answer is always the same.</param>
/// <param name="Multinomial">Whether the m are classes that exclude each other (softmax) or machines of their own.</param>
/// <param name="Stopped">Machines that reached the limit of products instead of the tolerance; of the multinomial one, 1 or 0.</param>
/// <param name="Products">Products with the kernel that training took.</param>
public sealed record LogisticModel(double[][] Coefficients, double[] Intercepts, bool Multinomial, int Stopped, int Products)
{
    /// <summary>A value whose probability is exactly 1 in double precision, and that of its negative 0.</summary>
    public const double Certain = 1000;

    /// <summary>1 / (1 + e^−z), without overflow.</summary>
    public static double Probability(double z)
    {
        var small = Math.Exp(-Math.Abs(z));
        return (z < 0 ? small : 1) / (1 + small);
    }

    /// <summary>Decision values z, [m][e].</summary>
    /// <param name="kernel">All training rows × e rows in question.</param>
    /// <param name="workers">Threads.</param>
    /// <exception cref="ArgumentException">A kernel of other training rows, or with NaN or infinite values.</exception>
    public double[][] Decide(CrossKernel kernel, Workers workers)
    {
        if (Coefficients.Any(a => a.Length != kernel.TrainRows))
            throw new ArgumentException($"a kernel of {kernel.TrainRows} training rows for a model of {Coefficients.FirstOrDefault()?.Length}", nameof(kernel));
        var values = Array.ConvertAll(Coefficients, _ => new double[kernel.EvalRows]);
        DenseDecisions.Fill(kernel, Coefficients, values, workers);
        for (var m = 0; m < values.Length; m++)
        {
            for (var x = 0; x < values[m].Length; x++)
            {
                values[m][x] += Intercepts[m];
                if (!double.IsFinite(values[m][x])) throw new ArgumentException($"the kernel of evaluation row {x} holds NaN or infinite values", nameof(kernel));
            }
        }

        return values;
    }

    /// <summary>Probabilities, [m][e]: of each machine's yes, or of each class.</summary>
    /// <param name="decisions">[m][e]; replaced.</param>
    public double[][] Probabilities(double[][] decisions)
    {
        if (!Multinomial)
        {
            foreach (var values in decisions)
                for (var x = 0; x < values.Length; x++) values[x] = Probability(values[x]);
            return decisions;
        }

        for (var x = 0; x < decisions[0].Length; x++)
        {
            var largest = decisions.Max(values => values[x]);
            var total = 0.0;
            foreach (var values in decisions) total += values[x] = Math.Exp(values[x] - largest);
            foreach (var values in decisions) values[x] /= total;
        }

        return decisions;
    }
}

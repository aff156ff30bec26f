using Hpa.Actors.Classifiers.Kernels;
using Hpa.Contracts;

namespace Hpa.Actors.Classifiers.Svm;

/// <summary>What a binary SVM came to; the coefficients are in the workspace.</summary>
/// <param name="Rho">The decision value of x is Σ_t y_t α_t K(x_t, x) − ρ.</param>
/// <param name="Objective">½ αᵀQα − Σα at the end.</param>
/// <param name="Iterations">Pairs optimised.</param>
/// <param name="Support">Rows with α &gt; 0.</param>
/// <param name="Converged">False when the limit of iterations ended it.</param>
public readonly record struct SmoResult(double Rho, double Objective, int Iterations, int Support, bool Converged);

/// <summary>
/// C-SVC on a ready kernel:
/// <code>min ½ αᵀQα − Σ α_t   with yᵀα = 0, 0 ≤ α_t ≤ C_t, Q_st = y_s y_t K_st</code>
/// by sequential minimal optimisation with second-order selection of the pair (Fan, Chen, Lin, JMLR 6, 2005) and shrinking as
/// in LIBSVM (Chang, Lin, ACM TIST 2, 2011, section 5.1): single-precision kernel, double-precision gradient, the same choice
/// among ties, the same stop, measured on all rows.
/// </summary>
/// <remarks>
/// The gradient is kept as F_t = y_t ∇_t, which turns rows of Q into rows of K. Every vector operation acts on each row by
/// itself or takes a maximum, so results do not depend on the width of the machine's vectors.
/// </remarks>
public static class SmoSolver
{
    /// <summary>LIBSVM's guard max(10⁷, 100 n); 100 n is the smaller for every n whose kernel fits an array.</summary>
    private const int IterationLimit = 10_000_000;

    /// <summary>Solves one problem.</summary>
    /// <param name="kernel">Kernel that holds the problem's rows.</param>
    /// <param name="rows">Which rows, n of them.</param>
    /// <param name="positive">Per row, whether y_t = +1; both signs must occur.</param>
    /// <param name="costPositive">C of the rows with y = +1.</param>
    /// <param name="costNegative">C of the rows with y = −1.</param>
    /// <param name="tolerance">Largest violation at the end.</param>
    /// <param name="workspace">Buffers; receives the coefficients.</param>
    /// <exception cref="ArgumentException">Only one sign occurs, or a C is not a positive number.</exception>
    /// <exception cref="InputException">An entry of the kernel that matters is NaN or infinite.</exception>
    public static SmoResult Solve(
        SquareKernel kernel, RowSegments rows, ReadOnlySpan<bool> positive, double costPositive, double costNegative, double tolerance, SmoWorkspace workspace)
    {
        if (!positive.Contains(true) || !positive.Contains(false))
            throw new ArgumentException("a binary problem needs rows of both signs", nameof(positive));
        if (!(costPositive > 0 && costNegative > 0 && double.IsFinite(costPositive) && double.IsFinite(costNegative)))
            throw new ArgumentException($"C of {costPositive} and {costNegative}: times its weight, C must be a positive number", nameof(costPositive));
        var active = workspace.Active;
        active.Start(kernel, rows, positive);
        var iterations = Optimise(active, costPositive, costNegative, tolerance);
        workspace.Resize(rows.Count);
        var result = Finish(active.State, positive, costPositive, costNegative, iterations, workspace.Result);
        return double.IsFinite(result.Objective) ? result : throw new InputException(NotFinite(kernel, rows));
    }

    /// <summary>Steps until no pair violates the conditions by the tolerance, then with all rows in view; returns their number.</summary>
    private static int Optimise(ActiveRows active, double costPositive, double costNegative, double tolerance)
    {
        var schedule = new ShrinkSchedule(active.State.Count, tolerance);
        var (i, j, iterations) = (0, 0, 0);
        var (stepI, stepJ) = (0.0, 0.0);
        while (true)
        {
            var first = SmoScan.UpdateAndSelect(active.Row(i), active.Row(j, i), stepI, stepJ, active.State);
            var second = first.Index < 0 ? new SmoScan.Partner(-1, double.NegativeInfinity) : SmoScan.SelectSecond(active.Row(first.Index), first, active.State);
            var violation = first.Value + second.LargestLow;
            var done = second.Index < 0 || violation < tolerance || !double.IsFinite(violation) || iterations == IterationLimit;
            if (schedule.Change(active, first.Value, second.LargestLow, done))
            {
                (i, j, stepI, stepJ) = (0, 0, 0, 0);
                continue;
            }

            if (done) return iterations;
            iterations++;
            (i, j) = (first.Index, second.Index);
            (stepI, stepJ) = SmoStep.Take(active.Row(i)[j], i, j, costPositive, costNegative, active.State);
        }
    }

    private static SmoResult Finish(
        SmoState rows, ReadOnlySpan<bool> positive, double costPositive, double costNegative, int iterations, Span<double> coefficients)
    {
        var (upper, lower) = (double.PositiveInfinity, double.NegativeInfinity);
        var (freeSum, objective) = (0.0, 0.0);
        var (free, support) = (0, 0);
        for (var t = 0; t < positive.Length; t++)
        {
            var (alpha, gradient) = (rows.Alpha[t], rows.Gradient[t]);
            var sign = positive[t] ? 1.0 : -1.0;
            objective += alpha * (sign * gradient - 1);
            coefficients[t] = sign * alpha;
            if (alpha > 0) support++;
            var atCost = alpha >= (positive[t] ? costPositive : costNegative);
            if (!atCost && alpha > 0)
            {
                free++;
                freeSum += gradient;
            }
            else if (atCost != positive[t])
            {
                upper = Math.Min(upper, gradient);
            }
            else
            {
                lower = Math.Max(lower, gradient);
            }
        }

        return new SmoResult(free > 0 ? freeSum / free : (upper + lower) / 2, objective / 2, iterations, support, iterations < IterationLimit);
    }

    private static string NotFinite(SquareKernel kernel, RowSegments rows)
    {
        for (var t = 0; t < rows.Count; t++)
            for (var u = 0; u < rows.Count; u++)
                if (kernel.Row(rows[t], rows[u], 1)[0] is var value && !float.IsFinite(value))
                    return $"the kernel between training rows {rows[t]} and {rows[u]} is {value}; extract their features again";
        return "the kernel's entries are too large to compute with; extract the features again";
    }
}

namespace Hpa.Actors.Classifiers;

/// <summary>What a binary SVM came to; the coefficients are in the workspace.</summary>
/// <param name="Rho">The decision value of x is Σ_t y_t α_t K(x_t, x) − ρ.</param>
/// <param name="Objective">½ αᵀQα − Σα at the end.</param>
/// <param name="Iterations">Pairs optimised.</param>
/// <param name="Converged">False when the limit of iterations ended it.</param>
public readonly record struct SmoResult(double Rho, double Objective, int Iterations, bool Converged);

/// <summary>
/// C-SVC on a ready kernel:
/// <code>min ½ αᵀQα − Σ α_t   with yᵀα = 0, 0 ≤ α_t ≤ C_t, Q_st = y_s y_t K_st</code>
/// by sequential minimal optimisation with second-order selection of the pair (Fan, Chen, Lin, JMLR 6, 2005) as in
/// LIBSVM (Chang, Lin, ACM TIST 2, 2011) without shrinking: single-precision kernel, double-precision gradient, the same
/// choice among ties, the same stop. With the whole kernel in memory and vector instructions, shrinking saves little.
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
    /// <exception cref="ArgumentException">Only one sign occurs.</exception>
    public static SmoResult Solve(
        SquareKernel kernel, RowSegments rows, ReadOnlySpan<bool> positive, double costPositive, double costNegative, double tolerance, SmoWorkspace workspace)
    {
        if (!positive.Contains(true) || !positive.Contains(false))
            throw new ArgumentException("a binary problem needs rows of both signs", nameof(positive));
        Start(kernel, rows, positive, workspace);
        var (i, j, iterations) = (0, 0, 0);
        var (stepI, stepJ) = (0.0, 0.0);
        while (true)
        {
            var first = SmoScan.UpdateAndSelect(kernel, rows, i, j, stepI, stepJ, workspace);
            if (first.Index < 0) break;
            var second = SmoScan.SelectSecond(kernel, rows, first, workspace);
            if (second.Index < 0 || first.Value + second.LargestLow < tolerance || iterations == IterationLimit) break;
            iterations++;
            (i, j) = (first.Index, second.Index);
            (stepI, stepJ) = SmoStep.Take(kernel, rows, i, j, costPositive, costNegative, workspace);
        }

        return Finish(positive, costPositive, costNegative, iterations, iterations < IterationLimit, workspace);
    }

    private static void Start(SquareKernel kernel, RowSegments rows, ReadOnlySpan<bool> positive, SmoWorkspace workspace)
    {
        workspace.Resize(rows.Count);
        workspace.Alpha.Clear();
        for (var t = 0; t < positive.Length; t++)
        {
            var sign = positive[t] ? 1.0 : -1.0;
            workspace.Sign[t] = sign;
            workspace.Gradient[t] = -sign;
            workspace.Up[t] = positive[t] ? 0 : double.NegativeInfinity;
            workspace.Low[t] = positive[t] ? double.NegativeInfinity : 0;
            workspace.Diagonal[t] = kernel.Row(rows[t], rows[t], 1)[0];
        }
    }

    private static SmoResult Finish(
        ReadOnlySpan<bool> positive, double costPositive, double costNegative, int iterations, bool converged, SmoWorkspace w)
    {
        var (upper, lower) = (double.PositiveInfinity, double.NegativeInfinity);
        var (freeSum, objective) = (0.0, 0.0);
        var free = 0;
        for (var t = 0; t < positive.Length; t++)
        {
            var (alpha, gradient) = (w.Alpha[t], w.Gradient[t]);
            var sign = positive[t] ? 1.0 : -1.0;
            objective += alpha * (sign * gradient - 1);
            w.Result[t] = sign * alpha;
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

        return new SmoResult(free > 0 ? freeSum / free : (upper + lower) / 2, objective / 2, iterations, converged);
    }
}

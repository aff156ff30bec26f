namespace Hpa.Actors.Classifiers.Svm;

/// <summary>The two-variable problem inside <see cref="SmoSolver"/>, solved in closed form and clipped to the box.</summary>
internal static class SmoStep
{
    /// <summary>Stands in for a curvature that is not positive, as in LIBSVM.</summary>
    public const double Tau = 1e-12;

    /// <summary>Optimises α_i and α_j along yᵀα = const, clipped to the box; returns the changes of y_i α_i and y_j α_j.</summary>
    /// <param name="between">K_ij.</param>
    /// <param name="i">First row.</param>
    /// <param name="j">Second row.</param>
    /// <param name="costPositive">C of the rows with y = +1.</param>
    /// <param name="costNegative">C of the rows with y = −1.</param>
    /// <param name="w">The rows.</param>
    public static (double StepI, double StepJ) Take(double between, int i, int j, double costPositive, double costNegative, SmoState w)
    {
        var (signI, signJ) = (w.Sign[i], w.Sign[j]);
        var (costI, costJ) = (signI > 0 ? costPositive : costNegative, signJ > 0 ? costPositive : costNegative);
        var curvature = w.Diagonal[i] + w.Diagonal[j] - 2.0 * between;
        if (curvature <= 0) curvature = Tau;
        var (oldI, oldJ) = (w.Alpha[i], w.Alpha[j]);
        var (gradientI, gradientJ) = (signI * w.Gradient[i], signJ * w.Gradient[j]);
        var (newI, newJ) = signI != signJ
            ? Opposite(oldI, oldJ, (-gradientI - gradientJ) / curvature, costI, costJ)
            : Alike(oldI, oldJ, (gradientI - gradientJ) / curvature, costI, costJ);
        Place(w, i, newI, costI);
        Place(w, j, newJ, costJ);
        return (signI * (newI - oldI), signJ * (newJ - oldJ));
    }

    /// <summary>y_i ≠ y_j: α_i − α_j stays.</summary>
    private static (double, double) Opposite(double i, double j, double delta, double costI, double costJ)
    {
        var difference = i - j;
        i += delta;
        j += delta;
        if (difference > 0)
        {
            if (j < 0) (i, j) = (difference, 0);
        }
        else if (i < 0)
        {
            (i, j) = (0, -difference);
        }

        if (difference > costI - costJ)
        {
            if (i > costI) (i, j) = (costI, costI - difference);
        }
        else if (j > costJ)
        {
            (i, j) = (costJ + difference, costJ);
        }

        return (i, j);
    }

    /// <summary>y_i = y_j: α_i + α_j stays.</summary>
    private static (double, double) Alike(double i, double j, double delta, double costI, double costJ)
    {
        var sum = i + j;
        i -= delta;
        j += delta;
        if (sum > costI)
        {
            if (i > costI) (i, j) = (costI, sum - costI);
        }
        else if (j < 0)
        {
            (i, j) = (sum, 0);
        }

        if (sum > costJ)
        {
            if (j > costJ) (i, j) = (sum - costJ, costJ);
        }
        else if (i < 0)
        {
            (i, j) = (0, sum);
        }

        return (i, j);
    }

    private static void Place(SmoState w, int t, double alpha, double cost)
    {
        w.Alpha[t] = alpha;
        var (mayGrow, mayShrink) = (alpha < cost, alpha > 0);
        if (w.Sign[t] < 0) (mayGrow, mayShrink) = (mayShrink, mayGrow);
        w.Up[t] = mayGrow ? 0 : double.NegativeInfinity;
        w.Low[t] = mayShrink ? 0 : double.NegativeInfinity;
    }
}

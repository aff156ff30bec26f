using Hpa.Actors.Classifiers.Kernels;

namespace Hpa.Actors.Classifiers.Svm;

/// <summary>
/// The k (k − 1) / 2 trained pairs of <see cref="OneAgainstOne"/> as a table, which several threads can fill: every place belongs to one pair.
/// </summary>
/// <param name="Coefficients">
/// [n][k − 1], LIBSVM's sv_coef: for a row of class c, y α of the pair with class o is at o − 1 if o &gt; c, else at o; 0 for rows that
/// support nothing.
/// </param>
/// <param name="Results">Per pair in the order (0,1), (0,2), …, (1,2), …</param>
internal sealed record PairMachines(double[][] Coefficients, SmoResult[] Results)
{
    /// <summary>Trains all pairs, those with most rows first, so that no thread is left with a large one at the end.</summary>
    /// <param name="kernel">Kernel of n training rows, the rows of a class next to each other.</param>
    /// <param name="starts">Class c has the rows starts[c] … starts[c + 1] − 1, at least one; length k + 1.</param>
    /// <param name="parameters">C, tolerance, weights.</param>
    /// <param name="workers">Threads.</param>
    public static PairMachines Train(SquareKernel kernel, int[] starts, SvmParameters parameters, Workers workers)
    {
        var classes = starts.Length - 1;
        parameters.Require(classes);
        var order = LargestFirst(starts);
        var results = new SmoResult[order.Length];
        var coefficients = new double[kernel.Rows][];
        for (var row = 0; row < coefficients.Length; row++) coefficients[row] = new double[classes - 1];
        workers.For(order.Length, () => new SvmWorkspace(), (workspace, n) =>
        {
            var (i, j) = order[n];
            results[IndexOf(i, j, classes)] = OneAgainstOne.TrainPair(kernel, starts, i, j, parameters, workspace);
            var support = workspace.Support;
            for (var s = 0; s < support.Length; s++)
                coefficients[support[s]][support[s] < starts[i + 1] ? j - 1 : i] = workspace.SupportCoefficients[s];
        });
        return new PairMachines(coefficients, results);
    }

    /// <summary>Place of the pair (i, j), i &lt; j, among those of k classes.</summary>
    public static int IndexOf(int i, int j, int classes) => i * (2 * classes - i - 1) / 2 + j - i - 1;

    /// <summary>The pairs as decision functions.</summary>
    /// <param name="coefficients">As in <see cref="Coefficients"/>.</param>
    /// <param name="rowClasses">Class index of each row of them.</param>
    /// <param name="rows">Number of each in the kernel.</param>
    /// <param name="rho">Offset per pair.</param>
    /// <param name="classes">k.</param>
    public static DecisionFunctions Functions(double[][] coefficients, int[] rowClasses, ReadOnlySpan<int> rows, double[] rho, int classes)
    {
        var functions = new DecisionFunctions();
        functions.Fill(coefficients, rows, rho, (row, column) =>
        {
            var own = rowClasses[row];
            return column >= own ? IndexOf(own, column + 1, classes) : IndexOf(column, own, classes);
        });
        return functions;
    }

    private static (int First, int Second)[] LargestFirst(int[] starts)
    {
        var classes = starts.Length - 1;
        var pairs = new (int First, int Second)[classes * (classes - 1) / 2];
        var keys = new long[pairs.Length];
        for (var (i, at) = (0, 0); i < classes; i++)
        {
            for (var j = i + 1; j < classes; j++, at++)
            {
                long rows = starts[i + 1] - starts[i] + starts[j + 1] - starts[j];
                (pairs[at], keys[at]) = ((i, j), -rows << 32 | (uint)at);
            }
        }

        Array.Sort(keys, pairs);
        return pairs;
    }
}

using Hpa.Actors.Classifiers.Kernels;

namespace Hpa.Actors.Classifiers.Svm;

/// <summary>Whether row <paramref name="row"/> is on the positive side of machine <paramref name="machine"/>.</summary>
internal delegate bool IsPositive(int machine, int row);

/// <summary>
/// m binary SVMs on the same rows, each one class against all others; <see cref="OneAgainstAll"/> and
/// <see cref="BinaryRelevance"/> differ in the labels and in what they make of the decision values.
/// </summary>
/// <param name="Coefficients">y α per machine and training row, [m][n]; 0 for rows that support nothing.</param>
/// <param name="Results">Per machine. The decision value of a machine with one sign only is −ρ = ±1 everywhere.</param>
internal sealed record RestMachines(double[][] Coefficients, SmoResult[] Results)
{
    /// <summary>Trains all machines, the most evenly divided first: they take longest, and no thread shall be left with one at the end.</summary>
    /// <param name="kernel">Kernel of n training rows.</param>
    /// <param name="machines">m.</param>
    /// <param name="isPositive">The labels.</param>
    /// <param name="parameters">C, tolerance, weights of both sides per machine.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="workspace">Makes the buffers of one thread.</param>
    internal static RestMachines Train(
        SquareKernel kernel, int machines, IsPositive isPositive, SvmParameters parameters, Workers workers, Func<SvmWorkspace> workspace)
    {
        parameters.Require(machines);
        var coefficients = new double[machines][];
        var results = new SmoResult[machines];
        int[] order =
        [
            .. Enumerable.Range(0, machines)
                .OrderBy(m => Math.Abs(2 * Enumerable.Range(0, kernel.Rows).Count(row => isPositive(m, row)) - kernel.Rows)),
        ];
        workers.For(machines, workspace, (own, n) =>
        {
            var m = order[n];
            var positive = own.Positive(kernel.Rows);
            for (var row = 0; row < kernel.Rows; row++) positive[row] = isPositive(m, row);
            results[m] = Solve(kernel, positive, parameters.CostOf(m), parameters.RestCostOf(m), parameters.Tolerance, own.Smo);
            coefficients[m] = results[m].Support > 0 ? own.Smo.Coefficients.ToArray() : new double[kernel.Rows];
        });
        return new RestMachines(coefficients, results);
    }

    /// <summary>Decision values of all evaluation rows, [m][e].</summary>
    /// <param name="functions">m machines.</param>
    /// <param name="kernel">Training rows or support vectors × evaluation rows.</param>
    /// <param name="workers">Threads.</param>
    public static double[][] Decide(DecisionFunctions functions, CrossKernel kernel, Workers workers)
    {
        var values = new double[functions.Count][];
        for (var m = 0; m < values.Length; m++) values[m] = new double[kernel.EvalRows];
        workers.For(KernelTile.Count(kernel.EvalRows), () => new KernelTile(), (tile, number) =>
        {
            tile.Load(kernel, number);
            Span<double> decisions = stackalloc double[KernelTile.Width];
            for (var m = 0; m < values.Length; m++)
            {
                functions.Decide(m, tile, decisions);
                decisions[..tile.Columns].CopyTo(values[m].AsSpan(number * KernelTile.Width));
            }
        });
        return values;
    }

    /// <summary>The machines as decision functions on the training rows.</summary>
    public DecisionFunctions Functions()
    {
        var functions = new DecisionFunctions();
        for (var m = 0; m < Results.Length; m++)
        {
            int[] support = [.. Enumerable.Range(0, Coefficients[m].Length).Where(row => Coefficients[m][row] != 0)];
            functions.Add(support, Array.ConvertAll(support, row => Coefficients[m][row]), Results[m].Rho);
        }

        return functions;
    }

    private static SmoResult Solve(
        SquareKernel kernel, ReadOnlySpan<bool> positive, double cost, double restCost, double tolerance, SmoWorkspace workspace)
    {
        var any = positive.Contains(true);
        return any && positive.Contains(false)
            ? SmoSolver.Solve(kernel, RowSegments.All(kernel.Rows), positive, cost, restCost, tolerance, workspace)
            : new SmoResult(any ? -1 : 1, 0, 0, 0, true);
    }
}

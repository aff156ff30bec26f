namespace Hpa.Actors.Classifiers;

/// <summary>Whether row <paramref name="row"/> is on the positive side of machine <paramref name="machine"/>.</summary>
internal delegate bool IsPositive(int machine, int row);

/// <summary>
/// m binary SVMs on the same rows, each one class against all others; <see cref="OneAgainstAll"/> and
/// <see cref="BinaryRelevance"/> differ in the labels and in what they make of the decision values.
/// </summary>
/// <param name="Coefficients">y α per machine and training row, [m][n]; 0 for rows that support nothing.</param>
/// <param name="Rho">Offset per machine. The decision value of a machine with one sign only is −ρ = ±1 everywhere.</param>
/// <param name="Stopped">Number of machines that reached the limit of iterations.</param>
internal sealed record RestMachines(double[][] Coefficients, double[] Rho, int Stopped)
{
    /// <summary>Trains all machines.</summary>
    /// <param name="kernel">Kernel of n training rows.</param>
    /// <param name="machines">m.</param>
    /// <param name="isPositive">The labels.</param>
    /// <param name="parameters">C, tolerance, weight of the positive rows per machine.</param>
    /// <param name="workspace">Buffers.</param>
    internal static RestMachines Train(SquareKernel kernel, int machines, IsPositive isPositive, SvmParameters parameters, SvmWorkspace workspace)
    {
        var coefficients = new double[machines][];
        var rho = new double[machines];
        var stopped = 0;
        for (var m = 0; m < machines; m++)
        {
            var positive = workspace.Positive(kernel.Rows);
            for (var row = 0; row < kernel.Rows; row++) positive[row] = isPositive(m, row);
            var any = positive.Contains(true);
            if (!any || !positive.Contains(false))
            {
                (coefficients[m], rho[m]) = (new double[kernel.Rows], any ? -1 : 1);
                continue;
            }

            var result = SmoSolver.Solve(
                kernel, RowSegments.All(kernel.Rows), positive, parameters.CostOf(m), parameters.C, parameters.Tolerance, workspace.Smo);
            if (!result.Converged) stopped++;
            (coefficients[m], rho[m]) = (workspace.Smo.Coefficients.ToArray(), result.Rho);
        }

        return new RestMachines(coefficients, rho, stopped);
    }

    /// <summary>Decision values of all evaluation rows, [m][e].</summary>
    /// <param name="kernel">Training rows × evaluation rows.</param>
    /// <param name="workspace">Buffers.</param>
    public double[][] Decide(CrossKernel kernel, SvmWorkspace workspace)
    {
        var values = new double[Rho.Length][];
        for (var m = 0; m < values.Length; m++)
        {
            workspace.Start(kernel.TrainRows);
            for (var row = 0; row < kernel.TrainRows; row++)
                if (Coefficients[m][row] != 0) workspace.Add(row, Coefficients[m][row]);
            values[m] = new double[kernel.EvalRows];
            Decisions.Fill(kernel, workspace.Support, workspace.SupportCoefficients, Rho[m], values[m]);
        }

        return values;
    }
}

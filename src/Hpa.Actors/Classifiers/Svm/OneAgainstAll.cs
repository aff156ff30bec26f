using Hpa.Actors.Classifiers.Kernels;

namespace Hpa.Actors.Classifiers.Svm;

/// <summary>
/// Multi-class SVM by one machine per class, its rows against all others; the largest decision value wins, ties go to
/// the lower class. With one class only, that class.
/// </summary>
public static class OneAgainstAll
{
    /// <summary>Trains and predicts on the caller's thread alone.</summary>
    /// <param name="train">Kernel of the training rows, the rows of a class next to each other.</param>
    /// <param name="eval">The same rows × n rows in question.</param>
    /// <param name="starts">Class c has the rows starts[c] … starts[c + 1] − 1, at least one.</param>
    /// <param name="parameters">C, tolerance, weights of both sides per machine.</param>
    /// <param name="workspace">Buffers.</param>
    /// <returns>Class index per row in question.</returns>
    public static int[] Predict(SquareKernel train, CrossKernel eval, int[] starts, SvmParameters parameters, SvmWorkspace workspace) =>
        Predict(train, eval, starts, parameters, new Workers(1), () => workspace);

    /// <summary>The same on several threads.</summary>
    /// <param name="train">Kernel of the training rows, the rows of a class next to each other.</param>
    /// <param name="eval">The same rows × n rows in question.</param>
    /// <param name="starts">Class c has the rows starts[c] … starts[c + 1] − 1, at least one.</param>
    /// <param name="parameters">C, tolerance, weights of both sides per machine.</param>
    /// <param name="workers">Threads; their number does not change a bit of the answer.</param>
    /// <returns>Class index per row in question.</returns>
    public static int[] Predict(SquareKernel train, CrossKernel eval, int[] starts, SvmParameters parameters, Workers workers) =>
        Predict(train, eval, starts, parameters, workers, () => new SvmWorkspace());

    private static int[] Predict(
        SquareKernel train, CrossKernel eval, int[] starts, SvmParameters parameters, Workers workers, Func<SvmWorkspace> workspace)
    {
        var machines = RestMachines.Train(
            train, starts.Length - 1, (machine, row) => row >= starts[machine] && row < starts[machine + 1], parameters, workers, workspace);
        var decisions = RestMachines.Decide(machines.Functions(), eval, workers);
        var winners = new int[eval.EvalRows];
        for (var m = 1; m < decisions.Length; m++)
            for (var x = 0; x < winners.Length; x++)
                if (decisions[m][x] > decisions[winners[x]][x]) winners[x] = m;
        return winners;
    }
}

using Hpa.Actors.Classifiers.Kernels;

namespace Hpa.Actors.Classifiers.Svm;

/// <summary>Receives one trained pair of classes; spans are valid during the call.</summary>
/// <param name="first">Class index i; the positive side.</param>
/// <param name="second">Class index j &gt; i.</param>
/// <param name="support">Rows of the kernel that are support vectors, rising: those of class i, then those of class j.</param>
/// <param name="coefficients">y α of each, not 0.</param>
/// <param name="result">Offset, objective, iterations.</param>
public delegate void PairTrained(int first, int second, ReadOnlySpan<int> support, ReadOnlySpan<double> coefficients, in SmoResult result);

/// <summary>
/// Multi-class SVM as in LIBSVM: one C-SVC for each of the k (k − 1) / 2 pairs of classes; x votes for class i of a pair
/// when its decision value is positive, else for j; most votes win, ties go to the lower class.
/// </summary>
public static class OneAgainstOne
{
    /// <summary>Trains all pairs in the order (0,1), (0,2), …, (1,2), …; none when there is one class.</summary>
    /// <param name="kernel">Kernel of the training rows, the rows of a class next to each other.</param>
    /// <param name="starts">Class c has the rows starts[c] … starts[c + 1] − 1, at least one; length k + 1.</param>
    /// <param name="parameters">C, tolerance, weights.</param>
    /// <param name="workspace">Buffers.</param>
    /// <param name="trained">Receives each pair.</param>
    /// <returns>Number of pairs that reached the limit of iterations.</returns>
    public static int Train(
        SquareKernel kernel, ReadOnlySpan<int> starts, SvmParameters parameters, SvmWorkspace workspace, PairTrained trained)
    {
        var classes = starts.Length - 1;
        parameters.Require(classes);
        var stopped = 0;
        for (var i = 0; i < classes; i++)
        {
            for (var j = i + 1; j < classes; j++)
            {
                var result = TrainPair(kernel, starts, i, j, parameters, workspace);
                if (!result.Converged) stopped++;
                trained(i, j, workspace.Support, workspace.SupportCoefficients, result);
            }
        }

        return stopped;
    }

    /// <summary>Trains and predicts on the caller's thread alone.</summary>
    /// <param name="train">Kernel of the training rows, the rows of a class next to each other.</param>
    /// <param name="eval">The same rows × n rows in question.</param>
    /// <param name="starts">Class c has the rows starts[c] … starts[c + 1] − 1, at least one.</param>
    /// <param name="parameters">C, tolerance, weights.</param>
    /// <param name="workspace">Buffers.</param>
    /// <returns>Class index per row in question.</returns>
    public static int[] Predict(SquareKernel train, CrossKernel eval, ReadOnlySpan<int> starts, SvmParameters parameters, SvmWorkspace workspace)
    {
        var pairs = workspace.Functions;
        pairs.Clear();
        Train(train, starts, parameters, workspace, workspace.Keep);
        var winners = new int[eval.EvalRows];
        for (var tile = 0; tile < KernelTile.Count(eval.EvalRows); tile++) Elect(eval, tile, starts.Length - 1, pairs, workspace.Votes, winners);
        return winners;
    }

    /// <summary>The same on several threads.</summary>
    /// <param name="train">Kernel of the training rows, the rows of a class next to each other.</param>
    /// <param name="eval">The same rows × n rows in question.</param>
    /// <param name="starts">Class c has the rows starts[c] … starts[c + 1] − 1, at least one.</param>
    /// <param name="parameters">C, tolerance, weights.</param>
    /// <param name="workers">Threads; their number does not change a bit of the answer.</param>
    /// <returns>Class index per row in question.</returns>
    public static int[] Predict(SquareKernel train, CrossKernel eval, int[] starts, SvmParameters parameters, Workers workers)
    {
        var classes = starts.Length - 1;
        var machines = PairMachines.Train(train, starts, parameters, workers);
        int[] rows = [.. Enumerable.Range(0, train.Rows)];
        int[] rowClasses = [.. rows.Select(row => ClassOf(starts, row))];
        var pairs = PairMachines.Functions(
            machines.Coefficients, rowClasses, rows, Array.ConvertAll(machines.Results, result => result.Rho), classes);
        var winners = new int[eval.EvalRows];
        workers.For(
            KernelTile.Count(eval.EvalRows), () => new PairVotes(), (votes, tile) => Elect(eval, tile, classes, pairs, votes, winners));
        return winners;
    }

    /// <summary>Trains class i against class j; support vectors and coefficients are in the workspace.</summary>
    internal static SmoResult TrainPair(
        SquareKernel kernel, ReadOnlySpan<int> starts, int i, int j, SvmParameters parameters, SvmWorkspace workspace)
    {
        var rows = new RowSegments(starts[i], starts[i + 1] - starts[i], starts[j], starts[j + 1] - starts[j]);
        var positive = workspace.Positive(rows.Count);
        positive[..rows.FirstCount].Fill(true);
        positive[rows.FirstCount..].Fill(false);
        var result = SmoSolver.Solve(kernel, rows, positive, parameters.CostOf(i), parameters.CostOf(j), parameters.Tolerance, workspace.Smo);
        workspace.CollectSupport(rows);
        return result;
    }

    /// <summary>The class with most votes, the lowest among equals.</summary>
    /// <param name="votes">Votes per class.</param>
    internal static int Winner(ReadOnlySpan<int> votes)
    {
        var winner = 0;
        for (var c = 1; c < votes.Length; c++)
            if (votes[c] > votes[winner]) winner = c;
        return winner;
    }

    /// <summary>Index of the class that a training row belongs to.</summary>
    internal static int ClassOf(int[] starts, int row)
    {
        var at = Array.BinarySearch(starts, row);
        return at >= 0 ? at : ~at - 1;
    }

    private static void Elect(CrossKernel eval, int tile, int classes, DecisionFunctions pairs, PairVotes votes, int[] winners)
    {
        votes.Count(eval, tile, classes, pairs);
        for (var x = 0; x < votes.Columns; x++) winners[tile * KernelTile.Width + x] = Winner(votes[x]);
    }
}

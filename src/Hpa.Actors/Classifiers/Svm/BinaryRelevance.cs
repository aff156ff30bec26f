using Hpa.Actors.Classifiers.Kernels;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Classifiers.Svm;

/// <summary>
/// Multi-label by one SVM per class, its rows against all others; a class is predicted where its decision value is
/// positive. A class without a training row is never predicted, one that every training row has always is.
/// </summary>
public static class BinaryRelevance
{
    /// <summary>Trains.</summary>
    /// <param name="kernel">Kernel of the training rows, in any order.</param>
    /// <param name="labels">Their labels.</param>
    /// <param name="classes">The classes that get a machine.</param>
    /// <param name="parameters">C, tolerance, weights of both sides per machine.</param>
    /// <param name="workers">Threads; their number does not change a bit of the model.</param>
    /// <exception cref="ArgumentException">No row, or as many labels as the kernel does not have rows.</exception>
    public static DualModel Train(
        SquareKernel kernel, IReadOnlyList<LabelSet> labels, LabelSet classes, SvmParameters parameters, Workers workers)
    {
        if (labels.Count == 0 || labels.Count != kernel.Rows)
            throw new ArgumentException($"{labels.Count} labels for {kernel.Rows} training rows", nameof(labels));
        int[] machineClasses = [.. classes.Classes];
        var machines = RestMachines.Train(
            kernel, machineClasses.Length, (machine, row) => labels[row].Contains(machineClasses[machine]), parameters, workers, () => new SvmWorkspace());
        int[] support = [.. Enumerable.Range(0, kernel.Rows).Where(row => machines.Coefficients.Any(values => values[row] != 0))];
        return new DualModel(
            Strategy.BinaryRelevance,
            [.. machineClasses.Select(c => LabelSet.Of(c))],
            support,
            [.. support.Select(_ => -1)],
            [.. support.Select(row => Array.ConvertAll(machines.Coefficients, values => values[row]))],
            Array.ConvertAll(machines.Results, result => result.Rho),
            machines.Results.Count(result => !result.Converged))
        {
            Problems = machines.Results,
        };
    }

    internal static Prediction Predict(DualModel model, CrossKernel kernel, ReadOnlySpan<int> rows, Workers workers)
    {
        var functions = new DecisionFunctions();
        functions.Fill(model.Coefficients, rows, model.Rho, (_, machine) => machine);
        var decisions = RestMachines.Decide(functions, kernel, workers);
        var labels = new LabelSet[kernel.EvalRows];
        var scores = new float[labels.Length][];
        for (var x = 0; x < labels.Length; x++)
        {
            scores[x] = new float[LocationClasses.Count];
            scores[x].AsSpan().Fill(-1);
            for (var machine = 0; machine < decisions.Length; machine++)
            {
                var c = model.Classes[machine].Classes.First();
                scores[x][c] = (float)decisions[machine][x];
                if (decisions[machine][x] > 0) labels[x] = new LabelSet(labels[x].Bits | 1u << c);
            }
        }

        return new Prediction(labels, scores);
    }
}

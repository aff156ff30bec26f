using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Classifiers;

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
    /// <param name="parameters">C, tolerance, weight of the positive rows per machine.</param>
    /// <param name="workspace">Buffers.</param>
    /// <exception cref="ArgumentException">No row, or as many labels as the kernel does not have rows.</exception>
    public static DualModel Train(
        SquareKernel kernel, IReadOnlyList<LabelSet> labels, LabelSet classes, SvmParameters parameters, SvmWorkspace workspace)
    {
        if (labels.Count == 0 || labels.Count != kernel.Rows)
            throw new ArgumentException($"{labels.Count} labels for {kernel.Rows} training rows", nameof(labels));
        int[] machineClasses = [.. classes.Classes];
        var machines = RestMachines.Train(
            kernel, machineClasses.Length, (machine, row) => labels[row].Contains(machineClasses[machine]), parameters, workspace);
        int[] support = [.. Enumerable.Range(0, kernel.Rows).Where(row => machines.Coefficients.Any(values => values[row] != 0))];
        return new DualModel(
            Strategy.BinaryRelevance,
            [.. machineClasses.Select(c => LabelSet.Of(c))],
            support,
            [.. support.Select(_ => -1)],
            [.. support.Select(row => machines.Coefficients.Select(values => values[row]).ToArray())],
            machines.Rho,
            machines.Stopped);
    }

    internal static Prediction Predict(DualModel model, CrossKernel kernel, ReadOnlySpan<int> rows, SvmWorkspace workspace)
    {
        var labels = new LabelSet[kernel.EvalRows];
        var scores = new float[labels.Length][];
        for (var x = 0; x < labels.Length; x++)
        {
            scores[x] = new float[LocationClasses.Count];
            scores[x].AsSpan().Fill(-1);
        }

        var decisions = new double[labels.Length];
        for (var machine = 0; machine < model.Classes.Count; machine++)
        {
            workspace.Start(rows.Length);
            for (var s = 0; s < rows.Length; s++)
                if (model.Coefficients[s][machine] != 0) workspace.Add(rows[s], model.Coefficients[s][machine]);
            Decisions.Fill(kernel, workspace.Support, workspace.SupportCoefficients, model.Rho[machine], decisions);
            var c = model.Classes[machine].Classes.First();
            for (var x = 0; x < labels.Length; x++)
            {
                scores[x][c] = (float)decisions[x];
                if (decisions[x] > 0) labels[x] = new LabelSet(labels[x].Bits | 1u << c);
            }
        }

        return new Prediction(labels, scores);
    }
}

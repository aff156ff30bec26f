using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Classifiers;

/// <summary>
/// Multi-label by one-against-one over the distinct label sets of the training rows. It never predicts a set that it has
/// not seen; with one set only, it predicts that set.
/// </summary>
public static class LabelPowerset
{
    /// <summary>Trains.</summary>
    /// <param name="kernel">Kernel of the training rows, sorted by label set as in <paramref name="groups"/>.</param>
    /// <param name="groups">Label sets of the rows; at least one row.</param>
    /// <param name="parameters">C, tolerance, weight per label set.</param>
    /// <param name="workspace">Buffers.</param>
    /// <exception cref="ArgumentException">No row, or as many rows as the kernel does not have.</exception>
    public static DualModel Train(SquareKernel kernel, ClassGroups<LabelSet> groups, SvmParameters parameters, SvmWorkspace workspace)
    {
        if (groups.Order.Length == 0 || groups.Order.Length != kernel.Rows)
            throw new ArgumentException($"{groups.Order.Length} labels for {kernel.Rows} training rows", nameof(groups));
        var classes = groups.Keys.Count;
        var coefficients = new double[kernel.Rows][];
        var rhos = new List<double>(classes * (classes - 1) / 2);
        var stopped = OneAgainstOne.Train(kernel, groups.Starts, parameters, workspace, (i, j, support, values, rho) =>
        {
            rhos.Add(rho);
            for (var s = 0; s < support.Length; s++)
            {
                var own = coefficients[support[s]] ??= new double[classes - 1];
                own[support[s] < groups.Starts[i + 1] ? j - 1 : i] = values[s];
            }
        });
        int[] rows = [.. Enumerable.Range(0, kernel.Rows).Where(row => coefficients[row] is not null)];
        int[] rowClasses = [.. rows.Select(row => ClassOf(groups.Starts, row))];
        return new DualModel(
            Strategy.LabelPowerset, groups.Keys, rows, rowClasses, [.. rows.Select(row => coefficients[row])], [.. rhos], stopped);
    }

    internal static Prediction Predict(DualModel model, CrossKernel kernel, ReadOnlySpan<int> rows, SvmWorkspace workspace)
    {
        var classes = model.Classes.Count;
        var votes = workspace.Votes;
        votes.Start(kernel, classes);
        var pair = 0;
        for (var i = 0; i < classes; i++)
        {
            for (var j = i + 1; j < classes; j++)
            {
                workspace.Start(rows.Length);
                Collect(model, i, j - 1, rows, workspace);
                Collect(model, j, i, rows, workspace);
                votes.Count(i, j, workspace.Support, workspace.SupportCoefficients, model.Rho[pair++]);
            }
        }

        var labels = new LabelSet[kernel.EvalRows];
        var scores = new float[labels.Length][];
        for (var x = 0; x < labels.Length; x++)
        {
            labels[x] = model.Classes[OneAgainstOne.Winner(votes[x])];
            scores[x] = Scores(votes[x], model.Classes);
        }

        return new Prediction(labels, scores);
    }

    /// <summary>Mann and Whitney's U of the label sets with a class against those without, as a share; see <see cref="Prediction"/>.</summary>
    internal static float[] Scores(ReadOnlySpan<int> votes, IReadOnlyList<LabelSet> sets)
    {
        var scores = new float[LocationClasses.Count];
        for (var c = 0; c < scores.Length; c++)
        {
            var (with, won) = (0L, 0L);
            for (var s = 0; s < sets.Count; s++)
            {
                if (!sets[s].Contains(c)) continue;
                with++;
                won += votes[s];
            }

            var contests = with * (sets.Count - with);
            var amongThemselves = with * (with - 1) / 2;
            scores[c] = contests > 0 ? (float)((won - amongThemselves) / (double)contests) : with > 0 ? 1 : 0;
        }

        return scores;
    }

    private static void Collect(DualModel model, int label, int other, ReadOnlySpan<int> rows, SvmWorkspace workspace)
    {
        var start = FirstOf(model.SupportClasses, label);
        for (var s = start; s < rows.Length && model.SupportClasses[s] == label; s++)
            if (model.Coefficients[s][other] != 0) workspace.Add(rows[s], model.Coefficients[s][other]);
    }

    private static int ClassOf(int[] starts, int row)
    {
        var at = Array.BinarySearch(starts, row);
        return at >= 0 ? at : ~at - 1;
    }

    /// <summary>First index of a value in a rising list, or where it would be.</summary>
    private static int FirstOf(int[] rising, int value)
    {
        var (low, high) = (0, rising.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (rising[middle] < value) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}

using System.Numerics;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Classifiers.Svm;

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
    /// <param name="workers">Threads; their number does not change a bit of the model.</param>
    /// <exception cref="ArgumentException">No row, or as many rows as the kernel does not have.</exception>
    public static DualModel Train(SquareKernel kernel, ClassGroups<LabelSet> groups, SvmParameters parameters, Workers workers)
    {
        if (groups.Order.Length == 0 || groups.Order.Length != kernel.Rows)
            throw new ArgumentException($"{groups.Order.Length} labels for {kernel.Rows} training rows", nameof(groups));
        var machines = PairMachines.Train(kernel, groups.Starts, parameters, workers);
        int[] rows = [.. Enumerable.Range(0, kernel.Rows).Where(row => machines.Coefficients[row].AsSpan().ContainsAnyExcept(0.0))];
        return new DualModel(
            Strategy.LabelPowerset,
            groups.Keys,
            rows,
            Array.ConvertAll(rows, row => OneAgainstOne.ClassOf(groups.Starts, row)),
            Array.ConvertAll(rows, row => machines.Coefficients[row]),
            Array.ConvertAll(machines.Results, result => result.Rho),
            machines.Results.Count(result => !result.Converged))
        {
            Problems = machines.Results,
        };
    }

    internal static Prediction Predict(DualModel model, CrossKernel kernel, ReadOnlySpan<int> rows, Workers workers)
    {
        var classes = model.Classes.Count;
        var pairs = PairMachines.Functions(model.Coefficients, model.SupportClasses, rows, model.Rho, classes);
        var labels = new LabelSet[kernel.EvalRows];
        var scores = new float[labels.Length][];
        workers.For(KernelTile.Count(labels.Length), () => new PairVotes(), (votes, tile) =>
        {
            votes.Count(kernel, tile, classes, pairs);
            for (var column = 0; column < votes.Columns; column++)
            {
                var x = tile * KernelTile.Width + column;
                var own = votes[column];
                labels[x] = model.Classes[OneAgainstOne.Winner(own)];
                scores[x] = Scores(own, model.Classes);
            }
        });
        return new Prediction(labels, scores);
    }

    /// <summary>Mann and Whitney's U of the label sets with a class against those without, as a share; see <see cref="Prediction"/>.</summary>
    internal static float[] Scores(ReadOnlySpan<int> votes, IReadOnlyList<LabelSet> sets)
    {
        Span<long> with = stackalloc long[LocationClasses.Count];
        Span<long> won = stackalloc long[LocationClasses.Count];
        with.Clear();
        won.Clear();
        for (var s = 0; s < votes.Length; s++)
        {
            for (var bits = sets[s].Bits; bits != 0; bits &= bits - 1)
            {
                var c = BitOperations.TrailingZeroCount(bits);
                with[c]++;
                won[c] += votes[s];
            }
        }

        var scores = new float[LocationClasses.Count];
        for (var c = 0; c < scores.Length; c++)
        {
            var contests = with[c] * (sets.Count - with[c]);
            var amongThemselves = with[c] * (with[c] - 1) / 2;
            scores[c] = contests > 0 ? (float)((won[c] - amongThemselves) / (double)contests) : with[c] > 0 ? 1 : 0;
        }

        return scores;
    }
}

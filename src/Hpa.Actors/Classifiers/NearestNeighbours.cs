using Hpa.Actors.Classifiers.Kernels;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Classifiers;

/// <summary>
/// The k nearest training rows of each row in question by Euclidean distance, |t − x|² = K_tt − 2 K_tx + K_xx; found once, both
/// strategies vote on them. Among equals in distance the earlier training row is nearer.
/// </summary>
/// <param name="Rows">[e][k], nearest first, by place in the order of training rows that was given; k is their number where there are fewer.</param>
public sealed record NearestNeighbours(int[][] Rows)
{
    private const int Columns = 64;

    /// <summary>Finds them among all training rows, in the order of the kernel.</summary>
    /// <param name="train">Kernel of the training rows, of which only the diagonal is read.</param>
    /// <param name="eval">Training rows × rows in question.</param>
    /// <param name="neighbours">k, at least 1.</param>
    /// <param name="workers">Threads.</param>
    /// <exception cref="ArgumentException">No training row, kernels of different rows, or NaN in them.</exception>
    public static NearestNeighbours Find(SquareKernel train, CrossKernel eval, int neighbours, Workers workers) =>
        train.Rows == eval.TrainRows
            ? Find(Squares(train), eval, [.. Enumerable.Range(0, train.Rows)], neighbours, workers)
            : throw new ArgumentException($"a kernel of {eval.TrainRows} training rows beside one of {train.Rows}", nameof(eval));

    /// <summary>The same in another order, which decides between equal distances, and from the diagonal alone.</summary>
    /// <param name="squares">K_tt of each training row, by its place in the order.</param>
    /// <param name="eval">Rows that hold the training rows × rows in question.</param>
    /// <param name="order">Row of <paramref name="eval"/> of each training row.</param>
    /// <param name="neighbours">k, at least 1.</param>
    /// <param name="workers">Threads.</param>
    /// <exception cref="ArgumentException">No training row, or NaN in the kernel.</exception>
    internal static NearestNeighbours Find(double[] squares, CrossKernel eval, int[] order, int neighbours, Workers workers)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(neighbours);
        if (order.Length == 0 || squares.Length != order.Length) throw new ArgumentException($"{squares.Length} training rows, {order.Length} of them in order", nameof(order));
        var k = Math.Min(neighbours, order.Length);
        var found = new int[eval.EvalRows][];
        workers.For((eval.EvalRows + Columns - 1) / Columns, () => new double[Columns * k], (distances, part) =>
        {
            var from = part * Columns;
            var count = Math.Min(Columns, eval.EvalRows - from);
            for (var x = 0; x < count; x++) found[from + x] = new int[k];
            distances.AsSpan().Fill(double.PositiveInfinity);
            for (var t = 0; t < order.Length; t++)
            {
                var row = eval.Row(order[t]).Slice(from, count);
                for (var x = 0; x < count; x++) Enter(squares[t] - 2.0 * row[x], t, distances.AsSpan(x * k, k), found[from + x]);
            }
        });
        return new NearestNeighbours(found);
    }

    /// <summary>Votes of the neighbours; the score of a class is the share of neighbours that have it.</summary>
    /// <param name="strategy">
    /// Binary relevance: a class is predicted where more than half of the neighbours have it. Label powerset: the most frequent label
    /// set among them, the lowest among equals.
    /// </param>
    /// <param name="labels">Labels of the training rows, in the same order.</param>
    /// <param name="classes">The classes that binary relevance predicts.</param>
    public Prediction Predict(Strategy strategy, IReadOnlyList<LabelSet> labels, LabelSet classes)
    {
        var predicted = new LabelSet[Rows.Length];
        var scores = new float[Rows.Length][];
        for (var x = 0; x < Rows.Length; x++)
        {
            var own = Array.ConvertAll(Rows[x], t => labels[t]);
            scores[x] = new float[LocationClasses.Count];
            var majority = 0u;
            for (var c = 0; c < scores[x].Length; c++)
            {
                var votes = own.Count(set => set.Contains(c));
                if (strategy == Strategy.BinaryRelevance && !classes.Contains(c)) continue;
                scores[x][c] = (float)votes / own.Length;
                if (2 * votes > own.Length) majority |= 1u << c;
            }

            predicted[x] = strategy == Strategy.BinaryRelevance
                ? new LabelSet(majority)
                : own.GroupBy(set => set).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).First().Key;
        }

        return new Prediction(predicted, scores);
    }

    /// <summary>K_tt of each row.</summary>
    internal static double[] Squares(SquareKernel train) => [.. Enumerable.Range(0, train.Rows).Select(t => (double)train.Row(t, t, 1)[0])];

    private static void Enter(double distance, int row, Span<double> distances, int[] rows)
    {
        if (!double.IsFinite(distance)) throw new ArgumentException($"the kernel of training row {row} holds NaN or infinite values");
        if (distance >= distances[^1]) return;
        var place = distances.Length - 1;
        for (; place > 0 && distance < distances[place - 1]; place--) (distances[place], rows[place]) = (distances[place - 1], rows[place - 1]);
        (distances[place], rows[place]) = (distance, row);
    }
}

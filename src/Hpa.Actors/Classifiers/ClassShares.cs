using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Classifiers;

/// <summary>Predictions from one number in [0, 1] per class of a model: a probability, or a share of neighbours or of a leaf.</summary>
internal static class ClassShares
{
    /// <summary>A class is predicted where its share is above one half.</summary>
    /// <param name="classes">One set with one class for each machine.</param>
    /// <param name="shares">[m][e].</param>
    /// <param name="rows">e.</param>
    public static Prediction BinaryRelevance(IReadOnlyList<LabelSet> classes, double[][] shares, int rows)
    {
        var labels = new LabelSet[rows];
        var scores = Empty(rows);
        for (var m = 0; m < classes.Count; m++)
        {
            var c = classes[m].Classes.First();
            for (var x = 0; x < rows; x++)
            {
                scores[x][c] = (float)shares[m][x];
                if (shares[m][x] > 0.5) labels[x] = new LabelSet(labels[x].Bits | classes[m].Bits);
            }
        }

        return new Prediction(labels, scores);
    }

    /// <summary>The label set with the largest share, the first among equals; a class scores the sum of the shares of the sets with it.</summary>
    /// <param name="sets">k label sets in rising order.</param>
    /// <param name="shares">[k][e].</param>
    /// <param name="rows">e.</param>
    public static Prediction LabelPowerset(IReadOnlyList<LabelSet> sets, double[][] shares, int rows)
    {
        var labels = new LabelSet[rows];
        var scores = Empty(rows);
        Span<double> sums = stackalloc double[LocationClasses.Count];
        for (var x = 0; x < rows; x++)
        {
            var winner = 0;
            sums.Clear();
            for (var s = 0; s < sets.Count; s++)
            {
                if (shares[s][x] > shares[winner][x]) winner = s;
                for (var bits = sets[s].Bits; bits != 0; bits &= bits - 1) sums[System.Numerics.BitOperations.TrailingZeroCount(bits)] += shares[s][x];
            }

            labels[x] = sets[winner];
            for (var c = 0; c < sums.Length; c++) scores[x][c] = (float)Math.Min(1, sums[c]);
        }

        return new Prediction(labels, scores);
    }

    private static float[][] Empty(int rows)
    {
        var scores = new float[rows][];
        for (var x = 0; x < rows; x++) scores[x] = new float[LocationClasses.Count];
        return scores;
    }
}

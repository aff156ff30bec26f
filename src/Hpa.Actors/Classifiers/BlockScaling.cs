using Hpa.Contracts;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Classifiers;

/// <summary>
/// How the rows of one block become comparable with those of any other block: z-scores per column, then one factor for
/// the block, <c>x' = (x − mean) · inverseStd · scale</c>. Every statistic is of the training rows alone. Mean squared
/// row norm on the training rows is 1, so in a mean of block kernels no block weighs more for being longer.
/// </summary>
/// <param name="Block">The block.</param>
/// <param name="Means">Column means, length d.</param>
/// <param name="InverseStds">
/// 1 / population standard deviation per column, length d; 0 where the training rows hold one value only, which removes
/// the column from every kernel.
/// </param>
/// <param name="Scale">1 / √(columns that vary); 0 for a block without any, whose kernel is 0 everywhere.</param>
public sealed record BlockScaling(BlockColumn Block, IReadOnlyList<double> Means, IReadOnlyList<double> InverseStds, double Scale)
{
    /// <summary>Statistics of the training rows, summed in double precision in row order.</summary>
    /// <param name="block">Name and d.</param>
    /// <param name="train">[rows × d] row-major.</param>
    /// <param name="rows">Number of rows, at least 1.</param>
    /// <exception cref="InputException">A value is NaN or infinite.</exception>
    public static BlockScaling Fit(BlockColumn block, ReadOnlySpan<float> train, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        CheckShape(block, train, rows);
        CheckFinite(block, train);
        var means = ColumnMeans(train, rows, block.Dimensions);
        var inverse = InverseDeviations(train, rows, means);
        var varying = inverse.Count(x => x != 0);
        return new BlockScaling(block, means, inverse, varying == 0 ? 0 : 1 / Math.Sqrt(varying));
    }

    /// <summary>Scales rows of any part.</summary>
    /// <param name="raw">[rows × d] row-major.</param>
    /// <param name="scaled">Receives the same shape; may be <paramref name="raw"/> itself.</param>
    /// <exception cref="InputException">A value is NaN or infinite.</exception>
    public void Apply(ReadOnlySpan<float> raw, Span<float> scaled)
    {
        var d = Block.Dimensions;
        CheckShape(Block, raw, raw.Length / d);
        CheckFinite(Block, raw);
        var factors = InverseStds.Select(x => x * Scale).ToArray();
        var means = Means as double[] ?? [.. Means];
        for (var start = 0; start < raw.Length; start += d)
            for (var c = 0; c < d; c++) scaled[start + c] = (float)((raw[start + c] - means[c]) * factors[c]);
    }

    private static double[] ColumnMeans(ReadOnlySpan<float> train, int rows, int d)
    {
        var means = new double[d];
        for (var i = 0; i < train.Length; i += d)
            for (var c = 0; c < d; c++) means[c] += train[i + c];
        for (var c = 0; c < d; c++) means[c] /= rows;
        return means;
    }

    /// <remarks>A column is constant when its values are equal, not when their computed variance is 0: rounding of the mean makes it positive.</remarks>
    private static double[] InverseDeviations(ReadOnlySpan<float> train, int rows, double[] means)
    {
        var d = means.Length;
        var squares = new double[d];
        var varies = new bool[d];
        for (var i = 0; i < train.Length; i += d)
        {
            for (var c = 0; c < d; c++)
            {
                var deviation = train[i + c] - means[c];
                squares[c] += deviation * deviation;
                varies[c] |= train[i + c] != train[c];
            }
        }

        var inverse = new double[d];
        for (var c = 0; c < d; c++)
            if (varies[c]) inverse[c] = 1 / Math.Sqrt(squares[c] / rows);
        return inverse;
    }

    private static void CheckShape(BlockColumn block, ReadOnlySpan<float> values, int rows)
    {
        if (values.Length != (long)rows * block.Dimensions)
            throw new ArgumentException($"block {block.Name}: {values.Length} values are not {rows} rows of {block.Dimensions}");
    }

    private static void CheckFinite(BlockColumn block, ReadOnlySpan<float> values)
    {
        for (var i = 0; i < values.Length; i++)
            if (!float.IsFinite(values[i]))
                throw new InputException($"block {block.Name}: row {i / block.Dimensions} of the features holds {values[i]} in column {i % block.Dimensions}; run the network of this block again on intact images");
    }
}

using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using Hpa.Contracts;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Classifiers.Kernels;

/// <summary>
/// How the rows of one block become comparable with those of any other block: z-scores per column, then one factor for
/// the block, <c>x' = (x − mean) · inverseStd · scale</c>. Every statistic is of the training rows alone. Mean squared
/// row norm on the training rows is 1, so in a mean of block kernels no block weighs more for being longer. A row of NaN is an
/// image without this block, a field without a usable cell: it counts for no statistic and gets the training mean, x' = 0.
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
    /// <exception cref="InputException">A value is infinite, or NaN among numbers.</exception>
    public static BlockScaling Fit(BlockColumn block, ReadOnlySpan<float> train, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        CheckShape(block, train, rows);
        var present = CountPresent(block, train);
        var means = ColumnMeans(train, present, block.Dimensions);
        var inverse = InverseDeviations(train, present, means);
        var varying = inverse.Count(x => x != 0);
        return new BlockScaling(block, means, inverse, varying == 0 ? 0 : 1 / Math.Sqrt(varying));
    }

    /// <summary>Scales rows of any part.</summary>
    /// <param name="raw">[rows × d] row-major.</param>
    /// <param name="scaled">Receives the same shape; may be <paramref name="raw"/> itself.</param>
    /// <exception cref="InputException">A value is infinite, or NaN among numbers.</exception>
    public void Apply(ReadOnlySpan<float> raw, Span<float> scaled)
    {
        var d = Block.Dimensions;
        CheckShape(Block, raw, raw.Length / d);
        CountPresent(Block, raw);
        var factors = InverseStds.Select(x => x * Scale).ToArray();
        var means = Means as double[] ?? [.. Means];
        for (var start = 0; start < raw.Length; start += d)
        {
            if (IsAbsent(raw, start)) scaled.Slice(start, d).Clear();
            else Apply(raw.Slice(start, d), means, factors, scaled.Slice(start, d));
        }
    }

    /// <summary>One row, in double precision until the last step.</summary>
    private static void Apply(ReadOnlySpan<float> raw, double[] means, double[] factors, Span<float> scaled)
    {
        var c = 0;
        for (; c <= raw.Length - Vector256<float>.Count; c += Vector256<float>.Count)
        {
            var (low, high) = Vector256.Widen(Vector256.Create(raw.Slice(c, Vector256<float>.Count)));
            low = (low - Vector256.Create(means, c)) * Vector256.Create(factors, c);
            high = (high - Vector256.Create(means, c + 4)) * Vector256.Create(factors, c + 4);
            Vector256.Narrow(low, high).CopyTo(scaled[c..]);
        }

        for (; c < raw.Length; c++) scaled[c] = (float)((raw[c] - means[c]) * factors[c]);
    }

    private static double[] ColumnMeans(ReadOnlySpan<float> train, int present, int d)
    {
        var means = new double[d];
        for (var i = 0; i < train.Length; i += d)
        {
            if (IsAbsent(train, i)) continue;
            for (var c = 0; c < d; c++) means[c] += train[i + c];
        }

        for (var c = 0; c < d; c++) means[c] /= Math.Max(1, present);
        return means;
    }

    /// <remarks>A column is constant when its values are equal, not when their computed variance is 0: rounding of the mean makes it positive.</remarks>
    private static double[] InverseDeviations(ReadOnlySpan<float> train, int present, double[] means)
    {
        var d = means.Length;
        var first = 0;
        while (first < train.Length && IsAbsent(train, first)) first += d;
        var squares = new double[d];
        var varies = new bool[d];
        for (var i = first; i < train.Length; i += d)
        {
            if (IsAbsent(train, i)) continue;
            for (var c = 0; c < d; c++)
            {
                var deviation = train[i + c] - means[c];
                squares[c] += deviation * deviation;
                varies[c] |= train[i + c] != train[first + c];
            }
        }

        var inverse = new double[d];
        for (var c = 0; c < d; c++)
            if (varies[c]) inverse[c] = 1 / Math.Sqrt(squares[c] / present);
        return inverse;
    }

    private static void CheckShape(BlockColumn block, ReadOnlySpan<float> values, int rows)
    {
        if (values.Length != (long)rows * block.Dimensions)
            throw new ArgumentException($"block {block.Name}: {values.Length} values are not {rows} rows of {block.Dimensions}");
    }

    private static bool IsAbsent(ReadOnlySpan<float> values, int start) => float.IsNaN(values[start]);

    /// <summary>The rows that are there.</summary>
    private static int CountPresent(BlockColumn block, ReadOnlySpan<float> values)
    {
        var present = 0;
        for (var start = 0; start < values.Length; start += block.Dimensions)
        {
            var row = values.Slice(start, block.Dimensions);
            var absent = IsAbsent(values, start);
            // The largest is NaN or infinite where any value is; other rows need no second look.
            if (!absent && float.IsFinite(TensorPrimitives.MaxMagnitude(row)))
            {
                present++;
                continue;
            }

            for (var c = 0; c < row.Length; c++)
                if (absent ? !float.IsNaN(row[c]) : !float.IsFinite(row[c]))
                    throw new InputException($"block {block.Name}: row {start / block.Dimensions} of the features holds {row[absent ? 0 : c]} in column {(absent ? 0 : c)}; run the network of this block again on intact images");
            present += absent ? 0 : 1;
        }

        return present;
    }
}

using Hpa.Contracts;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Classifiers.Trees;

/// <summary>What raw features must be: a row of finite numbers, or a row of NaN for an image without the block.</summary>
internal static class RawRows
{
    /// <summary>Refuses others.</summary>
    /// <exception cref="InputException">A value is infinite, or NaN among numbers.</exception>
    /// <exception cref="ArgumentException">Not [rows × d] values.</exception>
    public static void Check(BlockColumn block, ReadOnlySpan<float> values, int rows)
    {
        if (values.Length != (long)rows * block.Dimensions)
            throw new ArgumentException($"block {block.Name}: {values.Length} values are not {rows} rows of {block.Dimensions}");
        for (var row = 0; row < rows; row++)
        {
            var own = values.Slice(row * block.Dimensions, block.Dimensions);
            var absent = own.Length > 0 && float.IsNaN(own[0]);
            foreach (var value in own)
                if (absent ? !float.IsNaN(value) : !float.IsFinite(value))
                    throw new InputException($"block {block.Name}: row {row} of the features holds {(absent ? float.NaN : value)} among numbers; run the network of this block again on intact images");
        }
    }
}

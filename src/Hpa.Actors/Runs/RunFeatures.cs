using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Features;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Runs;

/// <summary>A run's features by block, raw and scaled by the statistics of the training part. One block is in memory at a time.</summary>
/// <param name="store">The shards.</param>
/// <param name="blocks">The blocks offered.</param>
public sealed class RunFeatures(FeatureStore store, IReadOnlyList<BlockColumn> blocks)
{
    private readonly BlockScaling?[] _scalings = new BlockScaling?[blocks.Count];

    /// <summary>Statistics of the training part, of a block that has been fitted.</summary>
    public BlockScaling Scaling(int block) => _scalings[block] ?? throw new InvalidOperationException($"block {blocks[block].Name} has not been fitted");

    /// <summary>Statistics of the training part by block, once all have been fitted.</summary>
    public IReadOnlyList<BlockScaling> Scalings => [.. Enumerable.Range(0, blocks.Count).Select(Scaling)];

    /// <summary>Raw features.</summary>
    /// <param name="block">Index of the block.</param>
    /// <param name="images">Which images.</param>
    /// <returns>[images × d] row-major, in the order of <paramref name="images"/>; all NaN where a field has no usable cell.</returns>
    /// <exception cref="InputException">Features are missing or damaged.</exception>
    public float[] Raw(int block, IReadOnlyList<ImageId> images) => store.Read(blocks[block].Name, images);

    /// <summary>Fits a block to the training part, and scales some rows of two parts.</summary>
    /// <param name="block">Index of the block.</param>
    /// <param name="train">The training part.</param>
    /// <param name="trainRows">The rows of it that are wanted, in the wanted order.</param>
    /// <param name="eval">Images of another part that are wanted.</param>
    /// <exception cref="InputException">Features are missing or damaged, or hold what is no number.</exception>
    public (ScaledRows Train, ScaledRows Eval) Fit(int block, IReadOnlyList<ImageId> train, IReadOnlyList<int> trainRows, IReadOnlyList<ImageId> eval)
    {
        var raw = Raw(block, [.. train, .. eval]);
        var part = raw.AsSpan(0, train.Count * blocks[block].Dimensions);
        var scaling = _scalings[block] = BlockScaling.Fit(blocks[block], part, train.Count);
        return (ScaledRows.From(scaling, part, trainRows), ScaledRows.From(scaling, raw.AsSpan(part.Length), eval.Count));
    }

    /// <summary>Scales images.</summary>
    /// <param name="block">Index of a block that has been fitted.</param>
    /// <param name="train">Training images in the wanted order.</param>
    /// <param name="eval">Other images in the wanted order.</param>
    /// <exception cref="InputException">Features are missing or damaged, or hold what is no number.</exception>
    public (ScaledRows Train, ScaledRows Eval) Scaled(int block, IReadOnlyList<ImageId> train, IReadOnlyList<ImageId> eval)
    {
        var raw = Raw(block, [.. train, .. eval]);
        var part = raw.AsSpan(0, train.Count * blocks[block].Dimensions);
        return (ScaledRows.From(Scaling(block), part, train.Count), ScaledRows.From(Scaling(block), raw.AsSpan(part.Length), eval.Count));
    }
}

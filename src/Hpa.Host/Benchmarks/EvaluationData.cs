using Hpa.Actors.Classifiers.Kernels;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;

namespace Hpa.Host.Benchmarks;

/// <summary>What a comparison of classifiers works on.</summary>
/// <param name="Blocks">Columns of each block.</param>
/// <param name="Train">[n × columns of all blocks] row-major, block after block, not scaled.</param>
/// <param name="TrainLabels">Label sets of the n rows.</param>
/// <param name="Eval">[e × columns of all blocks].</param>
/// <param name="EvalLabels">True label sets of the e rows.</param>
/// <param name="Labels">Number of labels, 0 … labels − 1.</param>
internal sealed record EvaluationData(
    IReadOnlyList<int> Blocks, float[] Train, LabelSet[] TrainLabels, float[] Eval, LabelSet[] EvalLabels, int Labels)
{
    /// <summary>All labels.</summary>
    public LabelSet Classes => new((1u << Labels) - 1);

    /// <summary>Name of a block that comes from no network.</summary>
    public static BlockColumn Block(int block, int columns) => new(new BlockName(Region.Image, $"net{block}", Combination.Parse("rgb")), columns);

    /// <summary>A block of the training rows.</summary>
    /// <param name="block">Which.</param>
    /// <param name="view">Whose order the rows get.</param>
    /// <returns>[n × columns of the block].</returns>
    public float[] TrainBlock(int block, KernelView view) => Pick(Train, block, view.TrainRows, view.TrainPosition);

    /// <summary>A block of the rows in question.</summary>
    /// <inheritdoc cref="TrainBlock"/>
    public float[] EvalBlock(int block, KernelView view) => Pick(Eval, block, view.EvalRows, view.EvalPosition);

    /// <summary>All blocks of generated rows.</summary>
    public static EvaluationData Of(LabelledBlocks features, LabelSet[] train, LabelSet[] eval)
    {
        int[] blocks = [.. Enumerable.Repeat(features.Columns, features.Blocks)];
        return new EvaluationData(
            blocks, Join(train.Length, features.Columns, features.Blocks, features.Train), train,
            Join(eval.Length, features.Columns, features.Blocks, features.Eval), eval, LocationClasses.Count);
    }

    /// <summary>
    /// Every label set of the training rows as a class: the columns behind the kernel, z-scores divided by the square roots of the
    /// numbers of columns of the block and of blocks.
    /// </summary>
    public (LibsvmFile Train, LibsvmFile Test) Powerset()
    {
        var (train, eval) = (new double[Train.Length], new double[Eval.Length]);
        var (first, all) = (0, Blocks.Sum());
        for (var b = 0; b < Blocks.Count; first += Blocks[b++])
        {
            var view = new KernelView(Enumerable.Range(0, TrainLabels.Length), Enumerable.Range(0, EvalLabels.Length));
            var raw = TrainBlock(b, view);
            var scaling = BlockScaling.Fit(Block(b, Blocks[b]), raw, TrainLabels.Length);
            Spread(scaling, raw, train, first, all);
            Spread(scaling, EvalBlock(b, view), eval, first, all);
        }

        return (
            new LibsvmFile(Array.ConvertAll(TrainLabels, set => (int)set.Bits), train, all),
            new LibsvmFile(Array.ConvertAll(EvalLabels, set => (int)set.Bits), eval, all));
    }

    /// <summary>The first rows of both parts.</summary>
    public EvaluationData First(int train, int eval)
    {
        var d = Blocks.Sum();
        return this with { Train = Train[..(train * d)], TrainLabels = TrainLabels[..train], Eval = Eval[..(eval * d)], EvalLabels = EvalLabels[..eval] };
    }

    private static float[] Join(int rows, int columns, int blocks, Action<int, float[]> make)
    {
        var (joined, block) = (new float[rows * columns * blocks], new float[rows * columns]);
        for (var b = 0; b < blocks; b++)
        {
            make(b, block);
            for (var row = 0; row < rows; row++) block.AsSpan(row * columns, columns).CopyTo(joined.AsSpan((row * blocks + b) * columns));
        }

        return joined;
    }

    private void Spread(BlockScaling scaling, float[] raw, double[] to, int first, int all)
    {
        scaling.Apply(raw, raw);
        var (columns, factor) = (scaling.Block.Dimensions, 1 / Math.Sqrt(Blocks.Count));
        for (var i = 0; i < raw.Length; i++) to[i / columns * all + first + i % columns] = raw[i] * factor;
    }

    private float[] Pick(float[] rows, int block, int count, Func<int, int> position)
    {
        var (first, columns, all) = (Blocks.Take(block).Sum(), Blocks[block], Blocks.Sum());
        var picked = new float[count * columns];
        for (var row = 0; row < count; row++) rows.AsSpan(position(row) * all + first, columns).CopyTo(picked.AsSpan(row * columns));
        return picked;
    }
}

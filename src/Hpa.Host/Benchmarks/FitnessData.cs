using System.Diagnostics;
using System.Numerics.Tensors;
using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Host.Benchmarks;

/// <summary>How large a fitness evaluation is.</summary>
/// <param name="Train">Training rows.</param>
/// <param name="Val">Validation rows.</param>
/// <param name="Blocks">Blocks.</param>
/// <param name="Columns">Columns of a block.</param>
/// <param name="Classes">Classes, of which class k has a share in proportion to (k + 1)^−1.3.</param>
/// <param name="Seed">Seed of everything drawn.</param>
internal sealed record FitnessSize(int Train, int Val, int Blocks, int Columns, int Classes, ulong Seed);

/// <summary>
/// Seeded features that classifiers find neither trivial nor hopeless: per block, class means and a few strong directions that all
/// rows share, as features of networks have them, in noise. Rows are sorted by class.
/// </summary>
internal sealed class FitnessData
{
    /// <summary>The default of hpa.classifiers.c.</summary>
    public const double Penalty = 100;

    private const int Directions = 24;
    private const double ClassStrength = 0.3;

    private readonly FitnessSize _size;
    private readonly (ScaledRows Train, ScaledRows Val)[] _rows;

    /// <summary>Draws.</summary>
    public FitnessData(FitnessSize size, Workers workers)
    {
        _size = size;
        (TrainClasses, ValClasses) = (Classes(size.Train), Classes(size.Val));
        Layout = FitnessLayout.Of([new FitnessLabels(Labels(TrainClasses), Labels(ValClasses))], FitnessImages.SingleLabel);
        _rows = new (ScaledRows, ScaledRows)[size.Blocks];
        workers.For(size.Blocks, b => _rows[b] = Block(b));
    }

    public int TrainRows => _size.Train;

    public int ValRows => _size.Val;

    public int Columns => _size.Columns;

    /// <summary>Class of each training row, rising.</summary>
    public int[] TrainClasses { get; }

    /// <summary>Class of each validation row.</summary>
    public int[] ValClasses { get; }

    /// <summary>All rows as they are.</summary>
    public FitnessLayout Layout { get; }

    /// <summary>A row of a block, training rows first.</summary>
    public ReadOnlySpan<float> ScaledRow(int block, int row) => row < TrainRows ? _rows[block].Train[row] : _rows[block].Val[row - TrainRows];

    /// <summary>Computes the kernels of all blocks; returns them and the seconds it took.</summary>
    public (KernelStore Store, double Seconds) Kernels(Workers workers)
    {
        var started = Stopwatch.GetTimestamp();
        using var product = new KernelProduct();
        var store = new KernelStore(_rows.Select(rows => BlockKernel.Compute(product, rows.Train, rows.Val, workers)));
        return (store, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private static LabelSet[] Labels(int[] classes) => Array.ConvertAll(classes, c => LabelSet.Of(c));

    /// <summary>Every class at least once, the others by share.</summary>
    private int[] Classes(int rows)
    {
        double[] shares = [.. Enumerable.Range(1, _size.Classes).Select(k => Math.Pow(k, -1.3))];
        var total = shares.Sum();
        int[] counts = [.. shares.Select(share => 1 + (int)((rows - _size.Classes) * share / total))];
        counts[0] += rows - counts.Sum();
        return [.. Enumerable.Range(0, _size.Classes).SelectMany(c => Enumerable.Repeat(c, counts[c]))];
    }

    private (ScaledRows, ScaledRows) Block(int block)
    {
        var random = new CounterRandom(_size.Seed).At((ulong)block);
        var d = _size.Columns;
        var (means, directions) = (Normal(random.At("classes"), _size.Classes * d), Normal(random.At("directions"), Directions * d));
        var train = Rows(TrainClasses, means, directions, random.At("train"));
        var scaling = BlockScaling.Fit(new BlockColumn(new BlockName(Region.Image, $"net{block}", Combination.Parse("rgb")), d), train, TrainRows);
        return (ScaledRows.From(scaling, train, TrainRows), ScaledRows.From(scaling, Rows(ValClasses, means, directions, random.At("val")), ValRows));
    }

    private float[] Rows(int[] classes, float[] means, float[] directions, CounterRandom random)
    {
        var d = _size.Columns;
        var rows = Normal(random, classes.Length * d);
        var shared = new CounterRandom(_size.Seed).At((ulong)classes.Length);
        for (var row = 0; row < classes.Length; row++)
        {
            var line = rows.AsSpan(row * d, d);
            TensorPrimitives.MultiplyAdd(means.AsSpan(classes[row] * d, d), (float)ClassStrength, line, line);
            // The same image looks alike to all networks: directions differ by block, how far a row goes along them does not.
            for (var k = 0; k < Directions; k++)
                TensorPrimitives.MultiplyAdd(directions.AsSpan(k * d, d), (float)(shared.NextNormal() / Math.Sqrt(k + 1)), line, line);
        }

        return rows;
    }

    private static float[] Normal(CounterRandom random, int count)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++) values[i] = (float)random.NextNormal();
        return values;
    }
}

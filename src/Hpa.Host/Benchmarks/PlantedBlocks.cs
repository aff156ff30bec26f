using System.Numerics.Tensors;
using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Svm;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Host.Benchmarks;

/// <summary>How many blocks of which kind are offered.</summary>
/// <param name="Useful">Blocks that tell a few classes from the others.</param>
/// <param name="Useless">Blocks of noise.</param>
/// <param name="Redundant">Near-copies of useful blocks.</param>
internal sealed record PlantedMix(int Useful, int Useless, int Redundant)
{
    /// <summary>All of them.</summary>
    public int Blocks => Useful + Useless + Redundant;
}

/// <summary>How large the problem behind a fitness evaluation is.</summary>
/// <param name="Train">Training rows.</param>
/// <param name="Val">Validation rows.</param>
/// <param name="Columns">Columns of a block.</param>
/// <param name="Classes">Classes, of which class k has a share in proportion to (k + 1)^−½, so that none is left to one or two rows.</param>
internal sealed record PlantedSize(int Train, int Val, int Columns, int Classes);

/// <summary>
/// Seeded features of which it is known which blocks help: no block tells all classes apart, so that a good subset has many, and a block
/// of noise or a second copy makes every kernel worse. The fitness is the one of a run, on real kernels.
/// </summary>
internal sealed class PlantedBlocks : IDisposable
{
    /// <summary>Classes that a useful block tells from the others.</summary>
    private const int Told = 3;

    /// <summary>
    /// How far the means of told classes lie apart in all useful blocks together, in standard deviations of a column: with more
    /// blocks each of them says less, so that the problem stays as hard.
    /// </summary>
    private const double Strength = 1.8;

    /// <summary>Standard deviation of what a copy differs by.</summary>
    private const double Difference = 0.1;

    private readonly PlantedSize _size;
    private readonly CounterRandom _random;
    private readonly int[] _trainClasses;
    private readonly int[] _valClasses;
    private readonly KernelStore _store;

    /// <summary>Draws the blocks and computes their kernels.</summary>
    /// <param name="mix">Kinds of blocks; the seed decides which place each has.</param>
    /// <param name="size">Rows, columns, classes.</param>
    /// <param name="seed">Seed of everything drawn.</param>
    /// <param name="workers">Threads.</param>
    public PlantedBlocks(PlantedMix mix, PlantedSize size, ulong seed, Workers workers)
    {
        (_size, _random) = (size, new CounterRandom(seed).At("planted"));
        (_trainClasses, _valClasses) = (Classes(size.Train), Classes(size.Val));
        int[] places = [.. Enumerable.Range(0, mix.Blocks)];
        _random.At("places").Shuffle(places.AsSpan());
        using var product = new KernelProduct();
        _store = new KernelStore(places.Select(place => BlockKernel.Compute(
            product, Scaled(mix, place, "train", _trainClasses), Scaled(mix, place, "val", _valClasses), workers)));
        Best = Genome.Of(mix.Blocks, Enumerable.Range(0, mix.Blocks).Where(i => places[i] < mix.Useful));
        Costs = [.. places.Select(place => (long)Math.Round(3000 * Math.Pow(60, _random.At("costs").At((ulong)place).NextDouble())))];
        var view = FitnessLayout.Of([new FitnessLabels(Labels(_trainClasses), Labels(_valClasses))], FitnessImages.SingleLabel).Views[0];
        Fitness = new SubsetFitness(_store, view, view.Classes, new SvmParameters(FitnessData.Penalty, 1e-3));
    }

    /// <summary>The useful blocks and no other.</summary>
    public Genome Best { get; }

    /// <summary>Time of each block, 3 to 180 ms, the span of the networks; microseconds.</summary>
    public IReadOnlyList<long> Costs { get; }

    /// <summary>Macro-F1 of a subset on the validation rows.</summary>
    public SubsetFitness Fitness { get; }

    /// <inheritdoc />
    public void Dispose() => _store.Dispose();

    private static LabelSet[] Labels(int[] classes) => Array.ConvertAll(classes, c => LabelSet.Of(c));

    private int[] Classes(int rows)
    {
        double[] shares = [.. Enumerable.Range(1, _size.Classes).Select(k => 1 / Math.Sqrt(k))];
        var total = shares.Sum();
        int[] counts = [.. shares.Select(share => 1 + (int)((rows - _size.Classes) * share / total))];
        counts[0] += rows - counts.Sum();
        return [.. Enumerable.Range(0, _size.Classes).SelectMany(c => Enumerable.Repeat(c, counts[c]))];
    }

    private ScaledRows Scaled(PlantedMix mix, int place, string part, int[] classes)
    {
        var column = new BlockColumn(new BlockName(Region.Image, $"net{place}", Combination.Parse("rgb")), _size.Columns);
        var scaling = BlockScaling.Fit(column, Rows(mix, place, "train", _trainClasses), _trainClasses.Length);
        return ScaledRows.From(scaling, Rows(mix, place, part, classes), classes.Length);
    }

    /// <summary>Useful blocks stand first, then those of noise, then the copies.</summary>
    private float[] Rows(PlantedMix mix, int place, string part, int[] classes)
    {
        var stream = _random.At(part).At((ulong)place);
        if (place < mix.Useful) return Useful(place, mix.Useful, stream, classes);
        if (place < mix.Useful + mix.Useless) return Normal(stream, classes.Length * _size.Columns);
        var original = (place - mix.Useful - mix.Useless) % mix.Useful;
        var rows = Useful(original, mix.Useful, _random.At(part).At((ulong)original), classes);
        TensorPrimitives.MultiplyAdd(Normal(stream, rows.Length), (float)Difference, rows, rows);
        return rows;
    }

    private float[] Useful(int place, int useful, CounterRandom stream, int[] classes)
    {
        var d = _size.Columns;
        int[] order = [.. Enumerable.Range(0, _size.Classes)];
        _random.At("told").At((ulong)place).Shuffle(order.AsSpan());
        var (told, means) = (order.Take(Told).ToHashSet(), Normal(_random.At("means").At((ulong)place), _size.Classes * d));
        var rows = Normal(stream, classes.Length * d);
        for (var row = 0; row < classes.Length; row++)
        {
            var line = rows.AsSpan(row * d, d);
            if (told.Contains(classes[row])) TensorPrimitives.MultiplyAdd(means.AsSpan(classes[row] * d, d), (float)(Strength / Math.Sqrt(useful)), line, line);
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

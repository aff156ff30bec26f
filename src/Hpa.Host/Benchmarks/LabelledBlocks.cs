using System.Numerics.Tensors;
using Hpa.Actors.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Runs;

namespace Hpa.Host.Benchmarks;

/// <summary>
/// Seeded features of labelled rows, made block by block, neither separable nor hopeless: x = Σ_k u_k v_k + noise, with directions v
/// that differ by block and amounts u that do not, as the same image looks alike to all networks. A class has a direction and the
/// amount 1 or 0, blurred; further directions carry what has nothing to do with labels, strong ones first. The classes' strength falls
/// with the number of columns, so that many weak columns tell as much as few clear ones.
/// </summary>
internal sealed class LabelledBlocks
{
    /// <summary>Squared length of a class's directions over all blocks, where noise has 1 per column.</summary>
    private const double Signal = 400;

    /// <summary>Standard deviation of the amount of a class.</summary>
    private const double Blur = 0.4;

    private const int Shared = 24;
    private const int Directions = LocationClasses.Count + Shared;
    private const int Strip = 256;

    private readonly CounterRandom _random;
    private readonly Workers _workers;
    private readonly float[][] _train;
    private readonly float[][] _eval;

    /// <summary>Draws what all blocks share.</summary>
    /// <param name="train">Label sets of the training rows.</param>
    /// <param name="eval">Label sets of the rows in question.</param>
    /// <param name="blocks">Number of blocks.</param>
    /// <param name="columns">Columns of a block.</param>
    /// <param name="seed">Seed of everything drawn.</param>
    /// <param name="workers">Threads.</param>
    public LabelledBlocks(LabelSet[] train, LabelSet[] eval, int blocks, int columns, ulong seed, Workers workers)
    {
        (_random, _workers, Blocks, Columns) = (new CounterRandom(seed), workers, blocks, columns);
        var strength = Math.Sqrt(Signal / ((double)blocks * columns));
        _train = Amounts(train, strength, _random.At("train"));
        _eval = Amounts(eval, strength, _random.At("eval"));
    }

    /// <summary>Number of blocks.</summary>
    public int Blocks { get; }

    /// <summary>Columns of a block.</summary>
    public int Columns { get; }

    /// <summary>Makes a block of the training rows.</summary>
    /// <param name="block">Which.</param>
    /// <param name="rows">Receives [n × columns] row-major.</param>
    public void Train(int block, float[] rows) => Fill(_train, block, "train", rows);

    /// <summary>Makes a block of the rows in question.</summary>
    /// <param name="block">Which.</param>
    /// <param name="rows">Receives [e × columns] row-major.</param>
    public void Eval(int block, float[] rows) => Fill(_eval, block, "eval", rows);

    private static float[][] Amounts(LabelSet[] labels, double strength, CounterRandom random) => [.. labels.Select((set, row) =>
    {
        var own = random.At((ulong)row);
        var amounts = new float[Directions];
        for (var c = 0; c < LocationClasses.Count; c++) amounts[c] = (float)(strength * ((set.Contains(c) ? 1 : 0) + Blur * own.NextNormal()));
        for (var k = 0; k < Shared; k++) amounts[LocationClasses.Count + k] = (float)(own.NextNormal() / Math.Sqrt(k + 1));
        return amounts;
    })];

    private void Fill(float[][] amounts, int block, string part, float[] rows)
    {
        var random = _random.At("blocks").At((ulong)block);
        var directions = Normal(random.At("directions"), Directions * Columns);
        var noise = random.At(part);
        _workers.For((amounts.Length + Strip - 1) / Strip, strip =>
        {
            for (var row = strip * Strip; row < Math.Min(amounts.Length, (strip + 1) * Strip); row++)
            {
                var line = rows.AsSpan(row * Columns, Columns);
                var own = noise.At((ulong)row);
                foreach (ref var value in line) value = (float)own.NextNormal();
                for (var k = 0; k < Directions; k++)
                    TensorPrimitives.MultiplyAdd(directions.AsSpan(k * Columns, Columns), amounts[row][k], line, line);
            }
        });
    }

    private static float[] Normal(CounterRandom random, int count)
    {
        var values = new float[count];
        foreach (ref var value in values.AsSpan()) value = (float)random.NextNormal();
        return values;
    }
}

using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Classifiers;

/// <summary>Seeded features with some signal for the labels, several blocks.</summary>
internal sealed class Synthetic
{
    private static readonly LabelSet[] Sets =
        [LabelSet.Of(0), LabelSet.Of(0), LabelSet.Of(0), LabelSet.Of(2), LabelSet.Of(2), LabelSet.Of(0, 2), LabelSet.Of(25), LabelSet.Of(0, 25), LabelSet.Of(21)];

    public Synthetic(int train, int eval, params int[] dimensions)
    {
        var random = new CounterRandom(7);
        TrainLabels = [.. Enumerable.Range(0, train).Select(_ => Sets[random.NextInt(Sets.Length)])];
        EvalLabels = [.. Enumerable.Range(0, eval).Select(_ => Sets[random.NextInt(Sets.Length)])];
        Blocks = [.. dimensions.Select((d, b) => Block($"net{b}", d))];
        Train = [.. dimensions.Select((d, b) => Rows(TrainLabels, d, random.At((ulong)b)))];
        Eval = [.. dimensions.Select((d, b) => Rows(EvalLabels, d, random.At((ulong)b)))];
        Scalings = [.. Blocks.Select((block, b) => BlockScaling.Fit(block, Train[b], train))];
    }

    /// <summary>Every strategy with every classifier.</summary>
    public static TheoryData<Strategy, ClassifierKind> Kinds
    {
        get
        {
            var data = new TheoryData<Strategy, ClassifierKind>();
            foreach (var strategy in Enum.GetValues<Strategy>())
                foreach (var kind in Enum.GetValues<ClassifierKind>()) data.Add(strategy, kind);
            return data;
        }
    }

    public LabelSet[] TrainLabels { get; }

    public LabelSet[] EvalLabels { get; }

    public BlockColumn[] Blocks { get; }

    public float[][] Train { get; }

    public float[][] Eval { get; }

    public BlockScaling[] Scalings { get; }

    public static BlockColumn Block(string backbone, int d) => new(new BlockName(Region.Image, backbone, Combination.Parse("rgb")), d);

    public ScaledRows ScaledTrain(int block) => ScaledRows.From(Scalings[block], Train[block], TrainLabels.Length);

    public KernelStore Store()
    {
        using var product = new KernelProduct();
        return new KernelStore(Blocks.Select((_, b) =>
            BlockKernel.Compute(product, ScaledTrain(b), ScaledRows.From(Scalings[b], Eval[b], EvalLabels.Length))));
    }

    /// <summary>Every row that fitness uses.</summary>
    public FitnessLayout Layout(FitnessImages images) => FitnessLayout.Of([new FitnessLabels(TrainLabels, EvalLabels)], images);

    /// <summary>Kernels of a layout's rows; mapped files in a folder, or in memory.</summary>
    public KernelStore Store(FitnessLayout layout, Workers workers, KernelFolder? folder = null)
    {
        using var product = new KernelProduct();
        return new KernelStore(Blocks.Select((block, b) =>
        {
            var (train, eval) = (ScaledRows.From(Scalings[b], Train[b], layout.Train), ScaledRows.From(Scalings[b], Eval[b], layout.Val));
            return folder is null
                ? BlockKernel.Compute(product, train, eval, workers)
                : folder.Open(block.Name.ToString(), new byte[32], product, train, eval, workers);
        }));
    }

    /// <summary>The same effects in every part, other noise for every row.</summary>
    private static float[] Rows(LabelSet[] labels, int d, CounterRandom random)
    {
        var effects = new double[LocationClasses.Count, d];
        foreach (ref var effect in System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref effects[0, 0], effects.Length)) effect = random.NextNormal();
        var noise = random.At((ulong)labels.Length);
        var rows = new float[labels.Length * d];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = (float)(labels[i / d].Classes.Sum(c => effects[c, i % d]) * 0.5 + noise.NextNormal());
        return rows;
    }
}

using System.Globalization;
using System.Numerics.Tensors;
using System.Security.Cryptography;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Scores;
using Hpa.Actors.Classifiers.Svm;
using Hpa.Actors.Classifiers.Trees;
using Hpa.Contracts;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Classifiers.Saved;

/// <summary>Where a model's features came from; a prediction must make them in the same way.</summary>
/// <param name="Backbones">The networks in the model's blocks.</param>
/// <param name="Preprocessing">The feature manifest's text.</param>
public sealed record ModelOrigin(IReadOnlyList<BackboneRecord> Backbones, string Preprocessing);

/// <summary>
/// A trained classifier on disk: <c>model.json</c> and <c>support.parquet</c> in one folder, enough to predict without
/// the features it was trained on. Immutable; features that it keeps stay on disk and are read one block at a time.
/// </summary>
public sealed class SavedModel
{
    /// <summary>Name of the description.</summary>
    public const string ModelFile = "model.json";

    /// <summary>Name of the support vectors.</summary>
    public const string SupportVectorFile = "support.parquet";

    private readonly string _supportPath;
    private readonly TrainedClassifier _trained;

    private SavedModel(
        string supportPath, TrainedClassifier trained, ScoreDecision decision, IReadOnlyList<BlockScaling> scalings, ModelOrigin origin, double c, IReadOnlyList<ImageId> ids)
    {
        (_supportPath, _trained) = (supportPath, trained);
        (Decision, Scalings, Origin, C, SupportIds) = (decision, scalings, origin, c, ids);
    }

    /// <summary>How labels are read from scores.</summary>
    public ScoreDecision Decision { get; }

    /// <summary>Blocks, in the order in which <see cref="Predict"/> wants them, and their scaling.</summary>
    public IReadOnlyList<BlockScaling> Scalings { get; }

    /// <summary>Networks and preprocessing that the features must come from.</summary>
    public ModelOrigin Origin { get; }

    /// <summary>Penalty of the training; 0 where there is none.</summary>
    public double C { get; }

    /// <summary>Images whose features are kept: support vectors, or all training images.</summary>
    public IReadOnlyList<ImageId> SupportIds { get; }

    /// <summary>What decides.</summary>
    public ClassifierKind Kind => _trained.Kind;

    /// <summary>How labels are decided.</summary>
    public Strategy Strategy => _trained.Strategy;

    /// <summary>Label sets or classes by class index.</summary>
    public IReadOnlyList<LabelSet> Classes => _trained.Classes;

    /// <summary>Writes a trained model: the features that are kept first, then the description that names their hash.</summary>
    /// <param name="folder">Created when missing; a model in it is replaced.</param>
    /// <param name="model">The classifier.</param>
    /// <param name="decision">How labels are read from its scores.</param>
    /// <param name="ids">Image of each row of the training kernel.</param>
    /// <param name="scalings">The blocks of the subset in rising order.</param>
    /// <param name="supportFeatures">
    /// Scaled features, [kept rows × d] row-major in the order of <see cref="DualModel.SupportRows"/>, of a block by its place in
    /// <paramref name="scalings"/>. Asked for once each, in order, so that one block is in memory at a time; never for trees.
    /// </param>
    /// <param name="origin">Networks and preprocessing.</param>
    /// <param name="c">Penalty, for the reader.</param>
    public static void Save(
        string folder, TrainedClassifier model, ScoreDecision decision, IReadOnlyList<ImageId> ids, IReadOnlyList<BlockScaling> scalings,
        Func<int, float[]> supportFeatures, ModelOrigin origin, double c)
    {
        var support = Path.Combine(folder, SupportVectorFile);
        var numbers = (model as KernelClassifier)?.Numbers ?? new DualModel(model.Strategy, model.Classes, [], [], [], [], 0);
        ImageId[] supportIds = [.. numbers.SupportRows.Select(row => ids[row])];
        SupportFile.Write(support, supportIds, numbers, [.. scalings.Select(s => s.Block.Name.ToString())], supportFeatures);
        new ModelDocument(
            ModelDocument.CurrentVersion,
            StrategyText.Of(model.Strategy),
            ClassifierWords.Of(model.Kind),
            c,
            [.. model.Classes.Select(set => set.ToString())],
            numbers.Rho,
            (model as TreesOnColumns)?.Trees.Trees.ToArray(),
            DecisionDocument.Of(decision),
            [.. scalings.Select(BlockDocument.Of)],
            [.. scalings.Select(s => s.Block.Name.Combination.ToString()).Distinct()],
            [.. origin.Backbones],
            origin.Preprocessing,
            supportIds.Length,
            Hash(support)).Write(Path.Combine(folder, ModelFile));
    }

    /// <summary>Opens a model.</summary>
    /// <exception cref="InputException">A file is missing, of another version, or not the one that was written.</exception>
    public static SavedModel Load(string folder)
    {
        var path = Path.Combine(folder, ModelFile);
        var document = ModelDocument.Read(path);
        var support = Path.Combine(folder, SupportVectorFile);
        if (!File.Exists(support)) throw new InputException($"{support}: no such file; copy the whole folder of the model");
        if (Hash(support) != document.SupportSha256)
            throw new InputException($"{support}: its SHA-256 is not the one in {ModelFile}; copy the model again or train it again");
        var (ids, classes, coefficients) = SupportFile.ReadVectors(support, document.SupportVectors);
        var trained = Trained(document, classes, coefficients);
        if (trained is KernelClassifier kernel && coefficients.Any(values => values.Length != kernel.Width))
            throw new InputException($"{support}: not {kernel.Width} coefficients per support vector; train the model again with hpa evaluate");
        return new SavedModel(
            support, trained, document.Decision.ToDecision(), [.. document.Blocks.Select(b => b.ToScaling())],
            new ModelOrigin(document.Backbones, document.Preprocessing), document.C, ids);
    }

    /// <summary>
    /// Predicts rows. Takes (kept rows × <paramref name="rows"/>) floats; ask in parts of some hundred rows when there are many of both.
    /// </summary>
    /// <param name="blocks">Raw features, [rows × d] row-major per block of <see cref="Scalings"/>.</param>
    /// <param name="rows">Number of rows; may be 0.</param>
    /// <param name="product">The matrix library.</param>
    /// <param name="workers">Threads.</param>
    /// <exception cref="InputException">A feature is NaN or infinite.</exception>
    public Prediction Predict(IReadOnlyList<float[]> blocks, int rows, KernelProduct product, Workers workers)
    {
        if (blocks.Count != Scalings.Count) throw new ArgumentException($"{blocks.Count} blocks for a model of {Scalings.Count}", nameof(blocks));
        if (rows == 0) return new Prediction([], []);
        return Decision.Apply(_trained is TreesOnColumns trees
            ? trees.Trees.Predict([.. Scalings.Select(s => s.Block)], rows, block => blocks[block])
            : ((KernelClassifier)_trained).Predict(Kernel(blocks, rows, product), [.. Enumerable.Range(0, SupportIds.Count)], workers));
    }

    private static TrainedClassifier Trained(ModelDocument document, int[] classes, double[][] coefficients)
    {
        var strategy = StrategyText.Parse(document.Strategy);
        LabelSet[] sets = [.. document.Classes.Select(Labels)];
        if (document.Trees is { } trees) return new TreesOnColumns(new TreeClassifier(strategy, sets, trees));
        return new KernelClassifier(
            document.Kind!.Value, new DualModel(strategy, sets, [.. Enumerable.Range(0, classes.Length)], classes, coefficients, document.Rho, 0));
    }

    private CrossKernel Kernel(IReadOnlyList<float[]> blocks, int rows, KernelProduct product)
    {
        var kernel = new float[checked(SupportIds.Count * rows)];
        for (var b = 0; b < Scalings.Count; b++)
        {
            var block = Scalings[b].Block;
            var support = SupportFile.ReadBlock(_supportPath, block.Name.ToString(), SupportIds.Count, block.Dimensions);
            AddBlock(
                product, ScaledRows.Of(support, SupportIds.Count, block.Dimensions), ScaledRows.From(Scalings[b], blocks[b], rows), kernel);
        }

        TensorPrimitives.Multiply(kernel, 1f / Scalings.Count, kernel);
        return new CrossKernel(kernel, SupportIds.Count, rows);
    }

    private static void AddBlock(KernelProduct product, ScaledRows support, ScaledRows rows, float[] kernel)
    {
        const int size = ScaledRows.Tile;
        var tile = new float[size * size];
        for (var i = 0; i < support.Tiles; i++)
        {
            for (var j = 0; j < rows.Tiles; j++)
            {
                product.Multiply(support, i, rows, j, tile);
                var length = Math.Min(size, rows.Rows - j * size);
                for (var r = 0; r < size && i * size + r < support.Rows; r++)
                {
                    var sum = kernel.AsSpan((i * size + r) * rows.Rows + j * size, length);
                    TensorPrimitives.Add(sum, tile.AsSpan(r * size, length), sum);
                }
            }
        }
    }

    private static LabelSet Labels(string text) =>
        LabelSet.Of([.. text.Split(' ').Select(c => int.Parse(c, CultureInfo.InvariantCulture))]);

    private static string Hash(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}

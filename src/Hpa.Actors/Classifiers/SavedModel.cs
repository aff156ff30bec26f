using System.Globalization;
using System.Numerics.Tensors;
using System.Security.Cryptography;
using Hpa.Contracts;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Classifiers;

/// <summary>Where a model's features came from; a prediction must make them in the same way.</summary>
/// <param name="Backbones">The networks in the model's blocks.</param>
/// <param name="Preprocessing">The feature manifest's text.</param>
public sealed record ModelOrigin(IReadOnlyList<BackboneRecord> Backbones, string Preprocessing);

/// <summary>
/// A trained classifier on disk, in dual form: <c>model.json</c> and <c>support.parquet</c> in one folder, enough to
/// predict without the features it was trained on. Immutable; the support vectors' features stay on disk and are read
/// one block at a time.
/// </summary>
public sealed class SavedModel
{
    /// <summary>Name of the description.</summary>
    public const string ModelFile = "model.json";

    /// <summary>Name of the support vectors.</summary>
    public const string SupportVectorFile = "support.parquet";

    private readonly string _supportPath;
    private readonly DualModel _dual;

    private SavedModel(string supportPath, DualModel dual, IReadOnlyList<BlockScaling> scalings, ModelOrigin origin, double c, IReadOnlyList<ImageId> ids)
    {
        (_supportPath, _dual) = (supportPath, dual);
        (Scalings, Origin, C, SupportIds) = (scalings, origin, c, ids);
    }

    /// <summary>Blocks, in the order in which <see cref="Predict"/> wants them, and their scaling.</summary>
    public IReadOnlyList<BlockScaling> Scalings { get; }

    /// <summary>Networks and preprocessing that the features must come from.</summary>
    public ModelOrigin Origin { get; }

    /// <summary>SVM penalty of the training.</summary>
    public double C { get; }

    /// <summary>Images of the support vectors.</summary>
    public IReadOnlyList<ImageId> SupportIds { get; }

    /// <summary>How labels are decided.</summary>
    public Strategy Strategy => _dual.Strategy;

    /// <summary>Label sets or classes by class index.</summary>
    public IReadOnlyList<LabelSet> Classes => _dual.Classes;

    /// <summary>Writes a trained model: the support vectors first, then the description that names their hash.</summary>
    /// <param name="folder">Created when missing; a model in it is replaced.</param>
    /// <param name="model">The classifier.</param>
    /// <param name="ids">Image of each row of the training kernel.</param>
    /// <param name="scalings">The blocks of the subset in rising order.</param>
    /// <param name="supportFeatures">
    /// Scaled features, [support vectors × d] row-major in the order of <see cref="DualModel.SupportRows"/>, of a block by its place in
    /// <paramref name="scalings"/>. Asked for once each, in order, so that one block is in memory at a time.
    /// </param>
    /// <param name="origin">Networks and preprocessing.</param>
    /// <param name="c">SVM penalty, for the reader.</param>
    public static void Save(
        string folder, DualModel model, IReadOnlyList<ImageId> ids, IReadOnlyList<BlockScaling> scalings, Func<int, float[]> supportFeatures, ModelOrigin origin, double c)
    {
        var support = Path.Combine(folder, SupportVectorFile);
        ImageId[] supportIds = [.. model.SupportRows.Select(row => ids[row])];
        SupportFile.Write(support, supportIds, model, [.. scalings.Select(s => s.Block.Name.ToString())], supportFeatures);
        new ModelDocument(
            ModelDocument.CurrentVersion,
            StrategyText.Of(model.Strategy),
            c,
            [.. model.Classes.Select(set => set.ToString())],
            model.Rho,
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
        var strategy = StrategyText.Parse(document.Strategy);
        var width = document.Classes.Length - (strategy == Strategy.LabelPowerset ? 1 : 0);
        if (coefficients.Any(values => values.Length != width))
            throw new InputException($"{support}: not {width} coefficients per support vector; train the model again with hpa evaluate");
        var dual = new DualModel(
            strategy, [.. document.Classes.Select(Labels)], [.. Enumerable.Range(0, ids.Length)], classes, coefficients, document.Rho, 0);
        return new SavedModel(
            support, dual, [.. document.Blocks.Select(b => b.ToScaling())], new ModelOrigin(document.Backbones, document.Preprocessing), document.C, ids);
    }

    /// <summary>
    /// Predicts rows. Takes (support vectors × <paramref name="rows"/>) floats; ask in parts of some hundred rows when there are many of both.
    /// </summary>
    /// <param name="blocks">Raw features, [rows × d] row-major per block of <see cref="Scalings"/>.</param>
    /// <param name="rows">Number of rows; may be 0.</param>
    /// <param name="product">The matrix library.</param>
    /// <param name="workspace">Buffers.</param>
    /// <exception cref="InputException">A feature is NaN or infinite.</exception>
    public Prediction Predict(IReadOnlyList<float[]> blocks, int rows, KernelProduct product, SvmWorkspace workspace)
    {
        if (blocks.Count != Scalings.Count) throw new ArgumentException($"{blocks.Count} blocks for a model of {Scalings.Count}", nameof(blocks));
        var kernel = new float[checked(SupportIds.Count * rows)];
        for (var b = 0; b < Scalings.Count; b++)
        {
            var block = Scalings[b].Block;
            var support = SupportFile.ReadBlock(_supportPath, block.Name.ToString(), SupportIds.Count, block.Dimensions);
            AddBlock(
                product, ScaledRows.Of(support, SupportIds.Count, block.Dimensions), ScaledRows.From(Scalings[b], blocks[b], rows), kernel);
        }

        TensorPrimitives.Multiply(kernel, 1f / Scalings.Count, kernel);
        return _dual.Predict(new CrossKernel(kernel, SupportIds.Count, rows), workspace);
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

using System.Globalization;
using System.Text.Json;
using Hpa.Contracts;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Classifiers;

/// <summary>model.json: everything about a saved classifier but its support vectors.</summary>
/// <param name="Version">Version of this format; 1.</param>
/// <param name="Strategy"><c>label-powerset</c> or <c>binary-relevance</c>.</param>
/// <param name="C">SVM penalty it was trained with; for the reader.</param>
/// <param name="Classes">Per class index the class numbers with blanks between, as in Kaggle's Target column.</param>
/// <param name="Rho">Offset per pair (0,1), (0,2), …, (1,2), … or per class.</param>
/// <param name="Blocks">Blocks and their scaling; a decision uses the mean of their kernels.</param>
/// <param name="Combinations">Channel combinations in the blocks.</param>
/// <param name="Backbones">The networks in the blocks.</param>
/// <param name="Preprocessing">What shaped a network input; features made otherwise do not fit the model.</param>
/// <param name="SupportVectors">Rows of the support file.</param>
/// <param name="SupportSha256">SHA-256 of the support file, lower-case hex.</param>
internal sealed record ModelDocument(
    int Version,
    string Strategy,
    double C,
    string[] Classes,
    double[] Rho,
    BlockDocument[] Blocks,
    string[] Combinations,
    BackboneRecord[] Backbones,
    string Preprocessing,
    int SupportVectors,
    string SupportSha256)
{
    public const int CurrentVersion = 1;

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    public void Write(string path) => DurableFile.WriteText(path, JsonSerializer.Serialize(this, Form) + "\n");

    /// <exception cref="InputException">Missing, unreadable, of another version, or contradicting itself.</exception>
    public static ModelDocument Read(string path)
    {
        if (!File.Exists(path)) throw new InputException($"{path}: no such file; train the model with hpa evaluate, or name the folder of a trained one");
        ModelDocument document;
        try
        {
            using var stream = File.OpenRead(path);
            document = JsonSerializer.Deserialize<ModelDocument>(stream, Form) ?? throw new JsonException("it is empty");
        }
        catch (JsonException fault)
        {
            throw new InputException($"{path}: not a model ({fault.Message}); train it again with hpa evaluate", fault);
        }

        if (document.Version != CurrentVersion)
            throw new InputException($"{path}: format version {document.Version}, this program reads {CurrentVersion}; use the program that wrote it");
        if (!document.IsConsistent())
            throw new InputException($"{path}: its numbers contradict each other; train it again with hpa evaluate");
        return document;
    }

    private static bool IsLabelSet(string text) => text.Split(' ').All(c =>
        int.TryParse(c, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < LocationClasses.Count);

    private bool IsConsistent()
    {
        var machines = Strategy == StrategyText.Powerset ? Classes.Length * (Classes.Length - 1) / 2 : Classes.Length;
        return Strategy is StrategyText.Powerset or StrategyText.Relevance && Classes.Length > 0 && Rho.Length == machines && Blocks.Length > 0
            && SupportVectors >= 0 && Classes.All(IsLabelSet) && Blocks.All(b => b.Dimensions > 0 && b.Means.Length == b.Dimensions && b.InverseStds.Length == b.Dimensions);
    }
}

/// <summary>One block in model.json; see <see cref="BlockScaling"/>.</summary>
internal sealed record BlockDocument(string Name, int Dimensions, double Scale, double[] Means, double[] InverseStds)
{
    public static BlockDocument Of(BlockScaling scaling) =>
        new(scaling.Block.Name.ToString(), scaling.Block.Dimensions, scaling.Scale, [.. scaling.Means], [.. scaling.InverseStds]);

    public BlockScaling ToScaling() => new(new BlockColumn(BlockName.Parse(Name), Dimensions), Means, InverseStds, Scale);
}

/// <summary>Strategies as written down.</summary>
internal static class StrategyText
{
    public const string Powerset = "label-powerset";
    public const string Relevance = "binary-relevance";

    public static string Of(Strategy strategy) => strategy == Strategy.LabelPowerset ? Powerset : Relevance;

    public static Strategy Parse(string text) => text == Powerset ? Strategy.LabelPowerset : Strategy.BinaryRelevance;
}

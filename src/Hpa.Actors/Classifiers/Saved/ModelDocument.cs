using System.Globalization;
using System.Text.Json;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Scores;
using Hpa.Actors.Classifiers.Trees;
using Hpa.Contracts;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Classifiers.Saved;

/// <summary>model.json: everything about a saved classifier but its support vectors.</summary>
/// <param name="Version">Version of this format; <see cref="CurrentVersion"/>.</param>
/// <param name="Strategy"><c>label-powerset</c> or <c>binary-relevance</c>.</param>
/// <param name="Classifier">The word of a <see cref="ClassifierKind"/>.</param>
/// <param name="C">Penalty it was trained with, 0 where there is none; for the reader.</param>
/// <param name="Classes">Per class index the class numbers with blanks between, as in Kaggle's Target column.</param>
/// <param name="Rho">SVM: offset per pair (0,1), (0,2), …, (1,2), … or per class. Logistic regression: minus the intercept per machine.</param>
/// <param name="Trees">Decision trees, or null.</param>
/// <param name="Decision">How labels are read from scores.</param>
/// <param name="Blocks">Blocks and their scaling; a decision uses the mean of their kernels.</param>
/// <param name="Combinations">Channel combinations in the blocks.</param>
/// <param name="Backbones">The networks in the blocks.</param>
/// <param name="Preprocessing">What shaped a network input; features made otherwise do not fit the model.</param>
/// <param name="SupportVectors">Rows of the support file.</param>
/// <param name="SupportSha256">SHA-256 of the support file, lower-case hex.</param>
internal sealed record ModelDocument(
    int Version,
    string Strategy,
    string Classifier,
    double C,
    string[] Classes,
    double[] Rho,
    DecisionTree[]? Trees,
    DecisionDocument Decision,
    BlockDocument[] Blocks,
    string[] Combinations,
    BackboneRecord[] Backbones,
    string Preprocessing,
    int SupportVectors,
    string SupportSha256)
{
    public const int CurrentVersion = 2;

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

    /// <summary>What the numbers are of; null for a word that is none.</summary>
    public ClassifierKind? Kind => ClassifierWords.Parse(Classifier);

    private bool IsConsistent() =>
        Strategy is StrategyText.Powerset or StrategyText.Relevance && Classes.Length > 0 && Classes.All(IsLabelSet) && Blocks.Length > 0
        && Blocks.All(b => b.Dimensions > 0 && b.Means.Length == b.Dimensions && b.InverseStds.Length == b.Dimensions)
        && SupportVectors >= 0 && HasOffsets() && HasTrees();

    private bool HasOffsets() => Kind switch
    {
        ClassifierKind.Svm => Rho.Length == (Strategy == StrategyText.Powerset ? Classes.Length * (Classes.Length - 1) / 2 : Classes.Length),
        ClassifierKind.LogisticRegression => Rho.Length == Classes.Length || (Strategy == StrategyText.Powerset && Classes.Length == 2 && Rho.Length == 1),
        null => false,
        _ => Rho.Length == 0,
    };

    private bool HasTrees() => Kind == ClassifierKind.DecisionTree
        ? Trees is not null && Trees.Length == (Strategy == StrategyText.Powerset ? 1 : Classes.Length)
            && Trees.All(tree => tree.IsWhole([.. Blocks.Select(b => b.Dimensions)], Strategy == StrategyText.Powerset ? Classes.Length : 2))
        : Trees is null;
}

/// <summary>A <see cref="ScoreDecision"/> in model.json; null where an option is off.</summary>
internal sealed record DecisionDocument(double[]? A, double[]? B, double[]? Thresholds)
{
    public static DecisionDocument Of(ScoreDecision decision) => new(decision.A, decision.B, decision.Thresholds);

    /// <exception cref="ArgumentException">The numbers contradict each other.</exception>
    public ScoreDecision ToDecision() => new(A, B, Thresholds);
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

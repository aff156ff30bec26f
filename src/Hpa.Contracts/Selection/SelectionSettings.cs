using Hpa.Contracts.Features;
using Hpa.Contracts.Runs;

namespace Hpa.Contracts.Selection;

/// <summary>Which images the fitness of a subset is measured on.</summary>
public enum FitnessImages
{
    /// <summary>The paper's phase 1: images with one label, multi-class SVM one-against-one.</summary>
    SingleLabel,

    /// <summary>All images, label powerset with the same SVM.</summary>
    All,
}

/// <summary>How fitness is validated.</summary>
public enum FitnessValidation
{
    /// <summary>Trained on the training part, measured on the validation part.</summary>
    HoldOut,

    /// <summary>Cross-validation within the training part; the validation part stays unseen.</summary>
    KFold,
}

/// <summary>What decides on the final subset.</summary>
public enum FinalChoice
{
    /// <summary>The genetic algorithm's best.</summary>
    Genetic,

    /// <summary>The cheapest of NSGA-II's front that loses little fitness.</summary>
    Front,
}

/// <summary>The choice of blocks.</summary>
/// <param name="Fitness">Images that fitness is measured on.</param>
/// <param name="Validation">How fitness is validated.</param>
/// <param name="Folds">Folds of cross-validation, 2 … 20.</param>
/// <param name="Features">Feature sets that blocks are chosen of, each by a study of its own, in order.</param>
/// <param name="Genetic">The genetic algorithm.</param>
/// <param name="Repeat">How often each study is done, with other random numbers, 1 … 100; the first decides.</param>
/// <param name="Searches">Other searches for comparison, in order.</param>
/// <param name="SearchBudget">Evaluations each of them may ask for; 0 = as many as the genetic algorithm asked for.</param>
/// <param name="Final">What decides on the final subset.</param>
/// <param name="FrontLoss">With <see cref="FinalChoice.Front"/>: how far the fitness of the picked subset may be below the front's best, in [0, 1].</param>
public sealed record SelectionSettings(
    FitnessImages Fitness, FitnessValidation Validation, int Folds, IReadOnlyList<FeatureSet> Features, GeneticSettings Genetic, int Repeat,
    IReadOnlyList<SearchKind> Searches, int SearchBudget, FinalChoice Final, double FrontLoss)
{
    private static readonly string[] FeatureWords = [.. Enum.GetValues<FeatureSet>().Where(set => set != FeatureSet.Both).Select(StudyName.Word)];

    /// <summary>Reads <c>hpa.selection</c>.</summary>
    /// <exception cref="SettingsException">Names the key at fault.</exception>
    public static SelectionSettings From(SettingsSection section)
    {
        var settings = new SelectionSettings(
            (FitnessImages)section.Choice("fitness", "single-label", "all"),
            (FitnessValidation)section.Choice("validation", "hold-out", "k-fold"), section.Int("folds", 2, 20),
            [.. Words(section, "features", FeatureWords).Select(i => (FeatureSet)i)],
            GeneticSettings.From(section), section.Int("repeat", 1, 100),
            [.. Words(section, "searches", SearchWords.All).Select(i => (SearchKind)i)], section.Int("search-budget", 0, 1_000_000),
            (FinalChoice)section.Choice("final", "genetic", "front"), section.Number("front-loss", 0, 1));
        if (settings.Features.Count == 0) throw new SettingsException($"{section.Name("features")} is empty: name at least one of {string.Join(", ", FeatureWords)}");
        return settings.Final == FinalChoice.Front && !settings.Searches.Contains(SearchKind.Nsga2)
            ? throw new SettingsException($"{section.Name("final")} = front needs nsga2 in {section.Name("searches")}")
            : settings;
    }

    /// <summary>Indexes of the words that are in the list, in the order of the words.</summary>
    private static IEnumerable<int> Words(SettingsSection section, string key, IReadOnlyList<string> words)
    {
        var given = section.List(key);
        if (given.FirstOrDefault(word => !words.Contains(word)) is { } unknown)
            throw new SettingsException($"{section.Name(key)}: '{unknown}' is none of {string.Join(", ", words)}");
        return Enumerable.Range(0, words.Count).Where(i => given.Contains(words[i]));
    }
}

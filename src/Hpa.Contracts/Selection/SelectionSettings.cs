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

/// <summary>The island genetic algorithm.</summary>
/// <param name="Fitness">Images that fitness is measured on.</param>
/// <param name="Islands">Number of islands K, 1 … 64.</param>
/// <param name="Population">Individuals over all islands, a multiple of K, at least 4 per island.</param>
/// <param name="Generations">Generations of each island, 1 … 10,000.</param>
/// <param name="MigrationEvery">Migration after every this many generations, 1 … 10,000.</param>
/// <param name="Migrants">Individuals sent to the next island of the ring, 0 … half an island.</param>
/// <param name="Elite">Best individuals of an island that survive unchanged, 1 … half an island.</param>
/// <param name="Crossover">Share of the other children made by crossover, in [0, 1]; the rest by mutation.</param>
/// <param name="Mutation">Probability that a mutation flips a gene, in [0, 1].</param>
public sealed record SelectionSettings(
    FitnessImages Fitness, int Islands, int Population, int Generations, int MigrationEvery, int Migrants, int Elite, double Crossover, double Mutation)
{
    /// <summary>Individuals of one island.</summary>
    public int IslandSize => Population / Islands;

    /// <summary>Reads <c>hpa.selection</c>.</summary>
    public static SelectionSettings From(SettingsSection section)
    {
        var settings = new SelectionSettings(
            (FitnessImages)section.Choice("fitness", "single-label", "all"),
            section.Int("islands", 1, 64), section.Int("population", 4, 100_000), section.Int("generations", 1, 10_000),
            section.Int("migration-every", 1, 10_000), section.Int("migrants", 0, 10_000), section.Int("elite", 1, 10_000),
            section.Number("crossover", 0, 1), section.Number("mutation", 0, 1));
        if (settings.Population % settings.Islands != 0 || settings.IslandSize < 4)
            throw new SettingsException($"{section.Name("population")} = {settings.Population} must be a multiple of islands = {settings.Islands} with at least 4 each");
        if (settings.Migrants > settings.IslandSize / 2)
            throw new SettingsException($"{section.Name("migrants")} = {settings.Migrants} is more than half of an island of {settings.IslandSize}");
        if (settings.Elite > settings.IslandSize / 2)
            throw new SettingsException($"{section.Name("elite")} = {settings.Elite} is more than half of an island of {settings.IslandSize}");
        return settings;
    }
}

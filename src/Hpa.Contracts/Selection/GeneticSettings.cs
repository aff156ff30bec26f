using Hpa.Contracts.Runs;

namespace Hpa.Contracts.Selection;

/// <summary>The island genetic algorithm.</summary>
/// <param name="Islands">Number of islands K, 1 … 64.</param>
/// <param name="Population">Individuals over all islands, a multiple of K, at least 4 per island.</param>
/// <param name="Generations">Most generations of each island, 1 … 100,000; 0: 100 for each block offered, see <see cref="For"/>.</param>
/// <param name="StallGenerations">
/// The islands end where the best fitness of all of them has not risen for so many generations; 0 = never. Looked at after every
/// <paramref name="MigrationEvery"/> generations, when they meet anyway.
/// </param>
/// <param name="MigrationEvery">Migration after every this many generations, 1 … 10,000.</param>
/// <param name="Migrants">Individuals sent to the next island of the ring, 0 … half an island.</param>
/// <param name="Elite">Best individuals of an island that survive unchanged, 1 … half an island.</param>
/// <param name="Crossover">Share of the other children made by crossover, in [0, 1]; the rest by mutation.</param>
/// <param name="Mutation">Probability that a mutation flips a gene, in [0, 1].</param>
/// <param name="Distinct">Whether a child that its island already has is changed until it is another one, so that every child is a new try.</param>
public sealed record GeneticSettings(
    int Islands, int Population, int Generations, int StallGenerations, int MigrationEvery, int Migrants, int Elite, double Crossover, double Mutation, bool Distinct)
{
    private const string Preset = "preset";

    /// <summary>Individuals of one island.</summary>
    public int IslandSize => Population / Islands;

    /// <summary>The same with the number of generations that so many blocks need.</summary>
    public GeneticSettings For(int genes) => Generations > 0 ? this : this with { Generations = 100 * genes };

    /// <summary>Reads the keys of the genetic algorithm in <c>hpa.selection</c>; the word <c>preset</c> stands for the preset's value.</summary>
    /// <exception cref="SettingsException">Names the key at fault.</exception>
    public static GeneticSettings From(SettingsSection section)
    {
        var paper = section.Choice("preset", "fast", "paper") == 1;
        int Int(string key, int fast, int papers, int min, int max) => section.Text(key) == Preset ? paper ? papers : fast : section.Int(key, min, max);
        double Number(string key, double fast, double papers) => section.Text(key) == Preset ? paper ? papers : fast : section.Number(key, 0, 1);
        var islands = Int("islands", 4, 1, 1, 64);
        var population = Int("population", 40, 200, 4, 100_000);
        // Of an island that turns out too small to exist only the population is to be spoken of.
        var island = Math.Max(4, population / islands);
        var settings = new GeneticSettings(
            islands, population, Int("generations", 30, 0, 1, 100_000), Int("stall-generations", 0, 50, 0, 100_000),
            Int("migration-every", 5, 20, 1, 10_000), Int("migrants", Math.Min(2, island / 2), island / 5, 0, 10_000),
            Int("elite", island / 2, (int)Math.Ceiling(0.05 * island), 1, 10_000),
            Number("crossover", 0.8, 0.8), Number("mutation", 0.05, 0.01),
            section.Text("distinct-children") == Preset ? !paper : section.Flag("distinct-children"));
        if (settings.Population % settings.Islands != 0 || settings.IslandSize < 4)
            throw new SettingsException($"{section.Name("population")} = {settings.Population} must be a multiple of islands = {settings.Islands} with at least 4 each");
        if (settings.Migrants > settings.IslandSize / 2)
            throw new SettingsException($"{section.Name("migrants")} = {settings.Migrants} is more than half of an island of {settings.IslandSize}");
        if (settings.Elite > settings.IslandSize / 2)
            throw new SettingsException($"{section.Name("elite")} = {settings.Elite} is more than half of an island of {settings.IslandSize}");
        return settings;
    }
}

using Hpa.Actors.Selection;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Selection;

/// <summary>Twelve blocks with known gains, so that the fitness of a subset is a sum.</summary>
internal static class Islands
{
    public const int Genes = 12;
    private static readonly double[] Gains = [0.10, -0.04, 0.07, -0.02, 0.05, -0.08, 0.03, 0.01, -0.01, 0.06, -0.03, 0.02];

    /// <summary>Two islands of eight that exchange migrants after generations 2 and 4 of 6.</summary>
    public static GeneticSettings Two { get; } = Settings.Small with { Islands = 2, Population = 16, Generations = 6, MigrationEvery = 2 };

    public static BlockName[] Blocks { get; } = [.. Enumerable.Range(0, Genes).Select(i => new BlockName(Region.Image, $"net{i}", Combination.Parse("rgb")))];

    /// <summary>Another study has another offset, so that mixing them up shows.</summary>
    public static double Fitness(string study, Genome genome) => (study == "selected" ? 0.3 : 0.25) + genome.Chosen().Sum(gene => Gains[gene]);

    /// <summary>Everything that the islands of a study tell when nothing goes wrong.</summary>
    public static List<GenerationCompleted> Reports(GeneticSettings settings, string study)
    {
        var islands = Enumerable.Range(0, settings.Islands).Select(i => IslandState.Start(settings, 1, new IslandKey("run", study, i), Genes)).ToArray();
        var reports = new List<GenerationCompleted>();
        for (var generation = 1; generation <= settings.Generations; generation++)
        {
            var completed = islands.Select(island => island.Decide(island.Genomes.Distinct().ToDictionary(g => g, g => Fitness(study, g)))!).ToArray();
            reports.AddRange(completed);
            for (var i = 0; i < islands.Length; i++) islands[i] = islands[i].Apply(completed[i]);
            for (var i = 0; i < islands.Length; i++)
            {
                var target = Migration.Target(i, islands.Length);
                if (completed[i].Emigrants.Count > 0 && islands[target].Decide(generation, completed[i].Emigrants) is { } arrived)
                    islands[target] = islands[target].Apply(arrived);
            }
        }

        return reports;
    }
}

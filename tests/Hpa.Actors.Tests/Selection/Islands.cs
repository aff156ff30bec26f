using Hpa.Actors.Selection;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Selection;

/// <summary>Twelve blocks with known gains out of fourteen of a run, so that the fitness of a subset is a sum.</summary>
internal static class Islands
{
    public const int Genes = 12;

    private const int First = 1;

    /// <summary>Two islands of eight that exchange migrants after generations 2 and 4 of 6.</summary>
    public static GeneticSettings Two { get; } = Settings.Small with { Islands = 2, Population = 16, Generations = 6, MigrationEvery = 2 };

    /// <summary>Four islands that find the best early and agree to end long before the last generation.</summary>
    public static GeneticSettings Stalling { get; } =
        Settings.Small with { Islands = 4, Population = 32, Generations = 400, MigrationEvery = 3, StallGenerations = 8 };

    public static double[] Gains { get; } = [0.10, -0.04, 0.07, -0.02, 0.05, -0.08, 0.03, 0.01, -0.01, 0.06, -0.03, 0.02];

    public static long[] Costs { get; } = [900, 40, 700, 20, 500, 80, 300, 10, 10, 600, 30, 20];

    public static Ranking Ranking { get; } = new(Costs);

    public static StudyPlan[] Studies { get; } =
        [.. new[] { false, true }.Select(shuffled => new StudyPlan(new StudyName(FeatureSet.Image, shuffled), [.. Enumerable.Range(First, Genes)], Costs))];

    public static BlockName[] Blocks { get; } = [.. Enumerable.Range(0, Genes + 2).Select(i => new BlockName(Region.Image, $"net{i}", Combination.Parse("rgb")))];

    public static SelectionPlan Plan(string folder, GeneticSettings genetic, params StudyPlan[] studies) => new(
        "run", folder, studies.Length > 0 ? studies : Studies, Blocks,
        new SelectionSettings(FitnessImages.All, FitnessValidation.HoldOut, 5, [FeatureSet.Image], genetic, 1, [], 0, FinalChoice.Genetic, 0), 1, "key");

    public static IslandPlan IslandPlan(GeneticSettings genetic) =>
        new(genetic, 1, Studies.ToDictionary(study => study.Name.ToString(), study => study.Costs));

    /// <summary>Shuffled labels have another offset, so that mixing them up shows.</summary>
    public static double Fitness(string study, Genome genome) =>
        (study.Contains("shuffled", StringComparison.Ordinal) ? 0.25 : 0.3) + genome.Chosen().Sum(gene => Gains[gene]);

    /// <summary>What a classifier answers about blocks of the run.</summary>
    public static SubsetEvaluated Measure(EvaluateSubset ask) => new(
        ask.Run, ask.Study, ask.Subset, Fitness(ask.Study, Genome.Of(Genes, ask.Subset.Chosen().Select(block => block - First))));

    /// <summary>Everything that the islands of a study tell when nothing goes wrong.</summary>
    public static List<GenerationCompleted> Reports(GeneticSettings settings, string study)
    {
        var islands = Enumerable.Range(0, settings.Islands).Select(i => IslandState.Start(settings, 1, new IslandKey("run", study, i), Costs)).ToArray();
        var reports = new List<GenerationCompleted>();
        var (highest, risen) = (double.MinValue, 0);
        for (var generation = 1; generation <= settings.Generations; generation++)
        {
            var completed = islands.Select(island => island.Decide(island.Genomes.Distinct().ToDictionary(g => g, g => Fitness(study, g)))!).ToArray();
            reports.AddRange(completed);
            if (completed.Max(c => c.Population[0].Fitness) is var best && best > highest) (highest, risen) = (best, generation);
            for (var i = 0; i < islands.Length; i++) islands[i] = islands[i].Apply(completed[i]);
            for (var i = 0; i < islands.Length; i++)
            {
                var target = Migration.Target(i, islands.Length);
                if (completed[i].Emigrants.Count > 0 && islands[target].Decide(generation, completed[i].Emigrants) is { } arrived)
                    islands[target] = islands[target].Apply(arrived);
            }

            if (settings.StallGenerations == 0 || generation % settings.MigrationEvery > 0) continue;
            if (generation - risen >= settings.StallGenerations) break;
            for (var i = 0; i < islands.Length; i++)
                if (islands[i].Decide(generation, ends: false) is { } agreed) islands[i] = islands[i].Apply(agreed);
        }

        return reports;
    }
}

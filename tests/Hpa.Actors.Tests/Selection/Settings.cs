using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Selection;

/// <summary>Small settings that tests vary with <c>with</c>.</summary>
internal static class Settings
{
    public static GeneticSettings Small { get; } = new(
        Islands: 3, Population: 24, Generations: 12, StallGenerations: 0, MigrationEvery: 3, Migrants: 2, Elite: 2, Crossover: 0.8, Mutation: 0.1, Distinct: false);
}

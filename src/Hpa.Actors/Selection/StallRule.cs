using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection;

/// <summary>
/// When the islands of a study end before their last generation: the best fitness of all of them together has not risen for
/// <see cref="GeneticSettings.StallGenerations"/> generations. They agree on it after every
/// <see cref="GeneticSettings.MigrationEvery"/> generations, so that all end in the same one. A function of the history alone:
/// whoever asks again gets the same answer.
/// </summary>
public static class StallRule
{
    /// <summary>Whether no island goes beyond this generation without the agreement of all; never after the last.</summary>
    public static bool Asks(GeneticSettings settings, int generation) =>
        settings.StallGenerations > 0 && generation % settings.MigrationEvery == 0 && generation < settings.Generations;

    /// <summary>Whether the islands end.</summary>
    /// <param name="settings">The limit.</param>
    /// <param name="best">[generations so far] highest fitness of all islands in each generation, from generation 1; the last is the one asked about.</param>
    public static bool Ends(GeneticSettings settings, IReadOnlyList<double> best)
    {
        var before = best.Count - settings.StallGenerations;
        if (before < 1) return false;
        var reached = best.Take(before).Max();
        return best.Skip(before).All(fitness => fitness <= reached);
    }
}

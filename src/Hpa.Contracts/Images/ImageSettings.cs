using Hpa.Contracts.Runs;

namespace Hpa.Contracts.Images;

/// <summary>How fields become network inputs.</summary>
/// <param name="Combinations">Channel combinations, distinct, in the order of the feature columns.</param>
/// <param name="BatchSize">Images per batch = rows per shard, 1 … 4096.</param>
/// <param name="InFlight">Images of a batch that are decoded or wait for networks at once, 1 … 256; bounds memory.</param>
public sealed record ImageSettings(IReadOnlyList<Combination> Combinations, int BatchSize, int InFlight)
{
    /// <summary>Reads <c>hpa.images</c>.</summary>
    public static ImageSettings From(SettingsSection section)
    {
        var combinations = Parse(section);
        if (combinations.Length == 0 || combinations.Distinct().Count() != combinations.Length)
            throw new SettingsException($"{section.Name("combinations")} must name at least one combination, each once");
        return new ImageSettings(combinations, section.Int("batch-size", 1, 4096), section.Int("in-flight", 1, 256));
    }

    private static Combination[] Parse(SettingsSection section)
    {
        try
        {
            return [.. section.List("combinations").Select(Combination.Parse)];
        }
        catch (SettingsException e) when (section.Has("combinations"))
        {
            throw new SettingsException($"{section.Name("combinations")}: {e.Message}");
        }
    }
}

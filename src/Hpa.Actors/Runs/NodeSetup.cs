namespace Hpa.Actors.Runs;

/// <summary>What is a machine's own when it takes part in a run.</summary>
/// <param name="Scratch">Folder for files that only this process needs; null where the run's folder holds them.</param>
/// <param name="Overrides">Texts <c>key=value</c> that change speed, memory or places, but no result.</param>
public sealed record NodeSetup(string? Scratch, IReadOnlyList<string> Overrides)
{
    /// <summary>The run's own node.</summary>
    public static NodeSetup Home { get; } = new(null, []);
}

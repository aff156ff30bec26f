namespace Hpa.Contracts.Selection;

/// <summary>What happened on an island, as its journal keeps it; replayed in order it gives the island's state exactly.</summary>
public interface IIslandEvent : IWireMessage
{
    /// <summary>The island.</summary>
    IslandKey Key { get; }
}

/// <summary>The fitness of every individual of a generation is known.</summary>
/// <param name="Key">The island.</param>
/// <param name="Generation">The generation, from 1.</param>
/// <param name="Population">All individuals, best first.</param>
/// <param name="Emigrants">Those to send to the next island, best first; empty when none leave in this generation.</param>
public sealed record GenerationCompleted(
    IslandKey Key, int Generation, IReadOnlyList<Individual> Population, IReadOnlyList<Individual> Emigrants) : IIslandEvent;

/// <summary>The neighbour's best individuals came; they may be early.</summary>
/// <param name="Key">The island that received them.</param>
/// <param name="Generation">The generation after which they left.</param>
/// <param name="Migrants">The newcomers, best first.</param>
public sealed record MigrantsArrived(IslandKey Key, int Generation, IReadOnlyList<Individual> Migrants) : IIslandEvent;

/// <summary>The islands of the study agreed to go on or to end after a generation.</summary>
/// <param name="Key">The island that was told.</param>
/// <param name="Generation">The generation, the same for all islands.</param>
/// <param name="Ends">Whether it was the last one.</param>
public sealed record AgreementArrived(IslandKey Key, int Generation, bool Ends) : IIslandEvent;

namespace Hpa.Contracts.Selection;

/// <summary>A completed generation as an island remembers it.</summary>
/// <param name="Row">Its row of the history.</param>
/// <param name="Met">The subsets that no earlier generation of the island had, best first.</param>
public sealed record GenerationRecord(HistoryRow Row, IReadOnlyList<Individual> Met);

/// <summary>
/// Generations that an island tells of again, as many as a message holds; the last completed one follows as
/// <see cref="GenerationCompleted"/>.
/// </summary>
/// <param name="Key">The island.</param>
/// <param name="Generations">The generations, rising.</param>
public sealed record GenerationsRetold(IslandKey Key, IReadOnlyList<GenerationRecord> Generations) : ISelectionMessage;

/// <summary>Migrants of one exchange, on their way or waiting for it.</summary>
/// <param name="Generation">The generation they left in.</param>
/// <param name="Individuals">The migrants, best first.</param>
public sealed record Migrants(int Generation, IReadOnlyList<Individual> Individuals);

/// <summary>All of an island, so that after a restart only what came later is replayed.</summary>
/// <param name="Key">The island.</param>
/// <param name="Fingerprint">SHA-256 in hex of the settings, seed and costs that it evolves with.</param>
/// <param name="Generation">The current generation, from 1.</param>
/// <param name="Waits">Whether the current generation is complete and the island waits for the others.</param>
/// <param name="Agreed">The last generation that all islands agreed to go on after; 0 before the first.</param>
/// <param name="Genomes">Subsets of the current generation.</param>
/// <param name="Completed">The last completed generation, best first.</param>
/// <param name="Inbox">Migrants that came early, by rising generation.</param>
/// <param name="Outbox">Migrants that may have to be sent again, by rising generation.</param>
/// <param name="Record">All completed generations, rising.</param>
public sealed record IslandSnapshot(
    IslandKey Key, string Fingerprint, int Generation, bool Waits, int Agreed, IReadOnlyList<Genome> Genomes, IReadOnlyList<Individual> Completed,
    IReadOnlyList<Migrants> Inbox, IReadOnlyList<Migrants> Outbox, IReadOnlyList<GenerationRecord> Record) : IWireSnapshot;

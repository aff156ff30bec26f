namespace Hpa.Contracts.Selection;

/// <summary>Messages of the selection.</summary>
public interface ISelectionMessage : IWireMessage;

/// <summary>Evolve an island; a repeated command has no further effect.</summary>
/// <param name="Key">The island.</param>
/// <param name="Genes">Number of blocks to choose from, 1 … 512.</param>
/// <param name="SettingsFingerprint">SHA-256 of settings, seed and data of the study; an island started with another one is refused.</param>
public sealed record StartIsland(IslandKey Key, int Genes, string SettingsFingerprint) : ISelectionMessage;

/// <summary>Individuals on their way to the next island; sent again until <see cref="MigrantsReceived"/> comes.</summary>
/// <param name="To">The island that receives them.</param>
/// <param name="Generation">The generation they left in.</param>
/// <param name="Migrants">The individuals.</param>
public sealed record SendMigrants(IslandKey To, int Generation, IReadOnlyList<Individual> Migrants) : ISelectionMessage;

/// <summary>The migrants are in the receiver's journal.</summary>
/// <param name="To">The island that received them.</param>
/// <param name="Generation">The generation they left in.</param>
public sealed record MigrantsReceived(IslandKey To, int Generation) : ISelectionMessage;

/// <summary>
/// What all islands of the study agreed on after a generation; sent again to an island that does not seem to have heard.
/// </summary>
/// <param name="To">The island.</param>
/// <param name="Generation">The generation.</param>
/// <param name="Ends">Whether it was the last one.</param>
public sealed record SendAgreement(IslandKey To, int Generation, bool Ends) : ISelectionMessage;

/// <summary>The study is finished: the island leaves memory.</summary>
/// <param name="Key">The island.</param>
public sealed record StopIsland(IslandKey Key) : ISelectionMessage;

/// <summary>Measure a subset.</summary>
/// <param name="Run">The run's name.</param>
/// <param name="Study">The selection within the run.</param>
/// <param name="Subset">The subset.</param>
public sealed record EvaluateSubset(string Run, string Study, Genome Subset) : ISelectionMessage;

/// <summary>A subset is measured.</summary>
/// <param name="Run">The run's name.</param>
/// <param name="Study">The selection within the run.</param>
/// <param name="Subset">The subset.</param>
/// <param name="Fitness">Macro-F1, in [0, 1].</param>
public sealed record SubsetEvaluated(string Run, string Study, Genome Subset, double Fitness) : ISelectionMessage;

/// <summary>A subset could not be measured.</summary>
/// <param name="Run">The run's name.</param>
/// <param name="Study">The selection within the run.</param>
/// <param name="Subset">The subset.</param>
/// <param name="Reason">One line for a person.</param>
public sealed record SubsetFailed(string Run, string Study, Genome Subset, string Reason) : ISelectionMessage;

/// <summary>An island cannot go on.</summary>
/// <param name="Key">The island.</param>
/// <param name="Reason">One line for a person.</param>
/// <param name="Passing">Whether the journal is only out of reach: the island goes on from there once it is back.</param>
public sealed record IslandFailed(IslandKey Key, string Reason, bool Passing = false) : ISelectionMessage;

/// <summary>A worker tells how many subsets it has room for. Said again every few seconds.</summary>
/// <param name="Run">The selection's name.</param>
/// <param name="Room">Subsets at once; 0 when it wants to leave.</param>
/// <param name="Holding">Subsets that it has and has not answered.</param>
public sealed record AskForSubsets(string Run, int Room, int Holding) : IWireMessage;

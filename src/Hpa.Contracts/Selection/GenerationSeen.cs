namespace Hpa.Contracts.Selection;

/// <summary>A generation of an island is in, for the first time in this process; published on the node's event stream.</summary>
/// <param name="Study">The selection within the run.</param>
/// <param name="Row">What is told of it.</param>
/// <param name="Evaluations">Different subsets measured so far in all studies.</param>
public sealed record GenerationSeen(string Study, HistoryRow Row, int Evaluations);

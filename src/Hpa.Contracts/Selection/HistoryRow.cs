namespace Hpa.Contracts.Selection;

/// <summary>One island's completed generation, before immigration; a row of selection/&lt;study&gt;/history.csv.</summary>
/// <param name="Generation">Generation, from 1.</param>
/// <param name="Island">Island, from 0.</param>
/// <param name="Best">Highest fitness.</param>
/// <param name="Mean">Mean fitness over the individuals.</param>
/// <param name="Diversity">Mean Hamming distance over all pairs of individuals, divided by the number of genes; in [0, 1].</param>
public sealed record HistoryRow(int Generation, int Island, double Best, double Mean, double Diversity);

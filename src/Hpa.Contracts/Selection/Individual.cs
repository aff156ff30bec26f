namespace Hpa.Contracts.Selection;

/// <summary>A subset of blocks and its fitness.</summary>
/// <param name="Genome">The subset.</param>
/// <param name="Fitness">Macro-F1 on the validation part, in [0, 1].</param>
public sealed record Individual(Genome Genome, double Fitness);

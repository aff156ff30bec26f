using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection.Searches;

/// <summary>A subset with what it is good for and what it costs.</summary>
/// <param name="Genome">The subset.</param>
/// <param name="Fitness">Macro-F1, in [0, 1]; more is better.</param>
/// <param name="Microseconds">Time that the networks take for it, per image; less is better.</param>
public sealed record Tradeoff(Genome Genome, double Fitness, long Microseconds)
{
    /// <summary>Whether it is nowhere worse than the other and somewhere better.</summary>
    public bool Dominates(Tradeoff other) =>
        Fitness >= other.Fitness && Microseconds <= other.Microseconds && (Fitness > other.Fitness || Microseconds < other.Microseconds);
}

using Hpa.Contracts.Classifiers;

namespace Hpa.Host.Benchmarks;

/// <summary>The cells of the paper's table for one set of features.</summary>
internal static class EvaluationCases
{
    /// <summary>Both strategies with every classifier.</summary>
    public static IReadOnlyList<(Strategy Strategy, ClassifierKind Kind)> All { get; } =
    [
        .. new[] { Strategy.BinaryRelevance, Strategy.LabelPowerset }.SelectMany(strategy => Enum.GetValues<ClassifierKind>().Select(kind => (strategy, kind))),
    ];
}

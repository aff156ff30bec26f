using Hpa.Contracts.Classifiers;

namespace Hpa.Actors.Runs;

/// <summary>Counts the steps of the evaluation.</summary>
/// <param name="progress">Takes (steps done, steps in all, what was done last).</param>
internal sealed class EvaluationSteps(Action<int, int, string> progress)
{
    private int _all;
    private int _done;

    /// <summary>Says how many steps there will be.</summary>
    public void Expect(int steps) => _all = steps;

    /// <summary>A classifier as tables name it, such as LP(svm).</summary>
    public static string Name(Strategy strategy, ClassifierKind kind) =>
        $"{(strategy == Strategy.LabelPowerset ? "LP" : "BR")}({ClassifierWords.Of(kind)})";

    /// <summary>One more is done.</summary>
    public void Done(string what) => progress(++_done, _all, what);
}

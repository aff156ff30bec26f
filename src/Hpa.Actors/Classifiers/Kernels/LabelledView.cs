using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Classifiers.Kernels;

/// <summary>
/// A study's rows of a kernel together with their labels: training rows sorted by label set, evaluation rows in
/// the order given. Immutable; make it once, share it.
/// </summary>
/// <param name="View">The rows.</param>
/// <param name="Groups">Label sets of the training rows as sorted.</param>
/// <param name="TrainLabels">Labels of the training rows in the view's order.</param>
/// <param name="EvalLabels">Labels of the evaluation rows in the view's order.</param>
public sealed record LabelledView(KernelView View, ClassGroups<LabelSet> Groups, LabelSet[] TrainLabels, LabelSet[] EvalLabels)
{
    /// <summary>Every class that occurs in the view.</summary>
    public LabelSet Classes => TrainLabels.Concat(EvalLabels).Aggregate(default(LabelSet), (all, set) => new LabelSet(all.Bits | set.Bits));

    /// <summary>The rows whose labels are wanted.</summary>
    /// <param name="train">Labels of training rows by position.</param>
    /// <param name="eval">Labels of evaluation rows by position.</param>
    /// <param name="firstEval">Position of the first of <paramref name="eval"/>: 0 for validation rows, their number for test rows.</param>
    /// <param name="wanted">Which label sets to keep; null for all.</param>
    public static LabelledView Of(IReadOnlyList<LabelSet> train, IReadOnlyList<LabelSet> eval, int firstEval = 0, Func<LabelSet, bool>? wanted = null)
    {
        int[] trainRows = [.. Enumerable.Range(0, train.Count).Where(row => wanted?.Invoke(train[row]) ?? true)];
        int[] evalRows = [.. Enumerable.Range(0, eval.Count).Where(row => wanted?.Invoke(eval[row]) ?? true)];
        return Of(train, trainRows, eval, evalRows, firstEval);
    }

    /// <summary>Given rows.</summary>
    /// <param name="train">Labels of training rows by position.</param>
    /// <param name="trainRows">Positions of the wanted ones, each once; the order is kept within a label set.</param>
    /// <param name="eval">Labels of evaluation rows by position.</param>
    /// <param name="evalRows">Positions of the wanted ones in the wanted order.</param>
    /// <param name="firstEval">Position of the first of <paramref name="eval"/>.</param>
    public static LabelledView Of(IReadOnlyList<LabelSet> train, int[] trainRows, IReadOnlyList<LabelSet> eval, int[] evalRows, int firstEval = 0)
    {
        var groups = ClassGroups<LabelSet>.Of([.. trainRows.Select(row => train[row])]);
        return new LabelledView(
            new KernelView(groups.Order.Select(row => trainRows[row]), evalRows.Select(row => row + firstEval)),
            groups,
            [.. groups.Order.Select(row => train[trainRows[row]])],
            [.. evalRows.Select(row => eval[row])]);
    }
}

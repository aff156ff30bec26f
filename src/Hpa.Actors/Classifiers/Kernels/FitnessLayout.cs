using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Classifiers.Kernels;

/// <summary>The labels of a study.</summary>
/// <param name="Train">Of every row of the training part.</param>
/// <param name="Val">Of every row of the validation part.</param>
public sealed record FitnessLabels(IReadOnlyList<LabelSet> Train, IReadOnlyList<LabelSet> Val);

/// <summary>
/// Which rows the kernels of single blocks have, and in what order: the rows that the fitness of any study uses, no others.
/// Those of the first study stand first and sorted by label set, so that it needs no rearranging; other studies see
/// theirs through a view. With cross-validation there are training rows alone. Immutable.
/// </summary>
public sealed class FitnessLayout
{
    private readonly IReadOnlyList<FitnessLabels> _studies;
    private readonly int[][] _train;
    private readonly int[][] _val;
    private readonly int _folds;

    /// <param name="studies">Labels.</param>
    /// <param name="train">Training rows per study, rising.</param>
    /// <param name="val">Validation rows per study, rising.</param>
    /// <param name="folds">Folds of cross-validation; 0 for none.</param>
    private FitnessLayout(IReadOnlyList<FitnessLabels> studies, int[][] train, int[][] val, int folds)
    {
        if (train.Min(rows => rows.Length) is var fewest && fewest < folds)
            throw new SettingsException($"hpa.selection.folds = {folds}: fitness has {fewest} training images, at least one for each fold is needed; lower it, or give more images");
        (_studies, _train, _val, _folds) = (studies, train, val, folds);
        Train = Positions([.. train[0].OrderBy(row => studies[0].Train[row])], train);
        Val = Positions(val[0], val);
        Views = [.. studies.Select(View)];
    }

    /// <summary>Row of the training part at each position.</summary>
    public IReadOnlyList<int> Train { get; }

    /// <summary>Row of the validation part at each position.</summary>
    public IReadOnlyList<int> Val { get; }

    /// <summary>What each study sees: rows by class, and within a class in the order of the part.</summary>
    public IReadOnlyList<LabelledView> Views { get; }

    /// <summary>Most training rows of a study.</summary>
    public int StudyRows => _train.Max(rows => rows.Length);

    /// <summary>All rows that fitness can use.</summary>
    /// <param name="studies">The main study first; all on the same rows.</param>
    /// <param name="images">SingleLabel: rows with one label in the study. All: every row.</param>
    /// <param name="folds">Folds of cross-validation within the training rows; 0: validation rows are used instead.</param>
    /// <exception cref="InputException">A study has no training or no validation row, or fewer training rows than folds.</exception>
    public static FitnessLayout Of(IReadOnlyList<FitnessLabels> studies, FitnessImages images, int folds = 0)
    {
        var single = images == FitnessImages.SingleLabel;
        int[] Wanted(IReadOnlyList<LabelSet> labels) => [.. Enumerable.Range(0, labels.Count).Where(row => !single || labels[row].Count == 1)];
        int[][] train = [.. studies.Select(study => Wanted(study.Train))];
        int[][] val = [.. studies.Select(study => folds > 0 ? [] : Wanted(study.Val))];
        for (var s = 0; s < studies.Count; s++)
            if (train[s].Length == 0 || folds == 0 && val[s].Length == 0)
                throw new InputException(
                    $"hpa.selection.fitness = {(single ? "single-label" : "all")}: {train[s].Length} training and {val[s].Length} validation images remain; "
                    + (single ? "set it to all, or give more images" : "give more images, or a larger hpa.datasets.split.val"));
        return new FitnessLayout(studies, train, val, folds);
    }

    /// <summary>
    /// Fewer training rows: as many of each study as make no more than <paramref name="rows"/> together, drawn so that every label
    /// set keeps its share and every class at least one row.
    /// </summary>
    /// <param name="rows">Room for training rows.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <exception cref="InputException">There is not even room for a row of every class.</exception>
    public FitnessLayout Within(int rows, ulong seed)
    {
        if (Train.Count <= rows) return this;
        var random = new CounterRandom(seed).At("fitness-subset");
        var drawn = _train.Select((own, s) => StratifiedOrder.Of([.. own.Select(row => _studies[s].Train[row])], random.At((ulong)s))).ToArray();
        int[][] orders = [.. drawn.Select((order, s) => Array.ConvertAll(order.Order, i => _train[s][i]))];
        var (fits, beyond) = (0, StudyRows + 1);
        while (beyond - fits > 1)
        {
            var middle = fits + (beyond - fits) / 2;
            if (orders.SelectMany(order => order.Take(middle)).Distinct().Count() <= rows) fits = middle;
            else beyond = middle;
        }

        if (fits < drawn.Max(order => order.Cover))
            throw new InputException($"hpa.classifiers.memory-budget-mib is too small: kernels of {rows} of {Train.Count} training images fit, too few for every class; raise it, or use fewer networks or combinations");
        return new FitnessLayout(_studies, [.. orders.Select(order => order.Take(fits).Order().ToArray())], _val, _folds);
    }

    private static int[] Positions(int[] first, int[][] all) => [.. first, .. all.SelectMany(rows => rows).Distinct().Except(first).Order()];

    private LabelledView View(FitnessLabels labels, int study)
    {
        var (train, val) = (Ranks(Train), Ranks(Val));
        return LabelledView.Of(
            [.. Train.Select(row => labels.Train[row])], [.. _train[study].Select(row => train[row])],
            [.. Val.Select(row => labels.Val[row])], [.. _val[study].Select(row => val[row])]);
    }

    private static Dictionary<int, int> Ranks(IReadOnlyList<int> rows) => Enumerable.Range(0, rows.Count).ToDictionary(position => rows[position]);
}

using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Logistic;
using Hpa.Actors.Classifiers.Svm;
using Hpa.Actors.Classifiers.Trees;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Classifiers;

/// <summary>A trained classifier of the table, in a form that can be kept.</summary>
public abstract record TrainedClassifier
{
    /// <summary>What it is.</summary>
    public abstract ClassifierKind Kind { get; }

    /// <summary>How it decides on several labels.</summary>
    public abstract Strategy Strategy { get; }

    /// <summary>Label sets or classes by class index.</summary>
    public abstract IReadOnlyList<LabelSet> Classes { get; }
}

/// <summary>Decision trees; they ask raw columns.</summary>
/// <param name="Trees">The trees.</param>
public sealed record TreesOnColumns(TreeClassifier Trees) : TrainedClassifier
{
    /// <inheritdoc />
    public override ClassifierKind Kind => ClassifierKind.DecisionTree;

    /// <inheritdoc />
    public override Strategy Strategy => Trees.Strategy;

    /// <inheritdoc />
    public override IReadOnlyList<LabelSet> Classes => Trees.Classes;
}

/// <summary>
/// Everything that predicts from kernels between rows that it keeps and the rows in question. All kinds fit one form of
/// numbers:
/// <list type="bullet">
/// <item>SVM: as <see cref="DualModel"/> says.</item>
/// <item>Logistic regression: coefficients and minus the intercepts per machine; all training rows.</item>
/// <item>
/// Nearest neighbours: label sets of all training rows as class indices, and one coefficient each, its kernel with itself; in the order that
/// decides between equal distances.
/// </item>
/// </list>
/// </summary>
/// <param name="Solver">SVM, logistic regression or nearest neighbours.</param>
/// <param name="Numbers">The numbers.</param>
public sealed record KernelClassifier(ClassifierKind Solver, DualModel Numbers) : TrainedClassifier
{
    /// <inheritdoc />
    public override ClassifierKind Kind => Solver;

    /// <inheritdoc />
    public override Strategy Strategy => Numbers.Strategy;

    /// <inheritdoc />
    public override IReadOnlyList<LabelSet> Classes => Numbers.Classes;

    /// <summary>Coefficients of each row that is kept.</summary>
    public int Width => (Kind, Strategy) switch
    {
        (ClassifierKind.Svm, Strategy.LabelPowerset) => Classes.Count - 1,
        (ClassifierKind.Svm, _) => Classes.Count,
        (ClassifierKind.LogisticRegression, _) => Numbers.Rho.Length,
        _ => 1,
    };

    /// <summary>Keeps logistic regression.</summary>
    /// <param name="trained">On n rows.</param>
    public static KernelClassifier Of(LogisticClassifier trained)
    {
        var coefficients = trained.Model.Coefficients;
        var rows = coefficients.Length == 0 ? 0 : coefficients[0].Length;
        return new KernelClassifier(ClassifierKind.LogisticRegression, new DualModel(
            trained.Strategy, trained.Classes, [.. Enumerable.Range(0, rows)], [.. Enumerable.Repeat(-1, rows)],
            [.. Enumerable.Range(0, rows).Select(row => Array.ConvertAll(coefficients, machine => machine[row]))],
            Array.ConvertAll(trained.Model.Intercepts, intercept => -intercept), trained.Model.Stopped));
    }

    /// <summary>Keeps training rows as neighbours.</summary>
    /// <param name="kind">One neighbour or three.</param>
    /// <param name="strategy">How they vote.</param>
    /// <param name="kernel">Of the training rows.</param>
    /// <param name="labels">Their labels.</param>
    /// <param name="order">All rows, the first of equals in distance first.</param>
    public static KernelClassifier Neighbours(ClassifierKind kind, Strategy strategy, SquareKernel kernel, IReadOnlyList<LabelSet> labels, int[] order)
    {
        LabelSet[] sets = [.. labels.Distinct().Order()];
        var squares = NearestNeighbours.Squares(kernel);
        return new KernelClassifier(kind, new DualModel(
            strategy, sets, order, Array.ConvertAll(order, row => Array.BinarySearch(sets, labels[row])),
            Array.ConvertAll(order, row => new[] { squares[row] }), [], 0));
    }

    /// <summary>Predicts.</summary>
    /// <param name="kernel">Rows that hold those that are kept × rows in question.</param>
    /// <param name="rows">Row of <paramref name="kernel"/> of each row that is kept. For logistic regression these are all rows, in order.</param>
    /// <param name="workers">Threads.</param>
    public Prediction Predict(CrossKernel kernel, ReadOnlySpan<int> rows, Workers workers) => Kind switch
    {
        ClassifierKind.Svm => Numbers.Predict(kernel, rows, workers),
        ClassifierKind.LogisticRegression => Logistic().Predict(kernel, workers),
        _ => NearestNeighbours.Find(Array.ConvertAll(Numbers.Coefficients, own => own[0]), kernel, rows.ToArray(), Neighbours(Kind), workers)
            .Predict(Strategy, [.. Numbers.SupportClasses.Select(set => Classes[set])], Union(Classes)),
    };

    /// <summary>How many neighbours a kind asks.</summary>
    internal static int Neighbours(ClassifierKind kind) => kind == ClassifierKind.NearestNeighbour ? 1 : 3;

    private static LabelSet Union(IReadOnlyList<LabelSet> sets) => sets.Aggregate(default(LabelSet), (all, set) => new LabelSet(all.Bits | set.Bits));

    private LogisticClassifier Logistic()
    {
        var machines = Numbers.Rho.Length;
        var coefficients = new double[machines][];
        for (var m = 0; m < machines; m++) coefficients[m] = Array.ConvertAll(Numbers.Coefficients, own => own[m]);
        var multinomial = Strategy == Strategy.LabelPowerset && machines > 1;
        return new LogisticClassifier(Strategy, Classes, new LogisticModel(
            coefficients, Array.ConvertAll(Numbers.Rho, rho => -rho), multinomial, Numbers.Stopped, 0));
    }
}

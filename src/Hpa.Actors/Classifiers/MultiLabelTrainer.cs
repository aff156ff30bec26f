using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Logistic;
using Hpa.Actors.Classifiers.Svm;
using Hpa.Actors.Classifiers.Trees;
using Hpa.Contracts.Classifiers;

namespace Hpa.Actors.Classifiers;

/// <summary>
/// Trains any classifier of the table on one training set. What several of them need is made once: neighbours, and columns in bins.
/// </summary>
/// <param name="data">What to learn from.</param>
/// <param name="settings">Parameters of all.</param>
/// <param name="workers">Threads.</param>
/// <param name="product">The matrix library.</param>
public sealed class MultiLabelTrainer(TrainingSet data, ClassifierSettings settings, Workers workers, KernelProduct product)
{
    /// <summary>The kernel's rows as they stand in the table: sorted by label set, equal distances would favour some sets.</summary>
    private readonly Lazy<int[]> _table = new(() => [.. Enumerable.Range(0, data.Train.Rows).OrderBy(data.Rows.View.TrainPosition)]);

    private readonly Lazy<BinnedColumns> _columns = new(() => BinnedColumns.Of(data.Columns.Blocks, data.Train.Rows, data.Columns.Train, workers));

    private NearestNeighbours? _neighbours;

    /// <summary>What it learns from.</summary>
    public TrainingSet Data => data;

    /// <summary>Trains, and predicts the rows in question.</summary>
    /// <param name="strategy">How label sets become problems.</param>
    /// <param name="kind">What solves them.</param>
    /// <param name="balanced">Whether errors on rare classes cost more; for SVM and logistic regression.</param>
    public Prediction Predict(Strategy strategy, ClassifierKind kind, bool balanced) => kind switch
    {
        ClassifierKind.NearestNeighbour or ClassifierKind.ThreeNearestNeighbours => Neighbours(kind).Predict(strategy, [.. _table.Value.Select(row => data.Rows.TrainLabels[row])], data.Classes),
        _ => Predict(Train(strategy, kind, balanced)),
    };

    /// <summary>Trains.</summary>
    /// <inheritdoc cref="Predict(Strategy, ClassifierKind, bool)"/>
    public TrainedClassifier Train(Strategy strategy, ClassifierKind kind, bool balanced)
    {
        var labels = data.Rows.TrainLabels;
        return kind switch
        {
            ClassifierKind.Svm => new KernelClassifier(kind, Svm(strategy, balanced)),
            ClassifierKind.LogisticRegression => KernelClassifier.Of(LogisticClassifier.Train(
                strategy, data.Train, labels, data.Classes, new LogisticParameters(settings.LogisticC, settings.LogisticTolerance, balanced), workers, product)),
            ClassifierKind.DecisionTree => new TreesOnColumns(TreeClassifier.Train(
                strategy, _columns.Value, labels, data.Classes, new TreeParameters(settings.TreeDepth, settings.TreeLeaf), workers)),
            _ => KernelClassifier.Neighbours(kind, strategy, data.Train, labels, _table.Value),
        };
    }

    /// <summary>Predicts the rows in question.</summary>
    /// <param name="model">Trained here.</param>
    public Prediction Predict(TrainedClassifier model) => model switch
    {
        TreesOnColumns trees => trees.Trees.Predict(data.Columns.Blocks, data.Eval.EvalRows, data.Columns.Eval),
        KernelClassifier kernel => kernel.Predict(data.Eval, kernel.Numbers.SupportRows, workers),
        _ => throw new ArgumentException($"{model.GetType().Name} is no classifier of the table", nameof(model)),
    };

    private DualModel Svm(Strategy strategy, bool balanced)
    {
        var parameters = new SvmParameters(settings.C, settings.Tolerance);
        var labels = data.Rows.TrainLabels;
        return strategy == Strategy.LabelPowerset
            ? LabelPowerset.Train(data.Train, data.Rows.Groups, balanced ? parameters.Balanced(data.Rows.Groups.Starts) : parameters, workers)
            : BinaryRelevance.Train(data.Train, labels, data.Classes, balanced ? parameters.BalancedAgainstRest(labels, data.Classes) : parameters, workers);
    }

    private NearestNeighbours Neighbours(ClassifierKind kind)
    {
        _neighbours ??= NearestNeighbours.Find(
            Array.ConvertAll(_table.Value, row => (double)data.Train.Row(row, row, 1)[0]), data.Eval, _table.Value,
            KernelClassifier.Neighbours(ClassifierKind.ThreeNearestNeighbours), workers);
        var count = KernelClassifier.Neighbours(kind);
        return new NearestNeighbours(Array.ConvertAll(_neighbours.Rows, rows => rows[..Math.Min(count, rows.Length)]));
    }
}

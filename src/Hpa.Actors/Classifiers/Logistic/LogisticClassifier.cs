using Hpa.Actors.Classifiers.Kernels;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Classifiers.Logistic;

/// <summary>
/// Multi-label by logistic regression. Binary relevance: one machine per class, which is predicted where its probability is above
/// one half. Label powerset: multinomial over the distinct label sets, the likeliest wins, the lowest among equals; two label sets
/// make one binary problem, as in scikit-learn.
/// </summary>
/// <param name="Strategy">What the classes mean.</param>
/// <param name="Classes">Label sets of the model's classes in rising order; binary relevance: one class each.</param>
/// <param name="Model">One machine per class; one in all for label powerset with two label sets.</param>
public sealed record LogisticClassifier(Strategy Strategy, IReadOnlyList<LabelSet> Classes, LogisticModel Model)
{
    /// <summary>Trains.</summary>
    /// <param name="strategy">How label sets become problems.</param>
    /// <param name="kernel">Kernel of the training rows, in any order.</param>
    /// <param name="labels">Their labels.</param>
    /// <param name="classes">The classes that get a machine in binary relevance.</param>
    /// <param name="parameters">C, tolerance, weights.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="product">The matrix library.</param>
    /// <exception cref="ArgumentException">No row, other labels than rows, or NaN or infinite values in the kernel.</exception>
    public static LogisticClassifier Train(
        Strategy strategy, SquareKernel kernel, IReadOnlyList<LabelSet> labels, LabelSet classes, LogisticParameters parameters, Workers workers, KernelProduct product)
    {
        if (labels.Count == 0 || labels.Count != kernel.Rows)
            throw new ArgumentException($"{labels.Count} labels for {kernel.Rows} training rows", nameof(labels));
        LabelSet[] sets = strategy == Strategy.BinaryRelevance ? [.. classes.Classes.Select(c => LabelSet.Of(c))] : [.. labels.Distinct().Order()];
        bool[] Positive(Func<LabelSet, bool> isPositive) => [.. labels.Select(isPositive)];
        var model = strategy == Strategy.BinaryRelevance
            ? LogisticRegression.TrainBinary(kernel, [.. classes.Classes.Select(c => Positive(set => set.Contains(c)))], parameters, workers, product)
            : sets.Length == 2
                ? LogisticRegression.TrainBinary(kernel, [Positive(set => set == sets[1])], parameters, workers, product)
                : LogisticRegression.TrainMultinomial(kernel, [.. labels.Select(set => Array.BinarySearch(sets, set))], sets.Length, parameters, workers, product);
        return new LogisticClassifier(strategy, sets, model);
    }

    /// <summary>Predicts; the score of a class is its probability, for label powerset the sum over the label sets that have it.</summary>
    /// <param name="kernel">All training rows × rows in question.</param>
    /// <param name="workers">Threads.</param>
    public Prediction Predict(CrossKernel kernel, Workers workers)
    {
        var probabilities = Model.Probabilities(Model.Decide(kernel, workers));
        if (Strategy == Strategy.LabelPowerset && !Model.Multinomial)
            probabilities = [Array.ConvertAll(probabilities[0], p => 1 - p), probabilities[0]];
        return Strategy == Strategy.BinaryRelevance
            ? ClassShares.BinaryRelevance(Classes, probabilities, kernel.EvalRows)
            : ClassShares.LabelPowerset(Classes, probabilities, kernel.EvalRows);
    }
}

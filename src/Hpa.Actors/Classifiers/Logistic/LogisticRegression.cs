using Hpa.Actors.Classifiers.Kernels;

namespace Hpa.Actors.Classifiers.Logistic;

/// <summary>
/// L2 logistic regression with the objective of scikit-learn (Pedregosa et al. 2011), ½ |w|² + C Σ_i s_i loss_i, the intercept not
/// penalised. Binary: loss = log(1 + exp(−y (w·x + b))). Multinomial: loss = −log softmax_y(W x + b) with one w and b for every
/// class. On a kernel, w = Σ a_i x_i.
/// </summary>
public static class LogisticRegression
{
    /// <summary>Machines in one product: enough for the 28 classes.</summary>
    private const int BinaryWidth = 32;

    /// <summary>Trains m machines; a machine's result does not depend on the others. With rows of one sign only it is certain of that sign.</summary>
    /// <param name="kernel">Kernel of n training rows.</param>
    /// <param name="positive">[m][n], the rows of y = 1.</param>
    /// <param name="parameters">C, tolerance, weights.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="product">The matrix library.</param>
    /// <exception cref="ArgumentException">No row, labels of other rows, or NaN or infinite values in the kernel.</exception>
    public static LogisticModel TrainBinary(SquareKernel kernel, bool[][] positive, LogisticParameters parameters, Workers workers, KernelProduct product)
    {
        parameters.Check();
        if (kernel.Rows == 0 || positive.Any(rows => rows.Length != kernel.Rows))
            throw new ArgumentException($"labels for other rows than the {kernel.Rows} training rows", nameof(positive));
        int[] trained = [.. Enumerable.Range(0, positive.Length).Where(m => positive[m].Contains(true) && positive[m].Contains(false))];
        var coefficients = Array.ConvertAll(positive, _ => new double[kernel.Rows]);
        var intercepts = Array.ConvertAll(positive, rows => rows[0] ? LogisticModel.Certain : -LogisticModel.Certain);
        var problems = trained.Select((m, column) => new LogisticProblem(BinaryLoss(positive[m], column, parameters), parameters)).ToArray();
        var (state, products) = Search(kernel, problems, BinaryWidth, parameters, workers, product);
        for (var column = 0; column < trained.Length; column++)
        {
            state!.Coefficients.AsSpan(column * kernel.Rows, kernel.Rows).CopyTo(coefficients[trained[column]]);
            intercepts[trained[column]] = state.Intercepts[column];
        }

        return new LogisticModel(coefficients, intercepts, false, problems.Count(p => p.Stage == LogisticStage.Stopped), products);
    }

    /// <summary>
    /// Trains k classes together; one without a training row has probability 0 everywhere. Takes some 56 n k bytes beside the kernel, 700 MB for 21,750 rows of
    /// 577 classes.
    /// </summary>
    /// <param name="kernel">Kernel of n training rows.</param>
    /// <param name="classOf">Class of each row, 0 … k − 1.</param>
    /// <param name="classes">k.</param>
    /// <param name="parameters">C, tolerance, weights.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="product">The matrix library.</param>
    /// <exception cref="ArgumentException">No row, labels of other rows, or NaN or infinite values in the kernel.</exception>
    public static LogisticModel TrainMultinomial(
        SquareKernel kernel, int[] classOf, int classes, LogisticParameters parameters, Workers workers, KernelProduct product)
    {
        parameters.Check();
        if (kernel.Rows == 0 || classOf.Length != kernel.Rows || classOf.Any(c => c < 0 || c >= classes))
            throw new ArgumentException($"{classOf.Length} labels of {classes} classes for {kernel.Rows} training rows", nameof(classOf));
        int[] present = [.. classOf.Distinct().Order()];
        var coefficients = new double[classes][];
        for (var c = 0; c < classes; c++) coefficients[c] = new double[kernel.Rows];
        var intercepts = new double[classes];
        intercepts.AsSpan().Fill(-LogisticModel.Certain);
        intercepts[present[0]] = 0;
        var loss = SoftmaxLossOf([.. classOf.Select(c => Array.BinarySearch(present, c))], present.Length, parameters);
        LogisticProblem[] problems = present.Length > 1 ? [new LogisticProblem(loss, parameters)] : [];
        var (state, products) = Search(kernel, problems, present.Length, parameters, workers, product);
        for (var column = 0; state is not null && column < present.Length; column++)
        {
            state.Coefficients.AsSpan(column * kernel.Rows, kernel.Rows).CopyTo(coefficients[present[column]]);
            intercepts[present[column]] = state.Intercepts[column];
        }

        return new LogisticModel(coefficients, intercepts, true, problems.Count(p => p.Stage == LogisticStage.Stopped), products);
    }

    private static (LogisticState? State, int Products) Search(
        SquareKernel kernel, LogisticProblem[] problems, int width, LogisticParameters parameters, Workers workers, KernelProduct product)
    {
        if (problems.Length == 0) return (null, 0);
        var columns = problems.Sum(p => p.Loss.Columns);
        var state = new LogisticState(kernel.Rows, columns, (columns + width - 1) / width * width);
        var search = new LogisticSearch(state, problems, new KernelImages(product, kernel, width, workers), width, parameters.C, workers);
        search.Run();
        return (state, search.Rounds);
    }

    private static BinaryLogisticLoss BinaryLoss(bool[] positive, int column, LogisticParameters parameters)
    {
        double n = positive.Length;
        double yes = positive.Count(p => p);
        return parameters.Balanced
            ? new BinaryLogisticLoss(positive, n / (2 * yes), n / (2 * (n - yes))) { First = column, Columns = 1 }
            : new BinaryLogisticLoss(positive, 1, 1) { First = column, Columns = 1 };
    }

    private static SoftmaxLoss SoftmaxLossOf(int[] classOf, int classes, LogisticParameters parameters)
    {
        var weights = new double[classes];
        foreach (var c in classOf) weights[c]++;
        for (var c = 0; c < classes; c++) weights[c] = parameters.Balanced ? classOf.Length / (classes * weights[c]) : 1;
        return new SoftmaxLoss(classOf, weights) { First = 0, Columns = classes };
    }
}

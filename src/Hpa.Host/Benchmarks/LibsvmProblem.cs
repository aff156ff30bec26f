using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using System.Text;
using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Svm;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;

namespace Hpa.Host.Benchmarks;

/// <summary>
/// A multi-class problem in both programs' forms. Training rows are sorted by class, classes in the order of their first row, as
/// svm-train numbers them; equal votes then go to the same class on both sides.
/// </summary>
internal sealed class LibsvmProblem
{
    private readonly LibsvmFile _train;
    private readonly LibsvmFile _test;
    private readonly int[] _names;
    private readonly ClassGroups<LabelSet> _groups;
    private readonly Workers _workers;
    private readonly SquareKernel _square;
    private readonly CrossKernel _cross;

    /// <summary>Sorts the rows and computes their linear kernel, sums in double precision.</summary>
    /// <param name="train">Training rows.</param>
    /// <param name="test">Rows in question, with as many columns.</param>
    /// <param name="workers">Threads.</param>
    public LibsvmProblem(LibsvmFile train, LibsvmFile test, Workers workers)
    {
        var started = Stopwatch.GetTimestamp();
        _names = [.. train.Labels.Distinct()];
        var numbers = _names.Index().ToDictionary(name => name.Item, name => new LabelSet((uint)name.Index));
        _groups = ClassGroups<LabelSet>.Of(Array.ConvertAll(train.Labels, label => numbers[label]));
        (_train, _test, _workers) = (train.Pick(_groups.Order), test, workers);
        _square = new SquareKernel(Kernel(_train, _train), _train.Rows);
        _cross = new CrossKernel(Kernel(_train, _test), _train.Rows, _test.Rows);
        KernelSeconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>How long the kernel took.</summary>
    public double KernelSeconds { get; }

    /// <summary>Labels in the order of the classes.</summary>
    public IReadOnlyList<int> Names => _names;

    /// <summary>Number of training rows.</summary>
    public int Rows => _train.Rows;

    /// <summary>Trains and predicts.</summary>
    /// <param name="parameters">C, tolerance, weight of each class.</param>
    public LibsvmAnswer Solve(SvmParameters parameters)
    {
        var started = Stopwatch.GetTimestamp();
        var model = LabelPowerset.Train(_square, _groups, parameters, _workers);
        var predicted = model.Predict(_cross, _workers).Labels;
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new LibsvmAnswer([.. model.Problems.Select(pair => pair.Objective)], Array.ConvertAll(predicted, set => _names[(int)set.Bits]), seconds);
    }

    /// <summary>Writes the rows in the form that svm-train -t 0 reads.</summary>
    public void WriteColumns(string train, string test)
    {
        File.WriteAllLines(train, Enumerable.Range(0, _train.Rows).Select(row => Line(_train.Labels[row], _train.Row(row))));
        File.WriteAllLines(test, Enumerable.Range(0, _test.Rows).Select(row => Line(_test.Labels[row], _test.Row(row))));
    }

    /// <summary>Writes the kernel in the form that svm-train -t 4 reads.</summary>
    public void WriteKernel(string train, string test)
    {
        File.WriteAllLines(train, Enumerable.Range(0, Rows).Select(row => KernelLine(_train.Labels[row], row + 1, j => _square.Row(row, j, 1)[0])));
        File.WriteAllLines(test, Enumerable.Range(0, _test.Rows).Select(row => KernelLine(_test.Labels[row], 1, j => _cross.Row(j)[row])));
    }

    private static string Line(int label, ReadOnlySpan<double> row)
    {
        var line = new StringBuilder().Append(label);
        for (var c = 0; c < row.Length; c++)
            if (row[c] != 0) line.Append(CultureInfo.InvariantCulture, $" {c + 1}:{row[c]:R}");
        return line.ToString();
    }

    private string KernelLine(int label, int number, Func<int, float> kernel)
    {
        var line = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{label} 0:{number}");
        for (var j = 0; j < Rows; j++) line.Append(CultureInfo.InvariantCulture, $" {j + 1}:{kernel(j):R}");
        return line.ToString();
    }

    /// <summary>[a × b] inner products.</summary>
    private float[] Kernel(LibsvmFile a, LibsvmFile b)
    {
        if ((long)a.Rows * b.Rows > Array.MaxLength) throw new InputException($"a kernel of {a.Rows} and {b.Rows} rows is too large");
        var kernel = new float[a.Rows * b.Rows];
        _workers.For(a.Rows, row =>
        {
            for (var j = 0; j < b.Rows; j++) kernel[row * b.Rows + j] = (float)TensorPrimitives.Dot(a.Row(row), b.Row(j));
        });
        return kernel;
    }
}

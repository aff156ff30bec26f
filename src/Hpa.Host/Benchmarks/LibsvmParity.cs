using System.Globalization;
using System.Runtime.CompilerServices;
using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Svm;
using Hpa.Contracts;
using Hpa.Contracts.Classifiers;
using Hpa.Host.Progress;

namespace Hpa.Host.Benchmarks;

/// <summary>One-against-one on one data set with one C.</summary>
/// <param name="Rows">Of the training and the test part, in words.</param>
/// <param name="Kernel">svm-train's.</param>
/// <param name="Weighted">Whether classes have weights.</param>
/// <param name="C">Penalty.</param>
/// <param name="Difference">Largest relative difference of a pair's objective.</param>
/// <param name="Agreement">Share of equal predictions.</param>
internal sealed record LibsvmComparison(string Rows, string Kernel, bool Weighted, double C, double Difference, double Agreement)
{
    /// <summary>Whether both are within their limits.</summary>
    public bool IsNear => Difference <= LibsvmParity.Nearest && Agreement >= LibsvmParity.Alike;
}

/// <summary>One-against-one beside svm-train and svm-predict, for several C, with and without class weights, on columns and on a ready kernel.</summary>
/// <param name="settings">Tolerance, threads and memory.</param>
/// <param name="tools">LIBSVM's commands.</param>
internal sealed class LibsvmParity(ClassifierSettings settings, LibsvmTools tools)
{
    /// <summary>How far apart objectives may be.</summary>
    public const double Nearest = 1e-3;

    /// <summary>How many predictions must be equal.</summary>
    public const double Alike = 0.995;

    /// <summary>Rows whose kernel as a text file is still of a bearable size.</summary>
    private const int MostInText = 5000;

    private static readonly double[] s_costs = [0.01, 0.1, 1, 10, 100];

    private readonly ProgressDisplay _progress = new PlainProgress(Console.Error, TimeProvider.System);

    /// <summary>Compares on one data set.</summary>
    /// <param name="files">What it consists of.</param>
    /// <param name="leaveOut">Told of what is not compared, and why.</param>
    /// <param name="stop">The user's wish to stop.</param>
    /// <exception cref="InputException">It cannot be read, or its kernel is too large.</exception>
    public async IAsyncEnumerable<LibsvmComparison> CompareAsync(
        DataSetFiles files, Action<string, string> leaveOut, [EnumeratorCancellation] CancellationToken stop)
    {
        var (train, test) = LibsvmSet.Read(files);
        var bytes = KernelBudget.SumBytes(train.Rows, test.Rows, 1);
        if (bytes > settings.MemoryBudget || train.Rows > KernelBudget.MaxTrainRows)
            throw new InputException($"a kernel of {train.Rows} and {test.Rows} rows takes {bytes >> 20} MiB; raise hpa.classifiers.memory-budget-mib = {settings.MemoryBudget >> 20} with --set, at most {KernelBudget.MaxTrainRows} rows");
        var rows = ReferenceEquals(train, test) ? Text($"{train.Rows}") : Text($"{train.Rows} + {test.Rows}");
        var problem = new LibsvmProblem(train, test, new Workers(settings.Workers));
        foreach (var kernel in LibsvmKernel.All)
        {
            if (kernel.IsReady && Math.Max(train.Rows, test.Rows) > MostInText)
            {
                leaveOut(files.Name, $"{kernel.Name} kernel of more than {MostInText} rows, too large as text");
                continue;
            }

            var (trainFile, testFile) = kernel.Write(problem, tools);
            foreach (var (done, (weighted, c)) in new[] { false, true }.SelectMany(weighted => s_costs.Select(c => (weighted, c))).Index())
            {
                _progress.Show($"{files.Name}, {kernel.Name}", done, 2 * s_costs.Length, "cases", "");
                var parameters = new SvmParameters(c, settings.Tolerance, weighted ? Weights(problem) : null);
                var theirs = await tools.RunAsync(["-t", kernel.Number, .. Options(problem, parameters)], trainFile, testFile, stop);
                var ours = problem.Solve(parameters);
                yield return new LibsvmComparison(rows, kernel.Name, weighted, c, ours.Difference(theirs), ours.Agreement(theirs));
            }
        }
    }

    /// <summary>Not the balanced ones: with them a small C leaves every row at its bound and a whole range of offsets equally good.</summary>
    private static double[] Weights(LibsvmProblem problem) => [.. problem.Names.Select((_, c) => 1 + 0.7 * c)];

    private static IEnumerable<string> Options(LibsvmProblem problem, SvmParameters parameters) =>
    [
        "-c", Text($"{parameters.C:R}"), "-e", Text($"{parameters.Tolerance:R}"),
        .. parameters.ClassWeights?.SelectMany((weight, c) => new[] { Text($"-w{problem.Names[c]}"), Text($"{weight:R}") }) ?? [],
    ];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using Hpa.Actors.Classifiers;
using Hpa.Contracts;
using Hpa.Contracts.Runs;
using Hpa.Host.Benchmarks;

namespace Hpa.Host.Tests;

public sealed class LibsvmParityTests
{
    private static readonly double[] Costs = [0.01, 0.1, 1, 10, 100];

    /// <summary>Sets of rows: one made here, and every pair of files NAME, NAME.t (or NAME alone) in the folder libsvm of HPA_DATA.</summary>
    public static TheoryData<string> Sets()
    {
        var folder = Path.Combine(Environment.GetEnvironmentVariable("HPA_DATA") ?? "", "libsvm");
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder).Where(file => Path.GetExtension(file) != ".t" && Path.GetFileName(file) != "COPYRIGHT") : [];
        return [.. files.Order(StringComparer.Ordinal).Prepend("")];
    }

    [SvmTrainTheory]
    [MemberData(nameof(Sets))]
    public void Objectives_and_predictions_are_those_of_svm_train_on_its_linear_kernel(string file)
    {
        var (train, test) = Load(file);
        Compare(
            train, test, Costs, "0",
            [.. Enumerable.Range(0, train.Rows).Select(row => SvmTrain.Line(train.Labels[row], train.Row(row)))],
            [.. Enumerable.Range(0, test.Rows).Select(row => SvmTrain.Line(test.Labels[row], test.Row(row)))]);
    }

    [SvmTrainTheory]
    [MemberData(nameof(Sets))]
    public void Objectives_and_predictions_are_those_of_svm_train_on_a_ready_kernel(string file)
    {
        var (train, test) = Load(file);
        var (among, between) = (Kernel(train, train), Kernel(test, train));
        Compare(
            train, test, train.Rows > 1000 ? [1] : Costs, "4",
            [.. Enumerable.Range(0, train.Rows).Select(row => SvmTrain.KernelLine(train.Labels[row], row + 1, among.Skip(row * train.Rows).Take(train.Rows)))],
            [.. Enumerable.Range(0, test.Rows).Select(row => SvmTrain.KernelLine(test.Labels[row], 1, between.Skip(row * train.Rows).Take(train.Rows)))]);
    }

    [Fact]
    public void A_file_in_libsvms_form_is_read_with_its_gaps_and_other_files_are_refused_by_line()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "+1 1:0.5 3:-2e-1 \n\n-1 2:1\n");
        var set = LibsvmFile.Read(path, columns: 4);
        Assert.Equal([1, -1], set.Labels);
        Assert.Equal([0.5, 0, -0.2, 0, 0, 1, 0, 0], set.Values);
        foreach (var bad in new[] { "x 1:1", "1 0:1", "1 2:1 1:1", "1 1:nan", "1 1", "1.5 1:1" })
        {
            File.WriteAllText(path, "1 1:1\n" + bad);
            Assert.Contains("line 2", Assert.Throws<InputException>(() => LibsvmFile.Read(path)).Message);
        }

        File.WriteAllText(path, "\n");
        Assert.Throws<InputException>(() => LibsvmFile.Read(path));
        File.Delete(path);
        Assert.Throws<InputException>(() => LibsvmFile.Read(path));
    }

    private static void Compare(LibsvmFile train, LibsvmFile test, double[] costs, string kernel, string[] trainLines, string[] testLines)
    {
        using var twin = new SvmTrain();
        // svm-train numbers classes in the order of their first row, which decides ties.
        int[] names = [.. train.Labels.Distinct()];
        var groups = ClassGroups<int>.Of(Array.ConvertAll(train.Labels, label => Array.IndexOf(names, label)));
        var square = new SquareKernel(Kernel(Sorted(train, groups.Order), Sorted(train, groups.Order)), train.Rows);
        var cross = new CrossKernel(Kernel(Sorted(train, groups.Order), test), train.Rows, test.Rows);
        foreach (var weighted in new[] { false, true })
        {
            // Not the balanced ones: with them a small C leaves every row at its bound and a whole range of offsets equally good.
            var parameters = new SvmParameters(1, 1e-3, weighted ? [.. names.Select((_, c) => 1 + 0.7 * c)] : null);
            string[] weights = [.. names.SelectMany((name, c) => weighted ? new[] { $"-w{name}", $"{parameters.ClassWeights![c]:R}" } : [])];
            foreach (var c in costs)
            {
                var (objectives, predicted) = twin.Run(["-t", kernel, "-c", $"{c:R}", "-e", "0.001", .. weights], trainLines, testLines);
                var machines = Objectives(square, groups, parameters with { C = c });
                Assert.Equal(machines.Length, objectives.Length);
                for (var pair = 0; pair < machines.Length; pair++) Assert.Equal(objectives[pair], machines[pair], 1e-3 * Math.Abs(objectives[pair]));
                var winners = OneAgainstOne.Predict(square, cross, groups.Starts, parameters with { C = c }, new Workers(2));
                var alike = winners.Where((winner, row) => names[winner] == predicted[row]).Count();
                Assert.True(alike >= 0.995 * test.Rows, $"C {c}, weighted {weighted}: {alike} of {test.Rows} rows alike");
            }
        }
    }

    /// <summary>Per pair.</summary>
    private static double[] Objectives(SquareKernel kernel, ClassGroups<int> groups, SvmParameters parameters)
    {
        var objectives = new List<double>();
        OneAgainstOne.Train(
            kernel, groups.Starts, parameters, new SvmWorkspace(),
            (int _, int _, ReadOnlySpan<int> _, ReadOnlySpan<double> _, in SmoResult result) => objectives.Add(result.Objective));
        return [.. objectives];
    }

    private static LibsvmFile Sorted(LibsvmFile set, int[] order)
    {
        var values = new List<double>();
        foreach (var row in order) values.AddRange(set.Row(row));
        return new LibsvmFile([.. order.Select(row => set.Labels[row])], [.. values], set.Columns);
    }

    /// <summary>[a × b] inner products, summed in double.</summary>
    private static float[] Kernel(LibsvmFile a, LibsvmFile b)
    {
        var kernel = new float[a.Rows * b.Rows];
        for (var i = 0; i < kernel.Length; i++)
        {
            var left = a.Row(i / b.Rows);
            var right = b.Row(i % b.Rows);
            var sum = 0.0;
            for (var c = 0; c < left.Length; c++) sum += left[c] * right[c];
            kernel[i] = (float)sum;
        }

        return kernel;
    }

    private static (LibsvmFile Train, LibsvmFile Test) Load(string file)
    {
        if (file.Length == 0) return (Made(700, 1), Made(300, 2));
        var train = LibsvmFile.Read(file);
        return File.Exists(file + ".t") && LibsvmFile.Read(file + ".t", train.Columns) is var test && test.Columns == train.Columns ? (train, test) : (train, train);
    }

    /// <summary>Three overlapping classes of unequal size, labels 7, 2, 4.</summary>
    private static LibsvmFile Made(int rows, ulong part)
    {
        const int columns = 15;
        var random = new CounterRandom(21).At(part);
        int[] labels = [.. Enumerable.Range(0, rows).Select(_ => random.NextInt(10) switch { < 6 => 7, < 9 => 2, _ => 4 })];
        double[] values = [.. Enumerable.Range(0, rows * columns).Select(i => random.NextNormal() / 3 + (i % columns % 5 == labels[i / columns] % 5 ? 0.2 : 0))];
        return new LibsvmFile(labels, values, columns);
    }
}

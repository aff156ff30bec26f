using System.Globalization;
using Hpa.Contracts;
using Hpa.Contracts.Classifiers;
using Hpa.Host.Commands;
using Spectre.Console;

namespace Hpa.Host.Benchmarks;

/// <summary>
/// Second part of <c>hpa bench evaluate</c>: whether the classifiers answer as scikit-learn's and LIBSVM's do on the data sets of a folder.
/// </summary>
/// <param name="settings">Tolerances and threads.</param>
internal sealed class ParityBenchmark(ClassifierSettings settings)
{
    private int _compared;
    private int _failed;

    /// <summary>Compares and prints.</summary>
    /// <param name="folder">Folder with ARFF and LIBSVM files, in it or below it.</param>
    /// <param name="python">The interpreter of the peer, or null for the usual ones.</param>
    /// <param name="stop">The user's wish to stop.</param>
    /// <returns>Whether every comparison was within its limit.</returns>
    /// <exception cref="InputException">There is no such folder, or no data set in it.</exception>
    public async Task<bool> RunAsync(string folder, string? python, CancellationToken stop)
    {
        var found = DataSetFolder.Find(folder);
        foreach (var file in found.Packed) LeaveOut(Path.GetRelativePath(folder, file), "compressed; unpack it first");
        if (found.Arff.Count > 0) await CompareArffAsync(found.Arff, python, stop);
        if (found.Libsvm.Count > 0) await CompareLibsvmAsync(found.Libsvm, stop);
        Console.WriteLine($"parity      {_compared - _failed} of {_compared} comparisons within their limits");
        return _failed == 0;
    }

    private async Task CompareArffAsync(IReadOnlyList<DataSetFiles> sets, string? python, CancellationToken stop)
    {
        var (process, why) = await PythonPeer.OpenAsync(EvaluationPeer.Script, settings.Workers, python, stop);
        using (process)
        {
            if (process is null) Console.WriteLine($"comparison  none with scikit-learn: {EvaluationPeer.Missing}: {why}");
            var table = TableOutput.New("Data set", "Rows", "Strategy", "Classifier")
                .AddColumns(Right("Macro-F1 of hpa", $"of {process?.Name ?? "scikit-learn"}", "Difference", "Limit")).AddColumn("");
            var parity = new ArffParity(settings, process is null ? null : new EvaluationPeer(process));
            foreach (var files in sets)
                await TryAsync(files, async () =>
                {
                    await foreach (var result in parity.CompareAsync(files, stop))
                        table.AddRow(
                            Markup.Escape(files.Name), result.Rows, EvaluationPeer.WordOf(result.Strategy), ClassifierWords.Of(result.Kind), Text($"{result.Ours:0.0000}"),
                            Text($"{result.Theirs:0.0000}"), Text($"{result.Difference:+0.0000;-0.0000;0.0000}"), Text($"{result.Limit}"), Verdict(result.IsNear));
                });
            if (table.Rows.Count > 0) TableOutput.Write(table);
        }
    }

    private async Task CompareLibsvmAsync(IReadOnlyList<DataSetFiles> sets, CancellationToken stop)
    {
        using var tools = LibsvmTools.Open();
        if (tools is null)
        {
            Console.WriteLine($"comparison  none with LIBSVM: {LibsvmTools.Missing}");
            return;
        }

        var table = TableOutput.New("Data set", "Rows", "Kernel", "Class weights").AddColumns(Right("C", "Objective difference", "Limit", "Same predictions", "Limit")).AddColumn("");
        var parity = new LibsvmParity(settings, tools);
        foreach (var files in sets)
            await TryAsync(files, async () =>
            {
                await foreach (var result in parity.CompareAsync(files, LeaveOut, stop))
                    table.AddRow(
                        Markup.Escape(files.Name), result.Rows, result.Kernel, result.Weighted ? "yes" : "no", Text($"{result.C}"), Text($"{result.Difference:0.0e+0}"),
                        Text($"{LibsvmParity.Nearest:0e+0}"), Text($"{result.Agreement:0.0000}"), Text($"{LibsvmParity.Alike}"), Verdict(result.IsNear));
            });
        if (table.Rows.Count > 0) TableOutput.Write(table);
    }

    /// <summary>A set that cannot be read, or is too large, does not stop the others.</summary>
    private static async Task TryAsync(DataSetFiles files, Func<Task> compare)
    {
        try
        {
            await compare();
        }
        catch (InputException e)
        {
            LeaveOut(files.Name, e.Message);
        }
    }

    private static void LeaveOut(string name, string why) => Console.WriteLine($"left out    {name}: {why}");

    private string Verdict(bool? near)
    {
        if (near is not { } known) return "";
        _compared++;
        if (!known) _failed++;
        return known ? "pass" : "FAIL";
    }

    private static TableColumn[] Right(params string[] names) => Array.ConvertAll(names, name => new TableColumn(name).RightAligned());

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Hpa.Host.Tests;

/// <summary>Needs LIBSVM's own commands.</summary>
internal sealed class SvmTrainTheoryAttribute : TheoryAttribute
{
    private static readonly Lazy<bool> s_installed = new(Installed);

    public SvmTrainTheoryAttribute() => Skip = s_installed.Value ? null : "needs LIBSVM: apt-get install libsvm-tools";

    private static bool Installed()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("svm-train") { RedirectStandardOutput = true })!;
            _ = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>What <c>svm-train</c> and <c>svm-predict</c> make of a kernel or of rows in a folder of its own.</summary>
internal sealed partial class SvmTrain : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hpa-svm-train").FullName;

    /// <summary>Trains and predicts.</summary>
    /// <param name="arguments">Of <c>svm-train</c>, without files.</param>
    /// <param name="train">Lines of the training file.</param>
    /// <param name="test">Lines of the test file.</param>
    /// <returns>Objective per pair of classes, classes in order of their first row; and the predicted labels.</returns>
    public (double[] Objectives, int[] Predicted) Run(string[] arguments, IEnumerable<string> train, IEnumerable<string> test)
    {
        var (trainFile, testFile, model, answers) = (In("train"), In("test"), In("model"), In("answers"));
        File.WriteAllLines(trainFile, train);
        File.WriteAllLines(testFile, test);
        var said = Ask("svm-train", [.. arguments, trainFile, model]);
        Ask("svm-predict", [testFile, model, answers]);
        return (
            [.. Objective().Matches(said).Select(match => Number(match.Groups[1].Value))],
            [.. File.ReadLines(answers).Select(line => (int)Number(line))]);
    }

    /// <summary>A row as svm-train reads it.</summary>
    public static string Line(int label, ReadOnlySpan<double> row)
    {
        var line = new StringBuilder().Append(label);
        for (var c = 0; c < row.Length; c++)
            if (row[c] != 0) line.Append(CultureInfo.InvariantCulture, $" {c + 1}:{row[c]:R}");
        return line.ToString();
    }

    /// <summary>A row of a ready kernel as svm-train -t 4 reads it.</summary>
    /// <param name="label">Class.</param>
    /// <param name="number">Of the row from 1; anything for a test row.</param>
    /// <param name="kernel">Against every training row.</param>
    public static string KernelLine(int label, int number, IEnumerable<float> kernel)
    {
        var line = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{label} 0:{number}");
        foreach (var (c, value) in kernel.Index()) line.Append(CultureInfo.InvariantCulture, $" {c + 1}:{value:R}");
        return line.ToString();
    }

    public void Dispose() => Directory.Delete(_folder, true);

    private static string Ask(string command, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return said;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private string In(string file) => Path.Combine(_folder, file);

    [GeneratedRegex(@"obj = (\S+), rho")]
    private static partial Regex Objective();
}

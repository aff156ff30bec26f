using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Hpa.Contracts;

namespace Hpa.Host.Benchmarks;

/// <summary>What one side makes of a multi-class problem.</summary>
/// <param name="Objectives">Per pair (0,1), (0,2), …, (1,2), … of classes.</param>
/// <param name="Predicted">Label of each row in question.</param>
/// <param name="Seconds">Training and prediction; of LIBSVM's commands also reading the files.</param>
internal sealed record LibsvmAnswer(double[] Objectives, int[] Predicted, double Seconds)
{
    /// <summary>The largest relative difference of a pair's objective; infinite where the pairs are not the same.</summary>
    public double Difference(LibsvmAnswer twin) => Objectives.Length != twin.Objectives.Length
        ? double.PositiveInfinity
        : Objectives.Zip(twin.Objectives, (own, other) => own == other ? 0 : Math.Abs(own - other) / Math.Abs(other)).DefaultIfEmpty().Max();

    /// <summary>Share of rows with the same label.</summary>
    public double Agreement(LibsvmAnswer twin) => Predicted.Zip(twin.Predicted).Count(pair => pair.Item1 == pair.Item2) / (double)Predicted.Length;
}

/// <summary>LIBSVM's own commands <c>svm-train</c> and <c>svm-predict</c>, and a folder for their files.</summary>
internal sealed partial class LibsvmTools : IDisposable
{
    /// <summary>What to say where they are not.</summary>
    public const string Missing = "needs LIBSVM's commands svm-train and svm-predict (apt-get install libsvm-tools)";

    private readonly string _folder = Directory.CreateTempSubdirectory("hpa-bench-").FullName;

    private LibsvmTools()
    {
    }

    /// <summary>The commands, or null where they are not installed.</summary>
    public static LibsvmTools? Open()
    {
        foreach (var command in new[] { "svm-train", "svm-predict" })
        {
            try
            {
                using var process = Process.Start(new ProcessStartInfo(command) { RedirectStandardOutput = true, RedirectStandardError = true })!;
                process.StandardOutput.ReadToEnd();
                process.WaitForExit();
            }
            catch (Win32Exception)
            {
                return null;
            }
        }

        return new LibsvmTools();
    }

    /// <summary>A file for them.</summary>
    public string File(string name) => Path.Combine(_folder, name);

    /// <summary>Trains and predicts.</summary>
    /// <param name="arguments">Of <c>svm-train</c>, without files.</param>
    /// <param name="train">Training file.</param>
    /// <param name="test">Test file.</param>
    /// <param name="stop">The user's wish to stop.</param>
    /// <exception cref="InputException">A command failed.</exception>
    public async Task<LibsvmAnswer> RunAsync(IEnumerable<string> arguments, string train, string test, CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        var said = await AskAsync("svm-train", [.. arguments, train, File("model")], stop);
        await AskAsync("svm-predict", [test, File("model"), File("answers")], stop);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new LibsvmAnswer(
            [.. Objective().Matches(said).Select(match => Number(match.Groups[1].Value))],
            [.. System.IO.File.ReadLines(File("answers")).Select(line => (int)Number(line))],
            seconds);
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<string> AskAsync(string command, string[] arguments, CancellationToken stop)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            var error = process.StandardError.ReadToEndAsync(stop);
            var said = await process.StandardOutput.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            return process.ExitCode == 0
                ? said
                : throw new InputException($"{command} ended with exit code {process.ExitCode}: {(await error).Trim().Split('\n')[^1]}");
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"obj = (\S+), rho")]
    private static partial Regex Objective();
}

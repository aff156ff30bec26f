using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;

namespace Hpa.Host.Benchmarks;

/// <summary>What evaluate_peer.py answers.</summary>
/// <param name="Name">Name and version of the library.</param>
/// <param name="Predictions">By "strategy/classifier": label sets of all rows, once per seed.</param>
/// <param name="Seconds">Training and prediction, the first seed.</param>
internal sealed record PeerAnswer(string Name, Dictionary<string, uint[][]> Predictions, Dictionary<string, double> Seconds)
{
    /// <summary>Label sets for one seed.</summary>
    public LabelSet[] Of(string @case, int seed = 0) => Array.ConvertAll(Predictions[@case][seed], bits => new LabelSet(bits));
}

/// <summary>What evaluate_peer.py is asked.</summary>
/// <param name="C">C of the SVM, on kernels where a block has mean squared row norm 1.</param>
/// <param name="LogisticC">C of logistic regression, on the same.</param>
/// <param name="TreeSeeds">How many trees with other seeds.</param>
/// <param name="Cases">Strategy and classifier in the words of the settings.</param>
internal sealed record PeerQuestion(double C, double LogisticC, int TreeSeeds, IReadOnlyList<(string Strategy, string Classifier)> Cases);

/// <summary>Runs evaluate_peer.py, which does with scikit-learn what is compared.</summary>
internal static class EvaluationPeer
{
    /// <summary>Trains and predicts all cases.</summary>
    /// <param name="python">The interpreter.</param>
    /// <param name="data">Rows and labels.</param>
    /// <param name="question">What to train.</param>
    /// <param name="threads">Threads of its libraries.</param>
    /// <param name="stop">The user's wish to stop.</param>
    /// <exception cref="InputException">There is no such interpreter, or it failed.</exception>
    public static async Task<PeerAnswer> AskAsync(string python, EvaluationData data, PeerQuestion question, int threads, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("hpa-bench-").FullName;
        try
        {
            Write(folder, data, question);
            return JsonSerializer.Deserialize<PeerAnswer>(await RunAsync(python, folder, threads, stop), JsonSerializerOptions.Web)!;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Write(string folder, EvaluationData data, PeerQuestion question)
    {
        File.WriteAllText(Path.Combine(folder, "settings.json"), JsonSerializer.Serialize(
            new
            {
                Train = data.TrainLabels.Length,
                Eval = data.EvalLabels.Length,
                data.Blocks,
                data.Labels,
                question.C,
                question.LogisticC,
                question.TreeSeeds,
                Cases = question.Cases.Select(c => new[] { c.Strategy, c.Classifier }),
            },
            JsonSerializerOptions.Web));
        File.WriteAllBytes(Path.Combine(folder, "train.f32"), MemoryMarshal.AsBytes(data.Train.AsSpan()));
        File.WriteAllBytes(Path.Combine(folder, "eval.f32"), MemoryMarshal.AsBytes(data.Eval.AsSpan()));
        File.WriteAllBytes(Path.Combine(folder, "labels.u32"), MemoryMarshal.AsBytes(Array.ConvertAll(data.TrainLabels, set => set.Bits).AsSpan()));
    }

    private static async Task<string> RunAsync(string python, string folder, int threads, CancellationToken stop)
    {
        var start = new ProcessStartInfo(python, [Path.Combine(HostFiles.Home, "Benchmarks", "evaluate_peer.py"), folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var library in new[] { "OMP", "OPENBLAS", "MKL", "NUMEXPR" }) start.Environment[$"{library}_NUM_THREADS"] = $"{threads}";
        using var process = Start(start);
        try
        {
            var error = process.StandardError.ReadToEndAsync(stop);
            var answer = await process.StandardOutput.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            return process.ExitCode == 0
                ? answer
                : throw new InputException($"{python}: evaluate_peer.py ended with exit code {process.ExitCode}: {(await error).Trim().Split('\n')[^1]}");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InputException($"{start.FileName}: {e.Message}", e);
        }
    }
}

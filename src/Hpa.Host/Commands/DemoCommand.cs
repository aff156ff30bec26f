using System.CommandLine;
using Hpa.Actors.Datasets.Synthesis;
using Hpa.Actors.Runs;
using Hpa.Contracts;
using Hpa.Contracts.Runs;

namespace Hpa.Host.Commands;

/// <summary><c>hpa demo</c>: draws a small data set and runs everything on it.</summary>
internal static class DemoCommand
{
    private const int Size = 256;
    private const int MinimumPerClass = 13;

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var output = new Option<string>("--out") { Description = "Folder of the run", DefaultValueFactory = _ => Path.Combine("runs", "demo") };
        var images = new Option<int>("--images") { Description = "Number of fields", DefaultValueFactory = _ => 400 };
        var seed = new Option<ulong>("--seed") { Description = "Seed of data and run", DefaultValueFactory = _ => 1 };
        var command = new Command("demo", "Draw a small data set, run everything on it, write the report.") { output, images, seed };
        command.SetAction((parsed, stop) => Outcome.Of(() =>
            RunAsync(new RunFolder(parsed.GetValue(output)!), parsed.GetValue(images), parsed.GetValue(seed), stop)));
        return command;
    }

    private static async Task<int> RunAsync(RunFolder folder, int images, ulong seed, CancellationToken stop)
    {
        if (images < 40) throw new SettingsException($"--images {images} is too few to split 28 classes into three parts: at least 40");
        using var held = folder.Lock();
        // The name carries the parameters, so another demo in the same folder cannot take the wrong images.
        var data = Path.Combine(folder.Path, $"data-{images}-{seed}");
        if (!File.Exists(Path.Combine(data, "train.csv")))
            await SynthCommand.DrawAsync(data, new SynthesisSettings(images, Size, seed, Math.Min(MinimumPerClass, images / 30)), stop);
        var settings = SettingsFile.Load(HostFiles.Home, HostFiles.Hocon("demo.conf"), [$"hpa.datasets.path={data}", $"hpa.runs.seed={seed}"]);
        return await RunCommand.GoOnAsync(RunPlan.Begin(settings, folder), Stage.Report, stop);
    }
}

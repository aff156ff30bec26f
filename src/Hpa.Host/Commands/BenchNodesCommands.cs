using System.CommandLine;
using Hpa.Contracts;
using Hpa.Host.Benchmarks;

namespace Hpa.Host.Commands;

/// <summary><c>hpa bench nodes</c> and <c>hpa bench coordinator</c>: what a second node brings, and what a run's own node needs.</summary>
internal static class BenchNodesCommands
{
    /// <summary>Two nodes of one core each beside one.</summary>
    public static Command Nodes()
    {
        var images = new Option<int>("--images") { Description = "Fields to extract", DefaultValueFactory = _ => 1200 };
        var set = RunCommand.Set();
        var command = new Command("nodes", "Two nodes on a core each beside one node on one core; joining and losing a node.") { images, set };
        command.SetAction((parsed, stop) => Outcome.Of(async () =>
        {
            if (parsed.GetValue(images) is not (>= 800 and <= 100_000)) throw new SettingsException($"--images {parsed.GetValue(images)} must be from 800 to 100000");
            await NodesBenchmark.RunAsync(parsed.GetValue(images), parsed.GetValue(set) ?? [], stop);
            return Outcome.Done;
        }));
        return command;
    }

    /// <summary>Memory and journal by number of images and blocks.</summary>
    public static Command Coordinator()
    {
        var images = new Option<int>("--images") { Description = "Fields of the largest run", DefaultValueFactory = _ => 31_072 };
        var command = new Command("coordinator", "Memory and journal of a run with many images, by number of images and blocks.") { images };
        command.SetAction((parsed, stop) => Outcome.Of(async () =>
        {
            if (parsed.GetValue(images) is not (>= 400 and <= 1_000_000)) throw new SettingsException($"--images {parsed.GetValue(images)} must be from 400 to 1000000");
            await CoordinatorBenchmark.RunAsync(parsed.GetValue(images), stop);
            return Outcome.Done;
        }));
        return command;
    }
}

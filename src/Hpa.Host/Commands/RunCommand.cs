using System.CommandLine;
using Hpa.Actors.Runs;
using Hpa.Contracts.Runs;
using Hpa.Host.Nodes;

namespace Hpa.Host.Commands;

/// <summary><c>hpa run CONFIG --out DIR</c>: all stages; the same command again resumes.</summary>
internal static class RunCommand
{
    /// <summary>The option that every command with a settings file has.</summary>
    public static Option<string[]> Set() => new("--set")
    {
        Description = "Override a key of the settings: --set hpa.runs.seed=2 (repeatable; relative paths count from here)",
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var config = new Argument<string>("CONFIG") { Description = "Settings file (HOCON); config/hocon/hpa.conf lists every key" };
        var output = new Option<string>("--out") { Description = "Folder of the run", Required = true };
        var until = new Option<Stage>("--until") { Description = "Last stage to do", DefaultValueFactory = _ => Stage.Report };
        var set = Set();
        var (listen, cluster) = NodeOptions.Options();
        var command = new Command("run", "Do all stages of a run; the same command again continues where it stopped.") { config, output, until, set, listen, cluster };
        command.SetAction((parsed, stop) => Outcome.Of(() =>
        {
            var settings = SettingsFile.Load(HostFiles.Home, parsed.GetValue(config), parsed.GetValue(set) ?? []);
            var options = NodeOptions.Read(parsed.GetValue(listen), parsed.GetValue(cluster) ?? []);
            return RunAsync(settings, new RunFolder(parsed.GetValue(output)!), parsed.GetValue(until), stop, options);
        }));
        return command;
    }

    /// <summary>Starts or continues a run and prints what came out.</summary>
    public static async Task<int> RunAsync(SettingsFile settings, RunFolder folder, Stage until, CancellationToken stop, NodeOptions? options = null)
    {
        using var held = folder.Lock();
        return await GoOnAsync(RunPlan.Begin(settings, folder), until, stop, options: options);
    }

    /// <summary>Does the stages that are not done and prints what came out. The caller holds the folder's lock.</summary>
    public static async Task<int> GoOnAsync(RunPlan plan, Stage until, CancellationToken stop, bool again = false, NodeOptions? options = null)
    {
        RunSummary.Print(plan, await AskAsync(plan, new BeginRun(until, again), stop, options));
        return Outcome.Done;
    }

    /// <summary>Has a node in this process do what is asked. The caller holds the folder's lock.</summary>
    public static Task<RunFinished> AskAsync(RunPlan plan, BeginRun begin, CancellationToken stop, NodeOptions? options = null) =>
        NodeSession.AskAsync<RunFinished>(plan.Folder, node => RunGuardActor.Props(plan, node.Regions), begin, stop, options: options);
}

using System.CommandLine;
using Hpa.Actors.Runs;
using Hpa.Contracts;
using Hpa.Host.Nodes;
using Hpa.Host.Progress;

namespace Hpa.Host.Commands;

/// <summary><c>hpa node --seed HOST:PORT</c>: helps a run that was started with <c>--listen</c>, until it is finished or this node is asked to leave.</summary>
internal static class NodeCommand
{
    private static readonly string[] s_roles = ["extract", "select"];

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var seed = new Option<string>("--seed") { Description = "HOST:PORT of the run, as it prints it", Required = true };
        var role = new Option<string>("--role") { Description = "What this node does: extract, select", DefaultValueFactory = _ => string.Join(',', s_roles) };
        var work = new Option<string>("--work") { Description = "Folder for this node's log and scratch files", DefaultValueFactory = _ => Path.GetTempPath() };
        var set = new Option<string[]>("--set")
        {
            Description = "What differs on this machine: --set hpa.datasets.path=/mnt/images (repeatable; places, threads and memory, nothing that changes results)",
            AllowMultipleArgumentsPerToken = false,
        };
        var (listen, cluster) = NodeOptions.Options();
        var command = new Command("node", "Help a run on this or another machine; SIGTERM or Ctrl-C leaves in order.") { seed, role, listen, cluster, work, set };
        command.SetAction((parsed, stop) => Outcome.Of(() =>
        {
            var options = NodeOptions.Read(parsed.GetValue(listen), parsed.GetValue(cluster) ?? []);
            return RunAsync(parsed.GetValue(seed)!, Roles(parsed.GetValue(role)!), options, parsed.GetValue(work)!, parsed.GetValue(set) ?? [], stop);
        }));
        return command;
    }

    private static string[] Roles(string text)
    {
        string[] roles = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return roles.Length > 0 && roles.All(s_roles.Contains)
            ? roles
            : throw new SettingsException($"--role {text}: write extract, select or both with a comma between");
    }

    private static async Task<int> RunAsync(string seed, string[] roles, NodeOptions options, string work, string[] set, CancellationToken stop)
    {
        var (host, port) = NodeOptions.Parse("--seed", seed, null);
        if (options.Certificate is not null && !options.Listens)
            throw new SettingsException("--listen is missing: with a certificate the run may be on another machine, and must know under which address it reaches this one");
        SettingsFile.Load(HostFiles.Home, null, set);
        using var folder = GuestFolder.Create(work);
        try
        {
            return await HelpAsync(host, port, roles, options, folder, set, stop);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("left before it had joined");
            return Outcome.Done;
        }
        catch (InputException)
        {
            folder.Keep = true;
            throw;
        }
    }

    private static async Task<int> HelpAsync(
        string host, int port, string[] roles, NodeOptions options, GuestFolder folder, string[] set, CancellationToken stop)
    {
        await SeedProbe.CheckAsync(host, port, options.Certificate, stop);
        await using var node = GuestNode.Start(options, roles, folder.Log);
        await using var display = ProgressDisplay.ForThisTerminal();
        var ended = new TaskCompletionSource<WorkerActor.HelpEnded>(TaskCreationOptions.RunContinuationsAsynchronously);
        var tally = new GuestTally();
        node.System.ActorOf(GuestListener.Props(display, tally, ended), "listener");
        display.Say($"joins the run at {host}:{port}");
        await node.JoinAsync(NodeSystem.AddressOf(options, host, port), roles, new NodeSetup(folder.Path, set), stop);
        var asked = Task.Delay(Timeout.InfiniteTimeSpan, stop);
        await Task.WhenAny(ended.Task, node.Removed, asked);
        if (asked.IsCanceled)
        {
            display.Say("leaves: finishes what is under way or hands it back");
            await node.LeaveAsync();
            display.Say($"left the run; {tally}");
            return Outcome.Done;
        }

        if (!ended.Task.IsCompleted) throw new InputException("the run took this node for dead or is gone itself; start the same command again once it goes on");
        var end = await ended.Task;
        await node.LeaveAsync();
        if (end.Failed) throw new InputException(end.Reason);
        display.Say($"{end.Reason}; {tally}");
        return Outcome.Done;
    }
}

using System.CommandLine;
using Hpa.Contracts.Server;
using Hpa.Host.Server;
using Hpa.Host.Server.Api;

namespace Hpa.Host.Commands.Server;

/// <summary><c>hpa status</c>: what a server is doing.</summary>
internal static class StatusCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var server = ServerClient.Option();
        var command = new Command("status", "Show what a lab server is doing.") { server };
        command.SetAction((parsed, stop) => Outcome.Of(async () =>
        {
            using var client = ServerClient.Of(parsed.GetValue(server)!);
            return await ShowAsync(client, stop);
        }));
        return command;
    }

    private static async Task<int> ShowAsync(ServerClient client, CancellationToken stop)
    {
        var runs = await client.GetAsync<RunView[]>("api/v1/runs", stop);
        var counts = Enum.GetValues<RunPhase>().Select(phase => (Phase: phase, Count: runs.Count(run => run.Phase == phase))).Where(c => c.Count > 0)
            .Select(c => $"{c.Count} {c.Phase.ToString().ToLowerInvariant()}").ToArray();
        Console.WriteLine($"{client.Url}: {(counts.Length > 0 ? string.Join(", ", counts) : "no runs yet")}");
        foreach (var run in runs.Where(run => run.Phase == RunPhase.Running))
        {
            var state = await client.GetAsync<RunState>($"api/v1/runs/{run.Id}", stop);
            Console.WriteLine($"{run.Id} {run.Name}: {(state.Steps.Count > 0 ? Words(state.Steps[^1]) : "begins")}");
        }

        return Outcome.Done;
    }

    private static string Words(StepState step) =>
        FormattableString.Invariant($"{step.Title} {step.Done}{(step.Total is { } total ? $"/{total}" : "")} {step.Unit}{(step.SecondsLeft is > 0 and var left ? $", {left:0} s left" : "")}");
}
